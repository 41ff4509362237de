/**
 * The queries of one file.
 *
 * @module
 */

import { lex } from "../../leql/read/lexer.ts";
import type { Token } from "../../leql/read/tokens.ts";

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

/** Lines between two blank ones. */
interface Paragraph {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Brackets that it opens, less those that it closes. */
  readonly depth: number;
  /** True when its end lies in the middle of something, as behind AND. */
  readonly isOpen: boolean;
  /** True when its beginning goes on with something, as with AND. */
  readonly goesOn: boolean;
  /** False when a quote or slash without its counterpart keeps the brackets from being told. */
  readonly isComplete: boolean;
}

/**
 * Cuts a file into queries. A blank line stands between two of them, as `convert --to tree` writes
 * them; one inside of brackets, or between `from(...)` and `where(...)`, separates nothing.
 *
 * A bracket that is never closed does not swallow what follows: then each part between blank lines
 * is a query of its own, unless it begins or ends in the middle of a condition.
 *
 * @param text The file
 * @returns Queries in order, without blank lines around them
 */
export function splitQueries(text: string): readonly PlacedQuery[] {
  const queries: PlacedQuery[] = [];
  let pending: Paragraph[] = [];
  let depth = 0;
  const flush = (): void => {
    for (const group of depth > 0 ? partAgain(pending) : [pending]) {
      if (group.length === 0) continue;
      const { start } = group[0];
      queries.push({ text: text.slice(start, group[group.length - 1].end), start });
    }
    pending = [];
    depth = 0;
  };
  for (const paragraph of paragraphs(text)) {
    if (pending.length > 0 && !belongs(pending, depth, paragraph)) flush();
    pending.push(paragraph);
    depth += paragraph.depth;
    // Only an opening bracket, or a `from` without its `where`, waits for more.
    const waits = depth > 0 && paragraph.isComplete || FROM_REGEXP.test(paragraph.text);
    if (!waits) flush();
  }
  flush();
  return queries;
}

/** Whether a paragraph is more of the query before it. */
function belongs(pending: readonly Paragraph[], depth: number, next: Paragraph): boolean {
  if (depth > 0) return !OPENING_REGEXP.test(next.text);
  return FROM_REGEXP.test(pending[0].text) &&
    !pending.some(({ text }) => WHERE_REGEXP.test(text)) && OPENING_REGEXP.test(next.text) &&
    !FROM_REGEXP.test(next.text);
}

/** The paragraphs of a query whose bracket is never closed, those together that belong together. */
function partAgain(paragraphs: readonly Paragraph[]): Paragraph[][] {
  const groups: Paragraph[][] = [];
  for (const paragraph of paragraphs) {
    const last = groups.at(-1);
    const isMore = last !== undefined &&
      (last.at(-1)!.isOpen || paragraph.goesOn || belongs(last, 0, paragraph));
    if (isMore) last.push(paragraph);
    else groups.push([paragraph]);
  }
  return groups;
}

function* paragraphs(text: string): Generator<Paragraph> {
  let start = -1;
  let end = 0;
  let at = 0;
  while (at < text.length) {
    LINE_REGEXP.lastIndex = at;
    const line = LINE_REGEXP.exec(text)![0];
    const content = line.trimEnd();
    if (content === "") {
      if (start >= 0) yield paragraphOf(text, start, end);
      start = -1;
    } else {
      if (start < 0) start = at;
      end = at + content.length;
    }
    at += line.length;
  }
  if (start >= 0) yield paragraphOf(text, start, end);
}

function paragraphOf(file: string, start: number, end: number): Paragraph {
  const text = file.slice(start, end);
  const { tokens, complete } = lex(text);
  let depth = 0;
  for (const token of tokens) {
    if (token.kind !== "Sign") continue;
    if (token.sign === "(" || token.sign === "[") depth++;
    else if (token.sign !== ",") depth--;
  }
  const [first, last] = [tokens[0], tokens[Math.max(0, tokens.length - 2)]];
  return {
    start,
    end,
    text,
    depth,
    isOpen: complete && isBetween(last, ["(", "[", ","]),
    goesOn: isBetween(first, [")", "]", ","]),
    isComplete: complete,
  };
}

const JOINS: ReadonlySet<string> = new Set(["AND", "OR", "NOT"]);

/** True for a token that stands between two conditions or items. */
function isBetween(token: Token, signs: readonly string[]): boolean {
  if (token.kind === "Word") return JOINS.has(token.upper) && token.upper !== "";
  return token.kind === "Operator" || token.kind === "Sign" && signs.includes(token.sign);
}
