/** @module `base64offset`: base64 of the value at any position in a longer text. */

import { literalText, literalValue } from "../sigma_string.ts";
import type { SigmaValue } from "../value.ts";
import { encodeText, toBase64 } from "./bytes.ts";
import { type Modifier, type Refusal, refuse, refuseKind } from "./modifier.ts";
import { MAX_CHARACTERS, refuseLength } from "./size.ts";

/** Characters that depend on what stands before the value, by its offset modulo 3. */
const START_CUT = [0, 2, 3];
/** Characters, padding included, that depend on what stands behind it, by total length modulo 3. */
const END_CUT = [0, 3, 2];

function applyToValue(value: SigmaValue): SigmaValue | Refusal {
  if (value.kind !== "String") return refuseKind(value);
  const text = literalText(value);
  if (text === undefined) return refuse("value has a wildcard");
  if (text === "") return refuse("value is empty");
  const bytes = encodeText(text, value.encoding);
  // Three variants of four characters for three bytes.
  if (bytes.length * 4 > MAX_CHARACTERS) return refuseLength();
  const values = START_CUT.map((start, shift) => {
    const shifted = new Uint8Array(shift + bytes.length);
    shifted.set(bytes, shift);
    const encoded = toBase64(shifted);
    const end = encoded.length - END_CUT[shifted.length % 3];
    return literalValue(encoded.slice(start, end), value);
  });
  // One byte at offset 1 determines no character: that variant would match everything.
  if (values.some(({ parts }) => parts.length === 0)) return refuse("value is too short");
  return { kind: "Variants", values, span: value.span };
}

/** The modifier `base64offset`. */
export const base64offset: Modifier = {
  name: "base64offset",
  summary: "The value in base64 at each of the three offsets; to be followed by contains",
  source: "Sigma modifiers appendix, Encoding",
  applyToValue,
};
