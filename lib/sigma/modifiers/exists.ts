/** @module `exists`: the field is there, or is not. */

import type { SigmaValue } from "../value.ts";
import { type Modifier, type Refusal, refuse } from "./modifier.ts";

function applyToValue(value: SigmaValue): SigmaValue | Refusal {
  if (value.kind !== "Boolean") return refuse("value is not true or false");
  return { kind: "Exists", exists: value.value, span: value.span };
}

/** The modifier `exists`. */
export const exists: Modifier = {
  name: "exists",
  summary: "The field is present (true) or absent (false), whatever its value",
  source: "Sigma modifiers appendix, Generic Modifiers",
  first: true,
  needsField: true,
  applyToValue,
};
