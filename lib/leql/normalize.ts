/**
 * One tree for all trees that are written alike.
 *
 * @module
 */

import type { ComparisonOperator, LeqlNode, LeqlOperand, Presence, PresenceNode } from "./ast.ts";
import { regexLiteral } from "./quote.ts";

const PRESENCES: ReadonlyMap<string, Presence> = new Map([
  ["= .*", "present"],
  ["!= .*", "absent"],
  ["= .+", "filled"],
  ["!= .+", "unfilled"],
]);

/**
 * A comparison that is a test for presence, as that test.
 *
 * @returns The test; `undefined` for any other comparison
 */
export function presenceOf(
  key: string,
  operator: ComparisonOperator,
  operand: LeqlOperand,
): PresenceNode | undefined {
  if (operand.kind !== "Regex" || operand.flags !== "") return undefined;
  const presence = PRESENCES.get(`${operator} ${operand.pattern}`);
  return presence === undefined ? undefined : { kind: "Presence", key, presence };
}

/**
 * Brings a tree into its normal form: an And or Or with one argument is that argument, an And in
 * an And is part of it, `key = /.*\/` is a test for presence, and a regular expression has
 * escapes where it would get them in print.
 *
 * Two trees print alike, but for parentheses and blanks, exactly if they have the same normal form.
 *
 * @param node A tree
 * @returns A tree of the same meaning
 *
 * @example Nested conditions
 * ```ts
 * import { normalizeNode } from "./normalize.ts";
 * import type { LeqlNode } from "./ast.ts";
 * import assert from "node:assert/strict";
 *
 * const a: LeqlNode = { kind: "Word", text: "a", quoted: true };
 * const b: LeqlNode = { kind: "Word", text: "b", quoted: true };
 * const nested: LeqlNode = { kind: "And", args: [a, { kind: "And", args: [{ kind: "Or", args: [b] }] }] };
 * assert.deepEqual(normalizeNode(nested), { kind: "And", args: [a, b] });
 * ```
 */
export function normalizeNode(node: LeqlNode): LeqlNode {
  switch (node.kind) {
    case "And":
    case "Or": {
      const args = node.args.flatMap((arg) => {
        const normal = normalizeNode(arg);
        return normal.kind === node.kind ? (normal as typeof node).args : [normal];
      });
      return args.length === 1 ? args[0] : { kind: node.kind, args };
    }
    case "Not":
      return { kind: "Not", arg: normalizeNode(node.arg) };
    case "Comparison": {
      const operand = normalizeOperand(node.operand);
      return presenceOf(node.key, node.operator, operand) ??
        (operand === node.operand ? node : { ...node, operand });
    }
    case "Compound": {
      const operand = normalizeOperand(node.operand);
      return operand === node.operand ? node : { ...node, operand };
    }
    case "Keyword": {
      const regex = normalizeOperand(node.regex);
      return regex === node.regex && node.verbatim === undefined
        ? node
        : { kind: "Keyword", regex };
    }
    default:
      return node;
  }
}

function normalizeOperand<T extends LeqlOperand>(operand: T): T {
  if (operand.kind === "Regex") {
    // As it is read back: `/` alone has no backslash.
    const body = regexLiteral(operand.pattern, "").slice(1, -1);
    const pattern = body.replace(/\\([^])/g, (pair, next) => next === "/" ? "/" : pair);
    const flags = [...new Set(operand.flags)].sort().join("");
    return pattern === operand.pattern && flags === operand.flags
      ? operand
      : { ...operand, pattern, flags };
  }
  if (operand.kind !== "List") return operand;
  let isChanged = false;
  const items = operand.items.map((item) => {
    const normal = normalizeOperand(item);
    isChanged ||= normal !== item;
    return normal;
  });
  return isChanged ? { ...operand, items } : operand;
}
