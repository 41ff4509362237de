/** @module `number_as_string`: a whole number in quotes. */

import type { CheckedDocument } from "../document.ts";
import type { Report, Validator } from "../validator.ts";
import { forEachText } from "./written_texts.ts";

const NUMBER_REGEXP = /^[+-]?\d+(?:_\d+)*$/;

/** Modifiers under which the value still is compared as a whole. */
const WHOLE: readonly string[] = ["all", "cased", "neq", "expand"];

function check(document: CheckedDocument, report: Report): void {
  forEachText(document, ({ text, span }, { modifiers }) => {
    if (!NUMBER_REGEXP.test(text) || modifiers.some((name) => !WHOLE.includes(name))) return;
    report(span, `The number ${text} is written as a text`, "Leave the quotes out");
  });
}

/** The validator `number_as_string`. */
export const numberAsString: Validator = {
  name: "number_as_string",
  origin: "pysigma",
  severity: "note",
  summary: "A whole number in quotes",
  check,
};
