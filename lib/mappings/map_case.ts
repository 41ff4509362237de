/**
 * Values of a field whose letter case the events do not keep.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { withParts } from "../sigma/sigma_string.ts";
import type { SigmaValue } from "../sigma/value.ts";

/**
 * Writes a value in the letter case that the events have.
 *
 * @param value A value of the rule
 * @param field Its field, for the message
 * @param letterCase What the events have
 * @param diagnostics Gets `letter-case-lost` when the rule compares letter case
 */
export function foldCase(
  value: SigmaValue,
  field: string,
  letterCase: "lower" | "upper",
  diagnostics: Diagnostic[],
): SigmaValue {
  if (value.kind === "Regex" && !value.flags.includes("i")) {
    diagnostics.push(caseWarning(value, field, letterCase));
    return { ...value, flags: [...value.flags, "i"].sort().join("") };
  }
  if (value.kind !== "String" || !value.cased) return value;
  diagnostics.push(caseWarning(value, field, letterCase));
  return withParts(
    value,
    value.parts.map((part) => {
      if (part.kind !== "Text") return part;
      const text = letterCase === "lower" ? part.text.toLowerCase() : part.text.toUpperCase();
      return { kind: "Text", text };
    }),
  );
}

function caseWarning(
  value: SigmaValue,
  field: string,
  letterCase: "lower" | "upper",
): Diagnostic {
  const letters = letterCase === "lower" ? "small letters" : "capitals";
  return diagnostic(
    "warning",
    "letter-case-lost",
    `The events have the values of "${field}" in ${letters}, so that letter case does not count`,
    value.span,
  );
}
