/**
 * What a check finds. Plain data.
 *
 * @module
 */

/** `error`: the rule is faulty. `warning`: probably not what is meant. `note`: could be better. */
export type IssueSeverity = "error" | "warning" | "note";

/** Severities, the worst first. */
export const ISSUE_SEVERITIES: readonly IssueSeverity[] = ["error", "warning", "note"];

/** A range in a file as people count: all numbers start at 1; the end is behind the last character. */
export interface Place {
  /** Path relative to the input folder, with `/` between its parts. */
  readonly path: string;
  /** First line. */
  readonly line: number;
  /** First column, in UTF-16 code units. */
  readonly column: number;
  /** Last line. */
  readonly endLine: number;
  /** Column behind the last character. */
  readonly endColumn: number;
}

/** One finding. */
export interface Issue extends Place {
  /** How bad it is. */
  readonly severity: IssueSeverity;
  /** Name of the validator, as it stands in a configuration file. */
  readonly validator: string;
  /** What was found: a capital first, no full stop, one line. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** The rule's id, if it has one. */
  readonly rule?: string;
  /** Other places that belong to the finding, such as the other users of a title. */
  readonly related?: readonly Place[];
}

/** True when the first severity is as bad as the second, or worse. */
export function isAtLeast(severity: IssueSeverity, limit: IssueSeverity): boolean {
  return ISSUE_SEVERITIES.indexOf(severity) <= ISSUE_SEVERITIES.indexOf(limit);
}

/** Orders issues by path, place and name. */
export function compareIssues(left: Issue, right: Issue): number {
  return compareTexts(left.path, right.path) || left.line - right.line ||
    left.column - right.column || compareTexts(left.validator, right.validator) ||
    compareTexts(left.message, right.message);
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
