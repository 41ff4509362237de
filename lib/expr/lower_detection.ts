/**
 * Detections to expressions.
 *
 * @module
 */

import type { Detection, DetectionItem } from "../sigma/ast.ts";
import type { SigmaValue } from "../sigma/value.ts";
import { type Expr, join, type MatchValue, negate } from "./ast.ts";

/** Returns the expression that a detection means. */
export function lowerDetection(detection: Detection): Expr {
  switch (detection.kind) {
    case "Item":
      return lowerItem(detection);
    case "All":
      return join("And", detection.items.map(lowerDetection));
    case "Any":
      return join("Or", detection.items.map(lowerDetection));
  }
}

function lowerItem(item: DetectionItem): Expr {
  const joined = item.linking === "or"
    ? lowerAlternatives(item, item.values)
    : join("And", item.values.map((value) => lowerAlternatives(item, [value])));
  return item.negated ? negate(joined) : joined;
}

function lowerAlternatives(item: DetectionItem, values: readonly SigmaValue[]): Expr {
  const args = values.flatMap(alternatives).map((value) => lowerValue(item, value));
  const expanded = values.some((value) => value.kind === "Variants");
  return expanded && args.length > 1 ? { kind: "Or", args, expanded } : join("Or", args);
}

function alternatives(value: SigmaValue): readonly MatchValue[] {
  return value.kind === "Variants" ? value.values.flatMap(alternatives) : [value];
}

function lowerValue(item: DetectionItem, value: MatchValue): Expr {
  const { field, span } = item;
  return field === null ? { kind: "Keyword", value, span } : { kind: "Match", field, value, span };
}
