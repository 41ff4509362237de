/**
 * What reading a LEQL query may find, with how sure it is.
 *
 * @module
 */

import type { DiagnosticCode } from "../../diagnostic.ts";

/** One finding. */
export interface LeqlCode {
  readonly code: DiagnosticCode;
  /**
   * `error`: no LEQL; `undocumented`: no page of Rapid7 shows it; `refused`: documented as refused
   * in detection rules (an error), or not known to be allowed there; `doubtful`: allowed, and
   * hardly meant.
   */
  readonly confidence: "error" | "undocumented" | "refused" | "doubtful";
  /** Page of Rapid7 that it rests on. */
  readonly source: string;
}

const QUERY = "Components for Building a Query";
const RULES = "Custom Detection Rules FAQ";

/** All of them, in the order of the documentation. */
export const LEQL_CODES: readonly LeqlCode[] = [
  { code: "leql-syntax", confidence: "error", source: QUERY },
  { code: "leql-clause-order", confidence: "error", source: "Query Help" },
  { code: "leql-unknown-word", confidence: "error", source: `${QUERY}: the list of operators` },
  { code: "leql-depth", confidence: "error", source: "a limit of this program" },
  { code: "invalid-regex", confidence: "error", source: "RE2, Syntax" },
  { code: "regex-not-re2", confidence: "error", source: "RE2, Syntax" },
  { code: "undocumented-form", confidence: "undocumented", source: QUERY },
  { code: "regex-flag", confidence: "undocumented", source: "Regular Expression Search" },
  { code: "leql-ip", confidence: "undocumented", source: `${QUERY}: IP search` },
  {
    code: "leql-odd-character",
    confidence: "undocumented",
    source: `${QUERY}: quotes`,
  },
  { code: "leql-keyword-in-detection", confidence: "refused", source: RULES },
  { code: "leql-implicit-and", confidence: "refused", source: RULES },
  { code: "leql-clause-in-detection", confidence: "refused", source: RULES },
  { code: "leql-event-type", confidence: "doubtful", source: "Event Types and Keys" },
  { code: "leql-or-keyword", confidence: "doubtful", source: `${QUERY}: keyword search` },
  { code: "leql-unquoted-text", confidence: "doubtful", source: `${QUERY}: keyword search` },
  { code: "leql-key-or-keyword", confidence: "doubtful", source: `${QUERY}: keyword search` },
  { code: "leql-reserved-key", confidence: "doubtful", source: `${QUERY}: quotes` },
  {
    code: "leql-literal-wildcard",
    confidence: "doubtful",
    source: `${QUERY}: comparison operators`,
  },
  { code: "leql-doubled-backslash", confidence: "doubtful", source: `${QUERY}: quotes` },
  { code: "leql-unquoted-backslash", confidence: "doubtful", source: `${QUERY}: quotes` },
  {
    code: "leql-literal-comparison",
    confidence: "doubtful",
    source: `${QUERY}: comparison operators`,
  },
  { code: "leql-not-a-number", confidence: "doubtful", source: `${QUERY}: comparison operators` },
];
