/** @module Values of one list: `duplicate_value` and `covered_value`. */

import type { SigmaValue } from "../../sigma/value.ts";
import type { CheckedDocument } from "../document.ts";
import { findCovered } from "../logic/covered.ts";
import { showValue } from "../logic/values.ts";
import type { Report, Validator } from "../validator.ts";

/** The validator `duplicate_value`. */
export const duplicateValue: Validator = {
  name: "duplicate_value",
  origin: "own",
  severity: "warning",
  summary: "A value that stands twice in one list",
  check(document: CheckedDocument, report: Report): void {
    for (const { repeats } of document.lists) {
      for (const value of repeats) {
        report(
          value.span,
          `The value ${showValue(value)} stands twice in the list`,
          "Letter case makes no difference, unless the modifier cased or re stands there",
        );
      }
    }
  },
};

/** The validator `covered_value`. */
export const coveredValue: Validator = {
  name: "covered_value",
  origin: "own",
  severity: "note",
  summary: "A value without effect, because another value of the list says the same or more",
  check(document: CheckedDocument, report: Report): void {
    for (const { item: { field, linking }, values } of document.lists) {
      const reported = new Set<SigmaValue>();
      for (const { covered, cover } of findCovered(values, field === null)) {
        const [small, large] = [showValue(covered), showValue(cover)];
        if (linking === "or") {
          report(covered.span, `What ${small} matches, ${large} of the same list matches too`);
        } else if (!reported.has(cover)) {
          reported.add(cover);
          report(cover.span, `Where ${small} of the same list matches, ${large} matches too`);
        }
      }
    }
  },
};
