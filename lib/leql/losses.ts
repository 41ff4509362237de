/**
 * Where a LEQL tree cannot mean exactly what a rule says, because of how LEQL
 * looks at events.
 *
 * @module
 */

import type { LossEffect } from "../diagnostic.ts";
import type { KeywordNode, LeqlNode, LeqlOperand } from "./ast.ts";
import { KEYWORD_ESCAPES_REGEXP, KEYWORD_ONE } from "./keyword_line.ts";

/** Something that makes a query find more or fewer events than its rule. */
export interface Loss {
  readonly effect: LossEffect;
  /** A sentence for people, without a full stop. */
  readonly reason: string;
}

const NONE: readonly Loss[] = [];

/**
 * Finds the losses of a tree.
 *
 * @param node A tree that was made from a rule
 * @returns Each loss once; the same empty list when there is none
 */
export function nodeLosses(node: LeqlNode): readonly Loss[] {
  const found: Loss[] = [];
  collect(node, false, found);
  if (found.length === 0) return NONE;
  return found.filter(({ reason, effect }, at) =>
    found.findIndex((other) => other.reason === reason && other.effect === effect) === at
  );
}

function collect(node: LeqlNode, negated: boolean, found: Loss[]): void {
  switch (node.kind) {
    case "And":
    case "Or":
      for (let at = 0; at < node.args.length; at++) collect(node.args[at], negated, found);
      break;
    case "Not":
      collect(node.arg, !negated, found);
      break;
    case "Presence":
      if (node.presence === "unfilled" || node.presence === "filled") {
        const broader = (node.presence === "unfilled") !== negated;
        found.push({
          effect: broader ? "broader" : "narrower",
          reason: "A value of line breaks alone counts as empty",
        });
      }
      break;
    case "Keyword": {
      const loss = keywordLoss(node);
      if (loss !== undefined) found.push(negated ? turn(loss) : loss);
      break;
    }
    case "Comparison":
      if (isCaseless(node.operator, node.operand)) caseLoss(node.operand, negated, found);
      break;
  }
}

function turn({ effect, reason }: Loss): Loss {
  if (effect === "mixed") return { effect, reason };
  return { effect: effect === "broader" ? "narrower" : "broader", reason };
}

// deno-lint-ignore no-control-regex
const NOT_PLAIN_REGEXP = /[\u0000-\u001f\u007f-\u009f\u2028\u2029"\\.[\](){}*+?|^$]/;
/** An escape of a character that JSON writes as it is. */
const LITERAL_ESCAPE_REGEXP = /\\[ -!#-/:-@[\]-`{-~]/g;

/** What JSON writes with a backslash: that is what a keyword search sees, if the line is JSON. */
function keywordLoss({ regex: { pattern }, verbatim }: KeywordNode): Loss | undefined {
  if (verbatim === true) {
    if (!NOT_PLAIN_REGEXP.test(pattern.replace(LITERAL_ESCAPE_REGEXP, ""))) return undefined;
    return {
      effect: "mixed",
      reason: "The keyword is searched in the raw line, where JSON escapes some characters",
    };
  }
  const text = pattern.replaceAll(KEYWORD_ONE, "").replace(KEYWORD_ESCAPES_REGEXP, "");
  if (text === pattern) return undefined;
  return {
    effect: "broader",
    reason: "The keyword is searched in the raw line, with and without the escapes of JSON",
  };
}

function isCaseless(operator: string, { kind }: LeqlOperand): boolean {
  return kind === "NoCase" || (operator.startsWith("I") && operator !== "IN");
}

// deno-lint-ignore no-control-regex
const BEYOND_ASCII_REGEXP = /[^\u0000-\u007f]/;

/** `NOCASE` and the operators with `I` are documented with letters of ASCII alone. */
function caseLoss(operand: LeqlOperand, negated: boolean, found: Loss[]): void {
  if (operand.kind === "List") {
    for (let at = 0; at < operand.items.length; at++) caseLoss(operand.items[at], negated, found);
    return;
  }
  if (operand.kind !== "Text" && operand.kind !== "NoCase") return;
  if (!BEYOND_ASCII_REGEXP.test(operand.text)) return;
  const letter = [...operand.text].find((character) =>
    BEYOND_ASCII_REGEXP.test(character) &&
    (character.toLowerCase() !== character || character.toUpperCase() !== character)
  );
  if (letter === undefined) return;
  found.push({
    effect: negated ? "broader" : "narrower",
    reason: `Whether LEQL ignores the letter case of "${letter}" is not documented`,
  });
}
