/** @module `fieldname_logsource`: a key that log sources do not have. */

import { didYouMean } from "../../suggest.ts";
import { getValue } from "../../yaml/node.ts";
import type { CheckedDocument } from "../document.ts";
import type { Report, Validator } from "../validator.ts";

const KEYS: readonly string[] = ["category", "product", "service", "definition"];

function check(document: CheckedDocument, report: Report): void {
  const node = getValue(document.root, "logsource");
  if (node?.kind !== "Mapping") return;
  for (const { key } of node.pairs) {
    if (KEYS.includes(key.text)) continue;
    const hint = didYouMean(key.text, KEYS) ?? `Known are ${KEYS.join(", ")}`;
    report(key.span, `The log source has the unknown key "${key.text}"`, hint);
  }
}

/** The validator `fieldname_logsource`. */
export const fieldnameLogsource: Validator = {
  name: "fieldname_logsource",
  origin: "pysigma",
  severity: "error",
  summary: "A key of the log source that does not exist",
  check,
};
