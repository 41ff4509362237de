/** @module `startswith`: the field begins with the value. */

import { withParts } from "../sigma_string.ts";
import { ANY, type SigmaValue } from "../value.ts";
import { type Modifier, type Refusal, refuseKind } from "./modifier.ts";

function applyToValue(value: SigmaValue): SigmaValue | Refusal {
  switch (value.kind) {
    case "String":
      return withParts(value, [...value.parts, ANY]);
    case "Regex":
      // In `^a|b` the anchor holds for `a` alone.
      return value.pattern.startsWith("^") && !value.pattern.includes("|")
        ? value
        : { ...value, pattern: `^(?:${value.pattern})` };
    case "FieldRef":
      return { ...value, match: "startswith" };
    default:
      return refuseKind(value);
  }
}

/** The modifier `startswith`. */
export const startswith: Modifier = {
  name: "startswith",
  summary: "The field begins with the value",
  source: "Sigma modifiers appendix, Generic Modifiers",
  applyToValue,
};
