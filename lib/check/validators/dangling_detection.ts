/** @module `dangling_detection`: a search identifier that no condition names. */

import type { CheckedDocument } from "../document.ts";
import type { Report, Validator } from "../validator.ts";

function check(document: CheckedDocument, report: Report): void {
  if (document.conditions.length === 0 || document.logic.isPartial) return;
  for (const { name, span } of document.identifiers) {
    if (document.logic.used.has(name)) continue;
    report(
      span,
      `No condition names the search identifier "${name}"`,
      "Name it in the condition, or remove it",
    );
  }
}

/** The validator `dangling_detection`. */
export const danglingDetection: Validator = {
  name: "dangling_detection",
  origin: "pysigma",
  severity: "error",
  summary: "A search identifier that no condition names",
  check,
};
