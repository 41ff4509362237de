/**
 * What a detection item becomes when it is divided: over several fields, or
 * into values that are treated apart.
 *
 * @module
 */

import type { Detection, DetectionItem } from "./ast.ts";
import type { SigmaValue } from "./value.ts";

/**
 * Joins the parts that an item was divided into. The parts of a negated item
 * are negated each, so the join turns over: not (a or b) is (not a and not b).
 *
 * @param item The item that was divided
 * @param kind How the parts are joined when the item is not negated
 * @param parts At least one
 * @returns The only part, or a join of all
 */
export function joinDivided(
  item: DetectionItem,
  kind: "All" | "Any",
  parts: readonly Detection[],
): Detection {
  if (parts.length === 1) return parts[0];
  const turned = kind === "All" ? "Any" : "All";
  return { kind: item.negated ? turned : kind, items: parts, span: item.span };
}

/** True for a value that asks for the absence of the field. */
export function isAbsence(value: SigmaValue): boolean {
  return value.kind === "Null" || (value.kind === "Exists" && !value.exists);
}
