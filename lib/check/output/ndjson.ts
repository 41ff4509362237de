/**
 * Issues for programs: one JSON object a line.
 *
 * @module
 */

import type { Issue } from "../issue.ts";
import type { IssueWriter } from "./writer.ts";

/** Writes each issue as JSON, with the keys of {@link Issue}. */
export class NdjsonWriter implements IssueWriter {
  /** Nothing. */
  begin(): string {
    return "";
  }

  /** Lines. */
  write(issues: readonly Issue[]): string {
    let text = "";
    for (const issue of issues) text += `${JSON.stringify(issue)}\n`;
    return text;
  }

  /** Nothing. */
  end(): string {
    return "";
  }
}
