/** @module `contains`: the value stands anywhere in the field. */

import { withParts } from "../sigma_string.ts";
import { ANY, type SigmaValue } from "../value.ts";
import { type Modifier, type Refusal, refuseKind } from "./modifier.ts";

function applyToValue(value: SigmaValue): SigmaValue | Refusal {
  switch (value.kind) {
    case "String":
      return withParts(value, [ANY, ...value.parts, ANY]);
    case "Regex": // a regular expression may match anywhere already
      return value;
    case "FieldRef":
      return { ...value, match: "contains" };
    default:
      return refuseKind(value);
  }
}

/** The modifier `contains`. */
export const contains: Modifier = {
  name: "contains",
  summary: "The field contains the value",
  source: "Sigma modifiers appendix, Generic Modifiers",
  applyToValue,
};
