/**
 * Detection items that stand for one item of a rule, and their negation.
 *
 * @module
 */

import type { Detection, DetectionItem } from "../sigma/ast.ts";
import type { SigmaValue } from "../sigma/value.ts";

/**
 * The item, on another key and with other values. Everything else stays, so a
 * negated item stays negated.
 */
export function withKey(
  item: DetectionItem,
  key: string,
  values: readonly SigmaValue[],
): DetectionItem {
  return {
    kind: "Item",
    field: key,
    modifiers: item.modifiers,
    values,
    linking: item.linking,
    negated: item.negated,
    span: item.span,
  };
}

/**
 * Joins the parts that an item was divided into. The parts of a negated item
 * are negated each, so the join turns over: not (a or b) is (not a and not b).
 *
 * @param item The item that was divided
 * @param kind How the parts are joined when the item is not negated
 * @param parts At least one
 * @returns The only part, or a join of all
 */
export function join(
  item: DetectionItem,
  kind: "All" | "Any",
  parts: readonly Detection[],
): Detection {
  if (parts.length === 1) return parts[0];
  const turned = kind === "All" ? "Any" : "All";
  return { kind: item.negated ? turned : kind, items: parts, span: item.span };
}
