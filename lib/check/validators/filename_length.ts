/** @module `filename_length`: a file name that is too short or too long. */

import type { CheckedDocument } from "../document.ts";
import type { Parameters, Report, Validator } from "../validator.ts";
import { fileName, STREAM } from "./uniqueness.ts";

function check(document: CheckedDocument, report: Report, parameters: Parameters): void {
  const { min_size: min, max_size: max } = parameters;
  if (document.path === STREAM) return;
  const name = fileName(document.path);
  const { length } = [...name];
  if (length >= min && length <= max) return;
  report(
    { start: 0, end: 0 },
    `The file name "${name}" is ${length} characters long, not ${min} to ${max}`,
  );
}

/** The validator `filename_length`. */
export const filenameLength: Validator = {
  name: "filename_length",
  origin: "pysigma",
  severity: "error",
  summary: "A file name that is too short or too long",
  parameters: { min_size: 10, max_size: 90 },
  check,
};
