/**
 * Issues for people.
 *
 * @module
 */

import type { Issue } from "../issue.ts";
import { type IssueWriter, printable } from "./writer.ts";

/**
 * One line: `path:line:column: severity: message [name] (hint)`.
 *
 * @param issue The issue
 * @returns A line without a line break at its end
 *
 * @example An issue with a hint
 * ```ts
 * import { formatIssue } from "./text.ts";
 * import assert from "node:assert/strict";
 *
 * const issue = {
 *   path: "a.yml",
 *   line: 3,
 *   column: 5,
 *   endLine: 3,
 *   endColumn: 9,
 *   severity: "note",
 *   validator: "number_as_string",
 *   message: "The number 4688 is written as a text",
 *   hint: "Leave the quotes out",
 * } as const;
 * assert.equal(
 *   formatIssue(issue),
 *   "a.yml:3:5: note: The number 4688 is written as a text [number_as_string] (Leave the quotes out)",
 * );
 * ```
 */
export function formatIssue(issue: Issue): string {
  const { path, line, column, severity, message, validator } = issue;
  const hint = issue.hint === undefined ? "" : ` (${issue.hint})`;
  return printable(`${path}:${line}:${column}: ${severity}: ${message} [${validator}]${hint}`);
}

/** Writes a line for each issue, and under it one for each related place. */
export class TextWriter implements IssueWriter {
  /** Nothing. */
  begin(): string {
    return "";
  }

  /** Lines. */
  write(issues: readonly Issue[]): string {
    let text = "";
    for (const issue of issues) {
      text += `${formatIssue(issue)}\n`;
      for (const { path, line, column } of issue.related ?? []) {
        text += printable(`  see ${path}:${line}:${column}`) + "\n";
      }
    }
    return text;
  }

  /** Nothing. */
  end(): string {
    return "";
  }
}
