/** @module `escaped_wildcard`: `\*` or `\?` in a value. */

import { decodeString } from "../../sigma/sigma_string.ts";
import type { CheckedDocument } from "../document.ts";
import type { Report, Validator } from "../validator.ts";
import { forEachText } from "./written_texts.ts";

const CANDIDATE_REGEXP = /\\[*?]/;

function check(document: CheckedDocument, report: Report): void {
  forEachText(document, ({ text, span }) => {
    if (!CANDIDATE_REGEXP.test(text)) return;
    const literal = decodeString(text).some((part) =>
      part.kind === "Text" && /[*?]/.test(part.text)
    );
    if (!literal) return;
    report(
      span,
      "A wildcard is escaped, so it stands for itself",
      "A backslash before a wildcard is written \\\\*",
    );
  });
}

/** The validator `escaped_wildcard`. */
export const escapedWildcard: Validator = {
  name: "escaped_wildcard",
  origin: "pysigma",
  severity: "note",
  summary: "An escaped wildcard in a value",
  check,
};
