/**
 * The bound on what modifiers make of values.
 *
 * @module
 */

import type { SigmaValue } from "../value.ts";
import { type Refusal, refuseSize } from "./modifier.ts";

/** Most characters that the variants of one item's values may have together. */
export const MAX_CHARACTERS = 1_000_000;

/** Refuses variants that are longer than that. */
export function refuseLength(): Refusal {
  return refuseSize(
    `its variants would have more than ${MAX_CHARACTERS.toLocaleString("en")} characters together`,
    "Search for parts of the value, or split the list",
  );
}

/** The characters of a value's variants; 0 for a value that has none, and for a refusal. */
export function variantsLength(value: SigmaValue | Refusal): number {
  if (value.kind !== "Variants") return 0;
  return value.values.reduce((sum, one) => sum + lengthOf(one), 0);
}

function lengthOf(value: SigmaValue): number {
  if (value.kind !== "String") return variantsLength(value);
  return value.parts.reduce((sum, part) => sum + (part.kind === "Text" ? part.text.length : 1), 0);
}
