/** @module `invalid_modifier_combinations`: modifiers that do not go together. */

import type { CheckedDocument, WrittenItem } from "../document.ts";
import type { Report, Validator } from "../validator.ts";

function check(document: CheckedDocument, report: Report): void {
  for (const item of document.items) {
    if (item.modifiers.length > 0) checkItem(item, report);
  }
}

function checkItem({ field, modifiers, span }: WrittenItem, report: Report): void {
  const has = (name: string): boolean => modifiers.includes(name);
  // A regular expression may match anywhere, as contains does.
  if (field !== null && has("all") && !has("contains") && !has("re")) {
    report(
      span,
      'The modifier "all" stands without "contains"',
      "A field has one value, which cannot equal several values at once",
    );
  }
  if (has("base64offset") && !has("contains")) {
    report(
      span,
      'The modifier "base64offset" stands without "contains"',
      "Other text stands around the encoded value; append |contains",
    );
  }
  if (has("windash") && has("all")) {
    report(
      span,
      'The modifiers "windash" and "all" stand together',
      "Some converters then demand every kind of dash at once",
    );
  }
  const repeated = modifiers.filter((name, index) =>
    name !== "base64" && modifiers.indexOf(name) < index
  );
  for (const name of new Set(repeated)) {
    report(span, `The modifier "${name}" stands twice`, "Remove one", "warning");
  }
}

/** The validator `invalid_modifier_combinations`. */
export const invalidModifierCombinations: Validator = {
  name: "invalid_modifier_combinations",
  origin: "pysigma",
  severity: "error",
  summary: "Modifiers that do not go together, or stand twice",
  check,
};
