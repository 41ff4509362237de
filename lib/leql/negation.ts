/**
 * Negations written behind the key: `!=` and `NOT IN` instead of `NOT (...)`.
 *
 * Rapid7, "Components for Building a Query", shows NOT before an operator and `!` before `=`; a
 * NOT before a parenthesis is not shown. What is negated this way holds when the key is missing,
 * and for a list of values when none of them matches: `k != v` is NOT (k = v).
 *
 * @module
 */

import { type Diagnostic, diagnostic, withEffect } from "../diagnostic.ts";
import type {
  ComparisonNode,
  ComparisonOperator,
  CompoundNode,
  LeqlNode,
  LeqlOperand,
  Presence,
} from "./ast.ts";

/** A tree without NOT, but for what LEQL cannot negate in another way. */
export interface InlinedNegations {
  /** The tree. */
  readonly node: LeqlNode;
  /** Warnings, one for each kind of doubt. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Pushes each NOT inward, by De Morgan's laws, to the forms that LEQL documents.
 *
 * - `=` becomes `!=`, `= IP()` becomes `NOT IN [IP()]`, `IN` becomes `NOT IN`, and so on.
 * - `NOT` before an operator for several parts of a text is not documented, so the list is written
 *   out: not ICONTAINS-ALL is an OR of NOT ICONTAINS.
 * - `NOT (k < 5)` becomes `k >= 5 OR k` is no number: it holds for a missing key.
 * - `NOT (a == b)` becomes `a !== b OR` one of the keys is missing.
 * - A keyword search, and query text of a pipeline, keep their NOT.
 *
 * @param node A tree
 * @returns A tree of the same meaning
 *
 * @example De Morgan
 * ```ts
 * import { inlineNegations } from "./negation.ts";
 * import { ONE_LINE, printNode } from "./print.ts";
 * import type { LeqlNode } from "./ast.ts";
 * import assert from "node:assert/strict";
 *
 * const is = (key: string): LeqlNode => {
 *   return { kind: "Comparison", key, operator: "=", operand: { kind: "Text", text: "x" } };
 * };
 * const { node } = inlineNegations({ kind: "Not", arg: { kind: "Or", args: [is("a"), is("b")] } });
 * assert.equal(printNode(node, ONE_LINE), 'a != "x" AND b != "x"');
 * ```
 */
export function inlineNegations(node: LeqlNode): InlinedNegations {
  const doubts = new Set<Doubt>();
  const inlined = inline(node, doubts);
  const diagnostics = [...doubts].map((doubt) => {
    const [code, message, hint] = DOUBTS[doubt];
    const item = diagnostic("warning", code, message, undefined, hint);
    return doubt === "number" ? withEffect(item, "broader") : item;
  });
  return { node: inlined, diagnostics };
}

type Doubt = "keyword" | "raw" | "number";

const DOUBTS: {
  readonly [D in Doubt]: readonly ["leql-negation", string, string | undefined];
} = {
  keyword: ["leql-negation", "A keyword search can only be negated with NOT before it", undefined],
  raw: [
    "leql-negation",
    "The query text of a processing pipeline can only be negated with NOT before it",
    undefined,
  ],
  number: [
    "leql-negation",
    "A negated comparison of numbers is written for keys that hold one value, not a list",
    "Use --negation prefix if a key can hold a list of numbers",
  ],
};

function inline(node: LeqlNode, doubts: Set<Doubt>): LeqlNode {
  switch (node.kind) {
    case "And":
    case "Or":
      return { kind: node.kind, args: node.args.map((arg) => inline(arg, doubts)) };
    case "Not":
      return negate(node.arg, doubts);
    default:
      return node;
  }
}

const OPPOSITE_PRESENCES: { readonly [P in Presence]: Presence } = {
  present: "absent",
  absent: "present",
  filled: "unfilled",
  unfilled: "filled",
};

function negate(node: LeqlNode, doubts: Set<Doubt>): LeqlNode {
  switch (node.kind) {
    case "And":
      return joined("Or", node.args.map((arg) => negate(arg, doubts)));
    case "Or":
      return joined("And", node.args.map((arg) => negate(arg, doubts)));
    case "Not":
      return inline(node.arg, doubts);
    case "Comparison":
      return negateComparison(node, doubts);
    case "Compound":
      return negateCompound(node, doubts);
    case "Presence":
      return { ...node, presence: OPPOSITE_PRESENCES[node.presence] };
    case "Keyword":
    case "Word":
    case "VariableSearch":
      doubts.add("keyword");
      return { kind: "Not", arg: node };
    case "Raw":
      doubts.add("raw");
      return { kind: "Not", arg: node };
  }
}

function joined(kind: "And" | "Or", args: readonly LeqlNode[]): LeqlNode {
  return args.length === 1 ? args[0] : { kind, args };
}

/** Which of several keys a negated operator asks for is not documented, so they are written out. */
function negateCompound(
  { keys, linking, operator, operand }: CompoundNode,
  doubts: Set<Doubt>,
): LeqlNode {
  const args = keys.map((key) =>
    negateComparison({ kind: "Comparison", key, operator, operand }, doubts)
  );
  return joined(linking === "any" ? "And" : "Or", args);
}

const OPPOSITE_NUMBERS: Readonly<Record<string, ComparisonOperator>> = {
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};

function negateComparison(node: ComparisonNode, doubts: Set<Doubt>): LeqlNode {
  const { key, operator, operand } = node;
  if (operator.startsWith("NOT ")) {
    return { ...node, operator: operator.slice("NOT ".length) as ComparisonOperator };
  }
  switch (operator) {
    case "=":
      // `!= IP()` is not shown, and a variable may hold a list.
      return operand.kind === "Ip" || operand.kind === "Variable"
        ? { ...node, operator: "NOT IN", operand: { kind: "List", items: [operand] } }
        : { ...node, operator: "!=" };
    case "!=":
      return { ...node, operator: "=" };
    case "==":
      return joined("Or", [{ ...node, operator: "!==" }, ...missing(key, operand)]);
    case "!==":
      return { ...node, operator: "==" };
    case "<":
    case "<=":
    case ">":
    case ">=":
      doubts.add("number");
      return joined("Or", [
        { ...node, operator: OPPOSITE_NUMBERS[operator] },
        { ...node, operator: "!=", operand: ANY_NUMBER },
      ]);
    case "CONTAINS-ANY":
    case "ICONTAINS-ANY":
    case "STARTS-WITH-ANY":
    case "ISTARTS-WITH-ANY":
      return negateParts(node, "And");
    case "CONTAINS-ALL":
    case "ICONTAINS-ALL":
      return negateParts(node, "Or");
    default:
      return { ...node, operator: `NOT ${operator}` as ComparisonOperator };
  }
}

/** Every text that is a number in LEQL; a key that is missing does not match it either. */
const ANY_NUMBER: LeqlOperand = {
  kind: "Regex",
  pattern: "^[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?$",
  flags: "",
};

/** Whether `!==` holds for a missing key is not documented. */
function missing(key: string, operand: LeqlOperand): LeqlNode[] {
  const keys = operand.kind === "Key" ? [key, operand.key] : [key];
  return keys.map((name) => ({ kind: "Presence", key: name, presence: "absent" }));
}

function negateParts(node: ComparisonNode, kind: "And" | "Or"): LeqlNode {
  const { operator, operand } = node;
  const single = operator.replace(/-(?:ANY|ALL)$/, "");
  // A variable may hold a list, which cannot be written out.
  if (operand.kind !== "List" || operand.items.some((item) => item.kind === "Variable")) {
    return { ...node, operator: `NOT ${operator}` as ComparisonOperator };
  }
  const args = operand.items.map((item): LeqlNode => {
    return { ...node, operator: `NOT ${single}` as ComparisonOperator, operand: item };
  });
  return joined(kind, args);
}
