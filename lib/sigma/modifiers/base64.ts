/** @module `base64`: the field holds the value in base64. */

import { literalText, literalValue } from "../sigma_string.ts";
import type { SigmaValue } from "../value.ts";
import { encodeText, toBase64 } from "./bytes.ts";
import { type Modifier, type Refusal, refuse, refuseKind } from "./modifier.ts";

function applyToValue(value: SigmaValue): SigmaValue | Refusal {
  if (value.kind !== "String") return refuseKind(value);
  const text = literalText(value);
  if (text === undefined) return refuse("value has a wildcard");
  return literalValue(toBase64(encodeText(text, value.encoding)), value);
}

/** The modifier `base64`. */
export const base64: Modifier = {
  name: "base64",
  summary: "The value is encoded as base64",
  source: "Sigma modifiers appendix, Encoding",
  applyToValue,
};
