/** @module `control_character`: a control character in a value. */

import type { CheckedDocument } from "../document.ts";
import type { Report, Validator } from "../validator.ts";
import { forEachText } from "./written_texts.ts";

// deno-lint-ignore no-control-regex -- these are what it looks for
const CONTROL_REGEXP = /[\0-\x1f]/;

function check(document: CheckedDocument, report: Report): void {
  forEachText(document, ({ text, span }) => {
    const match = CONTROL_REGEXP.exec(text);
    if (match === null) return;
    const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    report(
      span,
      `The value has the control character U+${code}`,
      "In double quotes YAML reads \\t and the like; write single quotes or double the backslash",
    );
  });
}

/** The validator `control_character`. */
export const controlCharacter: Validator = {
  name: "control_character",
  origin: "pysigma",
  severity: "error",
  summary: "A control character in a value",
  check,
};
