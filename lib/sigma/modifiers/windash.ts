/** @module `windash`: every dash that Windows programs take for an option. */

import { withParts } from "../sigma_string.ts";
import type { SigmaValue, StringPart } from "../value.ts";
import { type Modifier, type Refusal, refuseKind, refuseSize } from "./modifier.ts";
import { MAX_CHARACTERS, refuseLength } from "./size.ts";

/** Hyphen, slash, en dash, em dash and horizontal bar. */
export const DASHES: readonly string[] = ["-", "/", "\u2013", "\u2014", "\u2015"];

// A dash that begins a word: `\b` behind it, no word character in front.
const DASH_REGEXP = /(?<![\p{L}\p{N}_])[-/\u2013\u2014\u2015](?=[\p{L}\p{N}_])/gu;

/** With n dashes there are 5^n variants; 4 dashes give 625. */
const MAX_DASHES = 4;

function applyToValue(value: SigmaValue): SigmaValue | Refusal {
  if (value.kind !== "String") return refuseKind(value);
  let variants: StringPart[][] = [[]];
  let dashes = 0;
  let length = 0;
  for (const part of value.parts) {
    if (part.kind !== "Text") {
      variants = variants.map((variant) => [...variant, part]);
      continue;
    }
    const texts = part.text.split(DASH_REGEXP);
    dashes += texts.length - 1;
    if (dashes > MAX_DASHES) {
      return refuseSize(
        `value has more than ${MAX_DASHES} dashes, each with ${DASHES.length} spellings`,
        "Search for parts of the value, joined by all",
      );
    }
    length += part.text.length;
    if (length * DASHES.length ** dashes > MAX_CHARACTERS) return refuseLength();
    let spelled = [texts[0]];
    for (const text of texts.slice(1)) {
      spelled = spelled.flatMap((head) => DASHES.map((dash) => head + dash + text));
    }
    variants = variants.flatMap((variant) =>
      spelled.map((text): StringPart[] => [...variant, { kind: "Text", text }])
    );
  }
  return {
    kind: "Variants",
    values: variants.map((parts) => withParts(value, parts)),
    span: value.span,
  };
}

/** The modifier `windash`. */
export const windash: Modifier = {
  name: "windash",
  summary: "A dash that begins a word stands for -, /, en dash, em dash and horizontal bar",
  source: "Sigma modifiers appendix, Encoding",
  applyToValue,
};
