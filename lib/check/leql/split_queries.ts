/**
 * The queries of one file.
 *
 * @module
 */

import { lex } from "../../leql/read/lexer.ts";

/** One query and where it stands. */
export interface PlacedQuery {
  readonly text: string;
  /** Offset in the file. */
  readonly start: number;
}

const LINE_REGEXP = /[^\r\n]*(?:\r\n|\n|\r|$)/y;
const OPENING_REGEXP = /^\s*(?:from|select|where)\s*\(/i;
const FROM_REGEXP = /^\s*from\s*\(/i;
const WHERE_REGEXP = /\bwhere\s*\(/i;

/**
 * Cuts a file into queries. A blank line stands between two of them, as `convert --to tree` writes
 * them; one inside of brackets, or between `from(...)` and `where(...)`, separates nothing.
 *
 * @param text The file
 * @returns Queries in order, without blank lines around them
 */
export function splitQueries(text: string): readonly PlacedQuery[] {
  const queries: PlacedQuery[] = [];
  let pending: { start: number; end: number; depth: number } | undefined;
  const flush = (): void => {
    if (pending !== undefined) {
      queries.push({ text: text.slice(pending.start, pending.end), start: pending.start });
    }
    pending = undefined;
  };
  for (const { start, end } of paragraphs(text)) {
    const part = text.slice(start, end);
    const depth = openBrackets(part);
    if (pending !== undefined && goesOn(text.slice(pending.start, pending.end), pending, part)) {
      pending = { start: pending.start, end, depth: pending.depth + depth };
    } else {
      flush();
      pending = { start, end, depth };
    }
    // Only an opening bracket, or a `from` without its `where`, waits for more.
    if (pending.depth <= 0 && !FROM_REGEXP.test(part)) flush();
  }
  flush();
  return queries;
}

function goesOn(before: string, { depth }: { readonly depth: number }, part: string): boolean {
  if (depth > 0) return !OPENING_REGEXP.test(part);
  return FROM_REGEXP.test(before) && !WHERE_REGEXP.test(before) && OPENING_REGEXP.test(part) &&
    !FROM_REGEXP.test(part);
}

function* paragraphs(text: string): Generator<{ start: number; end: number }> {
  let start = -1;
  let end = 0;
  let at = 0;
  while (at < text.length) {
    LINE_REGEXP.lastIndex = at;
    const line = LINE_REGEXP.exec(text)![0];
    const content = line.trimEnd();
    if (content === "") {
      if (start >= 0) yield { start, end };
      start = -1;
    } else {
      if (start < 0) start = at;
      end = at + content.length;
    }
    at += line.length;
  }
  if (start >= 0) yield { start, end };
}

function openBrackets(text: string): number {
  let depth = 0;
  for (const token of lex(text).tokens) {
    if (token.kind !== "Sign") continue;
    if (token.sign === "(" || token.sign === "[") depth++;
    else if (token.sign !== ",") depth--;
  }
  return depth;
}
