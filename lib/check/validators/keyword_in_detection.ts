/** @module `keyword_in_detection`: keywords, which detection definitions do not allow. */

import type { CheckedDocument } from "../document.ts";
import type { Report, Validator } from "../validator.ts";

function check(document: CheckedDocument, report: Report): void {
  for (const { field, span } of document.parsedItems) {
    if (field !== null) continue;
    report(
      span,
      "InsightIDR does not allow keyword search in detection definitions",
      "The rule converts for Log Search only; name the field to have it in detection rules too",
    );
  }
}

/** The validator `keyword_in_detection`. */
export const keywordInDetection: Validator = {
  name: "keyword_in_detection",
  origin: "own",
  severity: "note",
  summary: "Keywords, which the detection definitions of InsightIDR do not allow",
  check,
};
