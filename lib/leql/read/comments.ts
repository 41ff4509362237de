/**
 * Comments of other languages.
 *
 * Source: Rapid7, "Components for Building a Query": no comments are described.
 *
 * @module
 */

import { diagnostic } from "../../diagnostic.ts";
import type { Scanner } from "./scanner.ts";

const MARK_REGEXP = /\/\/|\/\*|#(?=\s|$)|--(?=\s|$)/y;

/**
 * Goes over a comment and reports it, each kind once. It stands at the beginning of a line, or
 * behind what closes a condition or clause: elsewhere `//` is a regular expression without content.
 *
 * @param scanner Where a token may begin
 * @param isClosed True behind a closing bracket or a text in quotes
 * @returns True when there was one
 */
export function skipComment(scanner: Scanner, isClosed: boolean): boolean {
  const { text, at } = scanner;
  MARK_REGEXP.lastIndex = at;
  const mark = MARK_REGEXP.exec(text)?.[0];
  if (mark === undefined || !isClosed && !isFirst(text, at)) return false;
  scanner.findings.addOnce(
    diagnostic(
      "error",
      "leql-syntax",
      `Cannot read "${mark}": LEQL has no comments`,
      { start: at, end: at + mark.length },
      "Leave the comment out",
    ),
    mark,
  );
  const close = mark === "/*" ? scanner.find("*/", at + mark.length) : -1;
  scanner.at = close < 0 ? lineEnd(text, at) : close + "*/".length;
  return true;
}

/** True when only blanks stand before an offset in its line. */
function isFirst(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === " " || text[before] === "\t") before--;
  return before < 0 || text[before] === "\n" || text[before] === "\r";
}

function lineEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== "\n" && text[end] !== "\r") end++;
  return end;
}
