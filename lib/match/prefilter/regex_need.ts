/**
 * Literals that every match of a regular expression has.
 *
 * @module
 */

import type { RegexNode } from "../../leql/regex/ast.ts";
import { parseRegex } from "../../leql/regex/parse.ts";
import { ANY_EVENT, type Literal, type Need, needAll, needAny, needText } from "./need.ts";

/**
 * Finds literals in a regular expression. What it does not know for sure gives none.
 *
 * @param pattern A pattern in RE2's syntax
 * @param place Where the literals are looked for
 * @returns The need of a text in which the pattern matches anywhere, in any letter case
 */
export function regexNeed(pattern: string, place: Literal["place"]): Need {
  const node = parseRegex(pattern);
  return node === undefined ? ANY_EVENT : nodeNeed(node, place);
}

function nodeNeed(node: RegexNode, place: Literal["place"]): Need {
  switch (node.kind) {
    case "Alternatives":
      return needAny(node.options.map((option) => nodeNeed(option, place)));
    case "Sequence":
      return sequenceNeed(node.items, place);
    case "Repeat":
      return node.least === 0 ? ANY_EVENT : nodeNeed(node.item, place);
    default: {
      const text = textOf(node);
      return text === undefined ? ANY_EVENT : needText(text, place);
    }
  }
}

/** Texts behind one another are one text. */
function sequenceNeed(items: readonly RegexNode[], place: Literal["place"]): Need {
  const needs: Need[] = [];
  let run = "";
  for (const item of [...items, END]) {
    const isRepeated = item.kind === "Repeat" && item.least > 0;
    const text = textOf(isRepeated ? item.item : item);
    if (text !== undefined) run += text;
    if (text !== undefined && !isRepeated) continue;
    if (run !== "") needs.push(needText(run, place));
    run = "";
    if (text === undefined) needs.push(nodeNeed(item, place));
  }
  return needAll(needs);
}

const END: RegexNode = { kind: "Assertion" };

// deno-lint-ignore no-control-regex
const CONTROL_REGEXP = /[\u0000-\u001f\u007f]/;

/** The one character that a node stands for, in any letter case; lines may escape control ones. */
function textOf(node: RegexNode): string | undefined {
  const text = node.kind === "Text"
    ? node.text
    : node.kind === "Class"
    ? memberOf(node)
    : undefined;
  return text === undefined || CONTROL_REGEXP.test(text) ? undefined : text;
}

/** The character of a class that has it alone, perhaps in both letter cases. */
function memberOf({ ranges, negated }: RegexNode & { readonly kind: "Class" }): string | undefined {
  if (negated || ranges.some(([low, high]) => low !== high)) return undefined;
  const members = ranges.map(([code]) => String.fromCodePoint(code).toLowerCase());
  return members.every((member) => member === members[0]) ? members[0] : undefined;
}
