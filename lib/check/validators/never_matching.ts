/** @module What can never be true: `never_matching_condition`, `never_matching_identifier`. */

import type { CheckedDocument } from "../document.ts";
import { Facts } from "../logic/conflict.ts";
import { substitute } from "../logic/substitute.ts";
import { truthTable } from "../logic/truth_table.ts";
import type { Report, Validator } from "../validator.ts";

/** The validator `never_matching_condition`. */
export const neverMatchingCondition: Validator = {
  name: "never_matching_condition",
  origin: "own",
  severity: "error",
  summary: "A condition that no event can fulfil",
  check(document: CheckedDocument, report: Report): void {
    if (!document.isComplete) return;
    for (const { formula, span } of document.logic.conditions) {
      if (truthTable(formula).constant === false) {
        report(span, "The condition is never true, whatever its search identifiers match");
        continue;
      }
      const conflict = new Facts().add(substitute(formula, document.exprs));
      if (conflict !== undefined) report(span, `The condition is never true: ${conflict}`);
    }
  },
};

/** The validator `never_matching_identifier`. */
export const neverMatchingIdentifier: Validator = {
  name: "never_matching_identifier",
  origin: "own",
  severity: "error",
  summary: "A search identifier that no event can match",
  check(document: CheckedDocument, report: Report): void {
    if (!document.isComplete) return;
    for (const { name, span } of document.identifiers) {
      const conflict = new Facts().add(document.exprs.get(name)!);
      if (conflict !== undefined) report(span, `"${name}" never matches: ${conflict}`);
    }
  },
};
