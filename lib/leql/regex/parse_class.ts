/**
 * Reads classes of regular expressions: `[a-z\d]`.
 *
 * @module
 */

import type { Range, RegexNode } from "./ast.ts";

/** What `\d`, `\w` and `\s` stand for. */
export const SHORT_CLASSES: Readonly<Record<string, readonly Range[]>> = {
  d: [[0x30, 0x39]],
  w: [[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]],
  s: [[0x09, 0x0a], [0x0c, 0x0d], [0x20, 0x20]],
};

const NAMED_CLASSES: Readonly<Record<string, readonly Range[]>> = {
  alnum: [[0x30, 0x39], [0x41, 0x5a], [0x61, 0x7a]],
  alpha: [[0x41, 0x5a], [0x61, 0x7a]],
  digit: [[0x30, 0x39]],
  lower: [[0x61, 0x7a]],
  upper: [[0x41, 0x5a]],
  punct: [[0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e]],
  space: [[0x09, 0x0d], [0x20, 0x20]],
  xdigit: [[0x30, 0x39], [0x41, 0x46], [0x61, 0x66]],
  word: SHORT_CLASSES.w,
};

const CONTROLS: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f", v: "\v" };

const NAMED_REGEXP = /\[:([a-z]+):\]/y;
const SHORT_REGEXP = /\\([dwsDWS])/y;
const MEMBER_REGEXP =
  /\\x([0-9A-Fa-f]{2})|\\x\{([0-9A-Fa-f]+)\}|\\([^A-Za-z0-9]|[tnrfv])|[^\\\]]/uy;

/**
 * Reads one class.
 *
 * @param pattern The pattern
 * @param start Offset of its `[`
 * @returns The class and the offset behind its `]`; `undefined` for what is not known here
 */
export function parseClass(
  pattern: string,
  start: number,
): { readonly node: RegexNode; readonly end: number } | undefined {
  const negated = pattern[start + 1] === "^";
  const first = start + (negated ? 2 : 1);
  const ranges: Range[] = [];
  let at = first;
  while (at < pattern.length) {
    if (pattern[at] === "]" && at > first) {
      return { node: { kind: "Class", ranges, negated }, end: at + 1 };
    }
    const named = matchAt(NAMED_REGEXP, pattern, at);
    const short = matchAt(SHORT_REGEXP, pattern, at);
    if (named !== null || short !== null) {
      const known = named === null ? shortRanges(short![1]) : NAMED_CLASSES[named[1]];
      if (known === undefined) return undefined;
      ranges.push(...known);
      at += (named ?? short)![0].length;
      continue;
    }
    const low = member(pattern, at, at === first);
    if (low === undefined) return undefined;
    at += low.length;
    const high = pattern[at] === "-" && pattern[at + 1] !== "]"
      ? member(pattern, at + 1, false)
      : undefined;
    if (high === undefined) {
      ranges.push([low.code, low.code]);
      continue;
    }
    if (high.code < low.code) return undefined;
    ranges.push([low.code, high.code]);
    at += 1 + high.length;
  }
  return undefined;
}

function shortRanges(letter: string): readonly Range[] | undefined {
  const ranges = SHORT_CLASSES[letter.toLowerCase()];
  if (letter >= "a") return ranges;
  const outside: Range[] = [];
  let low = 0;
  for (const [start, end] of ranges) {
    if (start > low) outside.push([low, start - 1]);
    low = end + 1;
  }
  return [...outside, [low, 0xffff]];
}

function member(
  pattern: string,
  at: number,
  isFirst: boolean,
): { readonly code: number; readonly length: number } | undefined {
  if (isFirst && pattern[at] === "]") return { code: 0x5d, length: 1 };
  const match = matchAt(MEMBER_REGEXP, pattern, at);
  if (match === null) return undefined;
  const hex = match[1] ?? match[2];
  const { length } = match[0];
  if (hex !== undefined) return { code: parseInt(hex, 16), length };
  const escaped = match[3];
  return { code: (CONTROLS[escaped] ?? escaped ?? match[0]).codePointAt(0)!, length };
}

function matchAt(regexp: RegExp, text: string, at: number): RegExpExecArray | null {
  regexp.lastIndex = at;
  return regexp.exec(text);
}
