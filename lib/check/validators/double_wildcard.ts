/** @module `double_wildcard`: two `*` side by side. */

import type { CheckedDocument } from "../document.ts";
import type { Report, Validator } from "../validator.ts";
import { forEachText } from "./written_texts.ts";

// Wildcards are those with an even number of backslashes in front.
const DOUBLE_REGEXP = /(?<!\\)(?:\\\\)*\*\*/;

function check(document: CheckedDocument, report: Report): void {
  forEachText(document, ({ text, span }) => {
    if (!text.includes("**") || !DOUBLE_REGEXP.test(text)) return;
    report(span, "Two wildcards * stand side by side", "One says the same; \\* is a literal *");
  });
}

/** The validator `double_wildcard`. */
export const doubleWildcard: Validator = {
  name: "double_wildcard",
  origin: "pysigma",
  severity: "note",
  summary: "Two wildcards * side by side",
  check,
};
