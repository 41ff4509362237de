/**
 * Source text and positions in it. Layer 0: imports nothing.
 *
 * @module
 */

/** A half-open range of UTF-16 offsets in one source text. */
export interface Span {
  /** Offset of the first code unit, from 0. */
  readonly start: number;
  /** Offset behind the last code unit. */
  readonly end: number;
}

/** One input: a text and the name under which it is reported. */
export interface Source {
  /** Path relative to the input folder, with `/` between its parts. */
  readonly path: string;
  /** The whole text of the file. */
  readonly text: string;
}

/** A place in a text as people count: both numbers start at 1. */
export interface Position {
  /** Line, from 1. */
  readonly line: number;
  /** Column in UTF-16 code units, from 1. */
  readonly column: number;
}

/**
 * Turns an offset into a line and a column.
 *
 * Line breaks are LF, CRLF and a lone CR, as in YAML.
 *
 * @param text The source text
 * @param offset UTF-16 offset, from 0; an offset behind the end counts as the end
 * @returns Line and column, both from 1
 *
 * @example A place on the second line
 * ```ts
 * import { lineColumn } from "./source.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(lineColumn("a: 1\nb: 2\n", 8), { line: 2, column: 4 });
 * ```
 */
export function lineColumn(text: string, offset: number): Position {
  const end = Math.min(offset, text.length);
  if (text !== lastText) {
    lastText = text;
    lastStarts = undefined;
    asked = 0;
  }
  // A text with many faults must not be counted through for each of them.
  if (++asked > FEW_POSITIONS) return findLine(lastStarts ??= lineStarts(text), end);
  return text.includes("\r") ? countBreaks(text, end) : countLineFeeds(text, end);
}

const FEW_POSITIONS = 8;
let lastText: string | undefined;
let lastStarts: readonly number[] | undefined;
let asked = 0;

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}

function findLine(starts: readonly number[], end: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= end) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: end - starts[low] + 1 };
}

/** The usual case: lines end with LF alone. */
function countLineFeeds(text: string, end: number): Position {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: end - lineStart + 1 };
}

function countBreaks(text: string, end: number): Position {
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      line++;
      lineStart = at + 1;
    } else if (code === 13) {
      if (text.charCodeAt(at + 1) === 10) {
        if (at + 1 >= end) break;
        at++;
      }
      line++;
      lineStart = at + 1;
    }
  }
  return { line, column: end - lineStart + 1 };
}
