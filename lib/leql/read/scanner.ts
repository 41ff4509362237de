/**
 * A place in the text of a query, and what is found wrong on the way.
 *
 * @module
 */

import { LexFindings } from "./lex_findings.ts";

/** Goes through a text from its beginning. */
export class Scanner {
  readonly text: string;
  readonly findings: LexFindings = new LexFindings();
  /** Offset of what comes next. */
  at = 0;
  /** Fences that do not occur behind some place, so that nobody looks for them again. */
  readonly #missing = new Set<string>();

  /** @param text The query */
  constructor(text: string) {
    this.text = text;
  }

  /** Goes over what a sticky expression matches here; `null` when it does not. */
  take(regexp: RegExp): RegExpExecArray | null {
    regexp.lastIndex = this.at;
    const match = regexp.exec(this.text);
    if (match !== null) this.at = regexp.lastIndex;
    return match;
  }

  /** The next place of a fence, from an offset on; -1 when there is none. */
  find(fence: string, from: number): number {
    if (this.#missing.has(fence)) return -1;
    const found = this.text.indexOf(fence, from);
    if (found < 0) this.#missing.add(fence);
    return found;
  }

  /** What follows cannot be told apart: there are no more tokens. */
  stop(message: string, end: number, hint?: string): undefined {
    this.findings.error("leql-syntax", message, { start: this.at, end }, hint);
    return undefined;
  }
}
