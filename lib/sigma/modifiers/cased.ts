/** @module `cased`: letter case counts. */

import type { SigmaValue } from "../value.ts";
import { type Modifier, type Refusal, refuseKind } from "./modifier.ts";

function applyToValue(value: SigmaValue): SigmaValue | Refusal {
  switch (value.kind) {
    case "String":
    case "FieldRef":
      return { ...value, cased: true };
    default:
      return refuseKind(value);
  }
}

/** The modifier `cased`. */
export const cased: Modifier = {
  name: "cased",
  summary: "The value is compared case-sensitively",
  source: "Sigma modifiers appendix, Generic Modifiers",
  applyToValue,
};
