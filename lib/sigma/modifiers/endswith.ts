/** @module `endswith`: the field ends with the value. */

import { withParts } from "../sigma_string.ts";
import { ANY, type SigmaValue } from "../value.ts";
import { type Modifier, type Refusal, refuseKind } from "./modifier.ts";

const END_ANCHOR_REGEXP = /(?:^|[^\\])(?:\\\\)*\$$/;

function applyToValue(value: SigmaValue): SigmaValue | Refusal {
  switch (value.kind) {
    case "String":
      return withParts(value, [ANY, ...value.parts]);
    case "Regex":
      // In `a|b$` the anchor holds for `b` alone.
      return END_ANCHOR_REGEXP.test(value.pattern) && !value.pattern.includes("|")
        ? value
        : { ...value, pattern: `(?:${value.pattern})$` };
    case "FieldRef":
      return { ...value, match: "endswith" };
    default:
      return refuseKind(value);
  }
}

/** The modifier `endswith`. */
export const endswith: Modifier = {
  name: "endswith",
  summary: "The field ends with the value",
  source: "Sigma modifiers appendix, Generic Modifiers",
  applyToValue,
};
