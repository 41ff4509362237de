/**
 * Diagnostics of the compiler as findings of a check: each code is a name that
 * configuration files may use, like that of a validator.
 *
 * @module
 */

import { DIAGNOSTIC_CODES, type DiagnosticCode, type Severity } from "../diagnostic.ts";
import type { IssueSeverity } from "./issue.ts";
import { LEQL_CODES } from "./leql/leql_codes.ts";
import { VALIDATORS } from "./registry.ts";

/** Codes that a check can report. Those about mappings and outputs are not among them. */
const CODES: readonly DiagnosticCode[] = [
  "io-not-found",
  "io-permission",
  "io-read",
  "io-not-utf8",
  "io-too-large",
  "io-symlink",
  "internal",
  "yaml-syntax",
  "yaml-duplicate-key",
  "yaml-alias-limit",
  "yaml-depth",
  "yaml-tag",
  "empty-file",
  "not-a-rule",
  "invalid-action",
  "missing-title",
  "invalid-metadata",
  "missing-logsource",
  "invalid-logsource",
  "missing-detection",
  "invalid-detection",
  "empty-detection",
  "invalid-value",
  "unknown-modifier",
  "invalid-modifier",
  "null-in-list",
  "single-value-all",
  "invalid-regex",
  "invalid-cidr",
  "missing-condition",
  "condition-syntax",
  "condition-depth",
  "condition-aggregation",
  "timeframe-ignored",
  "undefined-identifier",
  "empty-quantifier",
  "invalid-reference",
  "invalid-filter",
  "filter-looks-inverted",
  "invalid-correlation",
  "unresolved-placeholder",
  "regex-not-re2",
  "regex-flag",
  "query-too-large",
  "unsupported-cidr",
  "ipv6-as-text",
  "unsupported-text",
  "unsupported-value",
  "unsupported-fieldref",
  "case-sensitive-fieldref",
];

/** A code as it can be configured. */
export interface CodeCheck {
  /** Name in configurations. */
  readonly name: string;
  /** What it means, in one line without a full stop. */
  readonly summary: string;
}

/** Every such code by its name. */
export const CODE_CHECKS: ReadonlyMap<string, CodeCheck> = new Map(
  [...new Set([...CODES, ...LEQL_CODES.map(({ code }) => code)])].map((code) => {
    const name = codeName(code);
    return [name, { name, summary: DIAGNOSTIC_CODES[code] }];
  }),
);

/** All names that a configuration may use. */
export function checkNames(): readonly string[] {
  return [...VALIDATORS.keys(), ...CODE_CHECKS.keys()];
}

/** The name of a code in configurations: `unknown-modifier` is `unknown_modifier`. */
export function codeName(code: DiagnosticCode): string {
  return code.replaceAll("-", "_");
}

/** What LEQL cannot say is no fault of the rule. */
export function codeSeverity(severity: Severity): IssueSeverity {
  return severity === "error" ? "error" : "warning";
}
