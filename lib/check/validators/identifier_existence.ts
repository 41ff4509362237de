/** @module `identifier_existence`: a document without an id. */

import type { CheckedDocument } from "../document.ts";
import type { Report, Validator } from "../validator.ts";

function check(document: CheckedDocument, report: Report): void {
  if (document.metadata.id !== undefined) return;
  report(document.start, "The document has no id", "Give it a random UUID");
}

/** The validator `identifier_existence`. */
export const identifierExistence: Validator = {
  name: "identifier_existence",
  origin: "pysigma",
  severity: "warning",
  summary: "A document without an id",
  check,
};
