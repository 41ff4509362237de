/** The shape of a query: what is left when texts of the rule are taken out. */

import type { LeqlNode } from "../../lib/leql/ast.ts";

/** A key that is tested in any way, or a node above such. */
export type Shape =
  | { readonly kind: "Test"; readonly key: string | null }
  | { readonly kind: "Not"; readonly arg: Shape }
  | { readonly kind: "And" | "Or"; readonly args: readonly Shape[] };

/**
 * Finds the shape of a condition. How a text is compared depends on the text, so all tests of a key
 * are one; tests of one key that are joined count as one.
 *
 * @param node A tree in its normal form
 */
export function shapeOf(node: LeqlNode): Shape {
  switch (node.kind) {
    case "And":
    case "Or": {
      const args: Shape[] = [];
      for (const shape of node.args.map(shapeOf)) {
        const isKnown = shape.kind === "Test" &&
          args.some((other) => other.kind === "Test" && other.key === shape.key);
        if (!isKnown) args.push(shape);
      }
      return args.length === 1 ? args[0] : { kind: node.kind, args };
    }
    case "Not":
      return { kind: "Not", arg: shapeOf(node.arg) };
    case "Comparison":
      return { kind: "Test", key: node.key };
    case "Presence": {
      const test: Shape = { kind: "Test", key: node.key };
      const isNegative = node.presence === "absent" || node.presence === "unfilled";
      return isNegative ? { kind: "Not", arg: test } : test;
    }
    case "Keyword":
      return { kind: "Test", key: null };
    default:
      throw new Error(`A rule gives no ${node.kind}`);
  }
}
