/** @module Values of one list: `duplicate_value` and `covered_value`. */

import type { DetectionItem } from "../../sigma/ast.ts";
import type { SigmaValue } from "../../sigma/value.ts";
import type { CheckedDocument } from "../document.ts";
import { findCovered } from "../logic/covered.ts";
import { showValue, valueKey } from "../logic/values.ts";
import type { Report, Validator } from "../validator.ts";

/** Calls `visit` for the items with a list, each with the first occurrence of each value. */
function forEachList(
  document: CheckedDocument,
  visit: (item: DetectionItem, firsts: ReadonlyMap<string, SigmaValue>) => void,
): void {
  for (const item of document.parsedItems) {
    if (item.values.length < 2) continue;
    const firsts = new Map<string, SigmaValue>();
    for (const value of item.values) {
      const key = valueKey(value);
      if (!firsts.has(key)) firsts.set(key, value);
    }
    visit(item, firsts);
  }
}

/** The validator `duplicate_value`. */
export const duplicateValue: Validator = {
  name: "duplicate_value",
  origin: "own",
  severity: "warning",
  summary: "A value that stands twice in one list",
  check(document: CheckedDocument, report: Report): void {
    forEachList(document, ({ values }, firsts) => {
      if (firsts.size === values.length) return;
      for (const value of values) {
        if (firsts.get(valueKey(value)) === value) continue;
        report(
          value.span,
          `The value ${showValue(value)} stands twice in the list`,
          "Letter case makes no difference, unless the modifier cased or re stands there",
        );
      }
    });
  },
};

/** The validator `covered_value`. */
export const coveredValue: Validator = {
  name: "covered_value",
  origin: "own",
  severity: "note",
  summary: "A value without effect, because another value of the list says the same or more",
  check(document: CheckedDocument, report: Report): void {
    forEachList(document, ({ field, linking }, firsts) => {
      const values = [...firsts.values()];
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
    });
  },
};
