/** @module `fieldref`: the value is the name of another field. */

import { literalText } from "../sigma_string.ts";
import type { SigmaValue } from "../value.ts";
import { type Modifier, type Refusal, refuse, refuseKind } from "./modifier.ts";

function applyToValue(value: SigmaValue): SigmaValue | Refusal {
  if (value.kind !== "String") return refuseKind(value);
  const field = literalText(value);
  if (field === undefined) return refuse("value has a wildcard");
  if (field === "") return refuse("value is empty");
  if (value.encoding !== undefined) return refuse("the value is encoded");
  return { kind: "FieldRef", field, match: "equals", cased: value.cased, span: value.span };
}

/** The modifier `fieldref`. */
export const fieldref: Modifier = {
  name: "fieldref",
  summary: "The field is compared with another field of the event",
  source: "Sigma modifiers appendix, Generic Modifiers",
  needsField: true,
  notAfter: ["contains", "startswith", "endswith"],
  applyToValue,
};
