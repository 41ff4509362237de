/** @module `expand`: `%name%` in the value is a placeholder. */

import { withParts } from "../sigma_string.ts";
import type { SigmaValue, StringPart } from "../value.ts";
import { type Modifier, type Refusal, refuseKind } from "./modifier.ts";

const PLACEHOLDER_REGEXP = /\\%|%([A-Za-z0-9_.-]+)%/g;

function expandText(text: string): readonly StringPart[] {
  const parts: StringPart[] = [];
  let literal = "";
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER_REGEXP)) {
    literal += text.slice(end, match.index);
    end = match.index + match[0].length;
    if (match[1] === undefined) {
      literal += "%";
      continue;
    }
    parts.push({ kind: "Text", text: literal }, { kind: "Placeholder", name: match[1] });
    literal = "";
  }
  parts.push({ kind: "Text", text: literal + text.slice(end) });
  return parts;
}

function applyToValue(value: SigmaValue): SigmaValue | Refusal {
  if (value.kind !== "String") return refuseKind(value);
  const parts = value.parts.flatMap((part) => part.kind === "Text" ? expandText(part.text) : part);
  return withParts(value, parts);
}

/** The modifier `expand`. */
export const expand: Modifier = {
  name: "expand",
  summary: "%name% in the value is a placeholder",
  source: "Sigma modifiers appendix, Generic Modifiers",
  applyToValue,
};
