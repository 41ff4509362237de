/** @module `matches_any_value`: a value that every value of its field matches. */

import type { SigmaValue } from "../../sigma/value.ts";
import type { CheckedDocument } from "../document.ts";
import { alternatives } from "../logic/values.ts";
import type { Report, Validator } from "../validator.ts";

function check(document: CheckedDocument, report: Report): void {
  for (const { field, values } of document.parsedItems) {
    for (const value of values) {
      const anything = alternatives(value).find((one) => isAnything(one, field));
      if (anything === undefined) continue;
      if (field === null) {
        report(value.span, "The keyword matches every event", "Remove it", "error");
      } else if (anything.kind === "Regex") {
        const hint = `Write ${field}|exists: true if presence is all that is meant`;
        report(value.span, `The regular expression matches every value of "${field}"`, hint);
      } else if (anything.kind === "String" && anything.raw !== undefined) {
        const hint = `Write ${field}|exists: true if presence is all that is meant`;
        report(value.span, `"*" matches every value of "${field}"`, hint, "note");
      } else {
        report(
          value.span,
          `The empty text matches every value of "${field}"`,
          "Write a text, or the modifier exists",
        );
      }
    }
  }
}

const OPEN_REGEXPS: readonly string[] = ["", ".*", ".*?", "^.*$", "^.*", ".*$", "(.*)"];

function isAnything(value: SigmaValue, field: string | null): boolean {
  if (value.kind === "Regex") return OPEN_REGEXPS.includes(value.pattern);
  if (value.kind !== "String") return false;
  const [first, second] = value.parts;
  if (first === undefined) return field === null;
  return first.kind === "Any" && second === undefined;
}

/** The validator `matches_any_value`. */
export const matchesAnyValue: Validator = {
  name: "matches_any_value",
  origin: "own",
  severity: "warning",
  summary: "A value that matches every value of its field, or every event",
  check,
};
