/** @module Repeated entries of a list: `duplicate_references` and `duplicate_tag`. */

import type { CheckedDocument } from "../document.ts";
import type { Report, Validator } from "../validator.ts";

function repeatedEntries(
  name: string,
  key: string,
  what: string,
): Validator {
  return {
    name,
    origin: "pysigma",
    severity: "warning",
    summary: `A ${what} that stands twice in one document`,
    check(document: CheckedDocument, report: Report): void {
      const seen = new Set<string>();
      for (const { text, span } of document.scalars(key)) {
        if (seen.has(text)) report(span, `The ${what} stands twice in the list`, "Remove it");
        seen.add(text);
      }
    },
  };
}

/** The validator `duplicate_references`. */
export const duplicateReferences: Validator = repeatedEntries(
  "duplicate_references",
  "references",
  "reference",
);

/** The validator `duplicate_tag`. */
export const duplicateTag: Validator = repeatedEntries("duplicate_tag", "tags", "tag");
