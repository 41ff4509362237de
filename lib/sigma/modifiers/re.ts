/** @module `re`: the value is a regular expression. */

import type { SigmaValue } from "../value.ts";
import { type Modifier, type Refusal, refuse, refuseKind } from "./modifier.ts";

function applyToValue(value: SigmaValue): SigmaValue | Refusal {
  switch (value.kind) {
    case "Number":
      return { kind: "Regex", pattern: value.text, flags: "", span: value.span };
    case "String":
      if (value.raw === undefined) return refuse("another modifier has changed the value before");
      return { kind: "Regex", pattern: value.raw, flags: "", span: value.span };
    default:
      return refuseKind(value);
  }
}

/** The modifier `re`. */
export const re: Modifier = {
  name: "re",
  summary: "The value is a regular expression, case-sensitive, that may match anywhere",
  source: "Sigma modifiers appendix, Regular Expression",
  first: true,
  applyToValue,
};
