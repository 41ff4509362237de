/**
 * The issues of one text.
 *
 * @module
 */

import type { Source, Span } from "../source.ts";
import { compareIssues, type Issue, type IssueSeverity, type Place } from "./issue.ts";
import { makeIssue } from "./make_issue.ts";
import { Positions } from "./positions.ts";

/** Issues of one text; those that are the same in all are kept once. */
export class IssueList {
  /** Id of the rule that issues are about. */
  rule: string | undefined;
  readonly #positions: Positions;
  readonly #issues: Issue[] = [];
  readonly #seen = new Set<string>();

  /**
   * @param source The text and its path
   * @param linesBefore Lines of the file in front of the text
   */
  constructor(source: Source, linesBefore: number) {
    this.#positions = new Positions(source, linesBefore);
  }

  /** Where a span of the text stands in its file. */
  readonly placeOf = (span: Span): Place => this.#positions.place(span);

  /** Adds an issue, unless the same is there. */
  add(
    validator: string,
    severity: IssueSeverity,
    span: Span | undefined,
    message: string,
    hint: string | undefined,
  ): void {
    const key = `${validator} ${span?.start} ${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#issues.push(
      makeIssue(validator, severity, this.#positions.place(span), message, hint, this.rule),
    );
  }

  /** All issues, in the order of the places. */
  sorted(): readonly Issue[] {
    return this.#issues.sort(compareIssues);
  }
}
