/** @module `always_true_condition`: a condition that is true for every event. */

import type { CheckedDocument } from "../document.ts";
import { truthTable } from "../logic/truth_table.ts";
import type { Report, Validator } from "../validator.ts";

function check(document: CheckedDocument, report: Report): void {
  for (const { formula, span } of document.logic.conditions) {
    if (truthTable(formula).constant !== true) continue;
    report(span, "The condition is always true, whatever its search identifiers match");
  }
}

/** The validator `always_true_condition`. */
export const alwaysTrueCondition: Validator = {
  name: "always_true_condition",
  origin: "own",
  severity: "error",
  summary: "A condition that is true for every event",
  check,
};
