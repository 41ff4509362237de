/**
 * Detection items that stand for one item of a rule.
 *
 * @module
 */

import type { DetectionItem } from "../sigma/ast.ts";
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
