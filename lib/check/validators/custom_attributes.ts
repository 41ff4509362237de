/** @module `custom_attributes`: a key of one's own that looks like a misspelt one. */

import type { CheckedDocument } from "../document.ts";
import type { Report, Validator } from "../validator.ts";

/** Keys of a document (Sigma specification 2.1). */
const KEYS: readonly string[] = [
  "title",
  "id",
  "name",
  "taxonomy",
  "related",
  "status",
  "description",
  "license",
  "author",
  "references",
  "date",
  "modified",
  "logsource",
  "detection",
  "correlation",
  "filter",
  "generate",
  "fields",
  "falsepositives",
  "level",
  "tags",
  "scope",
  "action",
];

/** Shorter keys are near too many words. */
const SHORTEST = 5;

function check(document: CheckedDocument, report: Report): void {
  for (const { key: { text, span } } of document.root.pairs) {
    if (KEYS.includes(text)) continue;
    const near = KEYS.find((known) => known.length >= SHORTEST && isOneSlipAway(text, known));
    if (near === undefined) continue;
    report(span, `The key "${text}" is not one of Sigma's`, `Did you mean "${near}"?`);
  }
}

/** True when one letter is missing, added, wrong, or changed places with its neighbour. */
function isOneSlipAway(text: string, known: string): boolean {
  const wrong = text.toLowerCase();
  if (wrong === known) return true;
  let start = 0;
  while (start < known.length && wrong[start] === known[start]) start++;
  const [rest, knownRest] = [wrong.slice(start), known.slice(start)];
  if (wrong.length > known.length) return rest.slice(1) === knownRest;
  if (wrong.length < known.length) return rest === knownRest.slice(1);
  if (rest.slice(1) === knownRest.slice(1)) return true;
  return rest[0] === knownRest[1] && rest[1] === knownRest[0] &&
    rest.slice(2) === knownRest.slice(2);
}

/** The validator `custom_attributes`. */
export const customAttributes: Validator = {
  name: "custom_attributes",
  origin: "pysigma",
  severity: "warning",
  summary: "A key that is one letter away from one of Sigma's",
  check,
};
