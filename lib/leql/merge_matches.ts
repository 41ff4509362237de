/**
 * Several matches of one key, joined by OR or AND, to as few operators as
 * LEQL allows without changing what any of them means.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import type { MatchExpr } from "../expr/ast.ts";
import type { ComparisonOperator, LeqlNode, ListOperand } from "./ast.ts";
import { lowerMatch } from "./lower_match.ts";
import { escapeRegex, quoteKey } from "./quote.ts";
import { textShape } from "./shape.ts";
import type { LeqlStyle } from "./style.ts";

/** Matches that one list operator can say together. */
interface Group {
  readonly kind: "equals" | "contains" | "startswith" | "endswith" | "number";
  readonly cased: boolean;
  readonly texts: string[];
  readonly known: Set<string>;
  readonly first: MatchExpr;
}

/** Joins matches of one key. Returns `undefined` when a fault was reported. */
export function mergeMatches(
  kind: "And" | "Or",
  matches: readonly MatchExpr[],
  style: LeqlStyle,
  diagnostics: Diagnostic[],
): LeqlNode | undefined {
  const members: (Group | MatchExpr)[] = [];
  // Different values, and fields under one key, may have one word in the events.
  const repeats = style.variants === "or";
  for (const match of matches) {
    if (!joinGroup(kind, match, members, repeats)) members.push(match);
  }
  const args: LeqlNode[] = [];
  for (const member of members) {
    const node = "texts" in member
      ? lowerGroup(kind, member, style, diagnostics)
      : lowerMatch(member, style, diagnostics);
    if (node !== undefined) args.push(node);
  }
  // One argument is kept in its And or Or: it stands for several conditions.
  return args.length < members.length ? undefined : { kind, args };
}

/** Adds a match to its group, or returns false when it has none. */
function joinGroup(
  kind: "And" | "Or",
  match: MatchExpr,
  members: (Group | MatchExpr)[],
  repeats: boolean,
): boolean {
  const shape = groupShape(match);
  if (shape === undefined) return false;
  // Only "contains" has a list operator that means all of the list.
  if (kind === "And" && shape.kind !== "contains") return false;
  const cased = match.value.kind === "String" && match.value.cased;
  for (const member of members) {
    if ("texts" in member && member.kind === shape.kind && member.cased === cased) {
      if (!member.known.has(shape.text) || repeats) member.texts.push(shape.text);
      member.known.add(shape.text);
      return true;
    }
  }
  const { kind: group, text } = shape;
  members.push({ kind: group, cased, texts: [text], known: new Set([text]), first: match });
  return true;
}

function groupShape(
  { value }: MatchExpr,
): { readonly kind: Group["kind"]; readonly text: string } | undefined {
  if (value.kind === "Number") {
    // Infinity is refused where it stands alone, and so in a list.
    return /^-?\d/.test(value.text) ? { kind: "number", text: value.text } : undefined;
  }
  if (value.kind !== "String" || value.parts.some((part) => part.kind === "Placeholder")) {
    return undefined;
  }
  const shape = textShape(value);
  return "text" in shape ? shape : undefined;
}

function lowerGroup(
  kind: "And" | "Or",
  group: Group,
  style: LeqlStyle,
  diagnostics: Diagnostic[],
): LeqlNode | undefined {
  const key = group.first.field;
  // A key that no quotes can hold is refused where it stands alone, and so with a list.
  if (group.texts.length === 1 || quoteKey(key) === undefined) {
    return lowerMatch(group.first, style, diagnostics);
  }
  const { cased, texts } = group;
  const list: ListOperand = {
    kind: "List",
    items: texts.map((text) => ({ kind: group.kind === "number" ? "Number" : "Text", text })),
  };
  const compare = (operator: ComparisonOperator): LeqlNode => {
    return { kind: "Comparison", key, operator, operand: list };
  };
  switch (group.kind) {
    case "number":
      return compare("IN");
    case "equals":
      return compare(cased ? "IN" : "IIN");
    case "contains":
      if (kind === "And") return compare(cased ? "CONTAINS-ALL" : "ICONTAINS-ALL");
      return compare(cased ? "CONTAINS-ANY" : "ICONTAINS-ANY");
    case "startswith":
      return compare(cased ? "STARTS-WITH-ANY" : "ISTARTS-WITH-ANY");
    case "endswith": {
      const pattern = `(${texts.map((text) => `.*${escapeRegex(text)}$`).join("|")})`;
      const flags = cased ? "" : "i";
      return {
        kind: "Comparison",
        key,
        operator: "=",
        operand: { kind: "Regex", pattern, flags },
      };
    }
  }
}
