/**
 * What all writers of issues share.
 *
 * @module
 */

import type { Issue } from "../issue.ts";

/** Turns issues into text piece by piece, so that nothing is kept. */
export interface IssueWriter {
  /** What stands before the first issue. */
  begin(): string;
  /** Issues in the order of the output. */
  write(issues: readonly Issue[]): string;
  /** What stands behind the last issue. */
  end(): string;
}

// Control characters, and the line breaks of Unicode.
// deno-lint-ignore no-control-regex -- these are what it replaces
const UNPRINTABLE_REGEXP = /[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** A text on one line, without characters that steer a terminal. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE_REGEXP, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
