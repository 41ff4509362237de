/** @module Encodings in front of base64: `wide`, `utf16le`, `utf16be`, `utf16`. */

import { literalText } from "../sigma_string.ts";
import type { SigmaValue, StringEncoding } from "../value.ts";
import { type Modifier, type Refusal, refuse, refuseKind } from "./modifier.ts";

function encodingModifier(name: string, encoding: StringEncoding, summary: string): Modifier {
  return {
    name,
    summary: `${summary}; to be followed by base64 or base64offset`,
    source: "Sigma modifiers appendix, Encoding",
    applyToValue(value: SigmaValue): SigmaValue | Refusal {
      if (value.kind !== "String") return refuseKind(value);
      if (literalText(value) === undefined) return refuse("value has a wildcard");
      if (value.encoding !== undefined) return refuse("the value is encoded already");
      const { parts, cased, span } = value;
      return { kind: "String", parts, cased, span, encoding };
    },
  };
}

/** The modifiers `wide`, `utf16le`, `utf16be` and `utf16`. */
export const utf16Modifiers: readonly Modifier[] = [
  encodingModifier("wide", "utf16le", "The value is encoded as UTF-16, little endian"),
  encodingModifier("utf16le", "utf16le", "The value is encoded as UTF-16, little endian"),
  encodingModifier("utf16be", "utf16be", "The value is encoded as UTF-16, big endian"),
  encodingModifier(
    "utf16",
    "utf16",
    "The value is encoded as UTF-16, little endian with byte-order mark",
  ),
];
