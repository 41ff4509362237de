/** @module `dangling_condition`: a quantifier whose pattern matches no search identifier. */

import type { CheckedDocument } from "../document.ts";
import { didYouMean } from "../../suggest.ts";
import type { Report, Validator } from "../validator.ts";

function check(document: CheckedDocument, report: Report): void {
  for (const { pattern, span } of document.logic.emptyQuantifiers) {
    const names = document.identifiers.map(({ name }) => name);
    const hint = didYouMean(pattern.replaceAll("*", ""), names);
    report(span, `No search identifier matches "${pattern}"`, hint);
  }
}

/** The validator `dangling_condition`. */
export const danglingCondition: Validator = {
  name: "dangling_condition",
  origin: "pysigma",
  severity: "error",
  summary: "A quantifier of the condition that matches no search identifier",
  covers: ["empty-quantifier"],
  check,
};
