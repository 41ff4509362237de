/**
 * Whether a regular expression of a rule can run in LEQL, whose engine is RE2:
 * no look-around, no back-references.
 *
 * @module
 */

import { RE2JS, RE2JSException } from "re2js";

/** What keeps a pattern from running. */
export interface RegexFault {
  readonly message: string;
  /** Offset of the construct in the pattern. */
  readonly offset: number;
}

/** A pattern as LEQL can run it. */
export interface CheckedRegex {
  readonly pattern: string;
  /** Alphabetical subset of `ims`. */
  readonly flags: string;
}

// What PCRE and Python have and RE2 does not; tried at each position outside of classes.
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/\(\?<?[=!]/y, "look-around"],
  [/\(\?>/y, "an atomic group"],
  [/\(\?\(/y, "a conditional group"],
  [/\(\?P=\w+\)|\\k[<{']\w+[>}']|\\g\{?-?\w+\}?|\\[1-9]/y, "a back-reference"],
  [/(?:[*+?]|\{\d+(?:,\d*)?\})\+/y, "a possessive quantifier"],
  [/\(\?[#]/y, "a comment"],
  [/\(\?[R0-9&]/y, "a recursion"],
  [/\\[GKRXhHNZ]/y, "an escape that RE2 does not have"],
];

const LEADING_FLAGS_REGEXP = /^\(\?([ims]+)\)/;
const REPEAT_REGEXP = /\{,(\d+)\}/y;

/**
 * Checks a pattern against RE2 and brings it into the form that LEQL documents:
 * flags at its beginning become flags of the literal, `{,n}` becomes `{0,n}`.
 *
 * @param pattern The pattern of the rule
 * @param flags Alphabetical subset of `ims`
 * @returns The pattern and its flags, or what RE2 does not have
 */
export function checkRegex(pattern: string, flags: string): CheckedRegex | RegexFault {
  let start = 0;
  let leading = "";
  for (;;) {
    const match = LEADING_FLAGS_REGEXP.exec(pattern.slice(start));
    if (match === null) break;
    leading += match[1];
    start += match[0].length;
  }
  const scanned = scan(pattern, start);
  if (typeof scanned !== "string") return scanned;
  const allFlags = [...new Set(flags + leading)].sort().join("");
  try {
    RE2JS.compile(scanned, re2Flags(allFlags));
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { message: `Cannot read the regular expression: ${error.message}`, offset: 0 };
  }
  return { pattern: scanned, flags: allFlags };
}

function re2Flags(flags: string): number {
  return (flags.includes("i") ? RE2JS.CASE_INSENSITIVE : 0) |
    (flags.includes("s") ? RE2JS.DOTALL : 0) |
    (flags.includes("m") ? RE2JS.MULTILINE : 0);
}

/** Finds foreign constructs; returns the pattern from `start` on with its repeats rewritten. */
function scan(pattern: string, start: number): string | RegexFault {
  let result = "";
  let classStart = -1;
  for (let at = start; at < pattern.length; at++) {
    const character = pattern[at];
    if (classStart >= 0) {
      if (character === "\\") result += character + (pattern[++at] ?? "");
      else {
        // `]` right behind `[` or `[^` is a literal.
        if (character === "]" && at > classStart) classStart = -1;
        result += character;
      }
      continue;
    }
    const construct = foreignAt(pattern, at);
    if (construct !== undefined) {
      return { message: `The regular expression has ${construct}, which RE2 lacks`, offset: at };
    }
    if (character === "\\") {
      result += character + (pattern[++at] ?? "");
    } else if (character === "[") {
      classStart = at + (pattern[at + 1] === "^" ? 2 : 1);
      result += pattern.slice(at, classStart);
      at = classStart - 1;
    } else {
      REPEAT_REGEXP.lastIndex = at;
      const repeat = character === "{" ? REPEAT_REGEXP.exec(pattern) : null;
      if (repeat !== null) {
        result += `{0,${repeat[1]}}`;
        at += repeat[0].length - 1;
      } else {
        result += character;
      }
    }
  }
  return result;
}

function foreignAt(pattern: string, at: number): string | undefined {
  if (!"(\\*+?{".includes(pattern[at])) return undefined;
  for (const [regexp, construct] of FOREIGN) {
    regexp.lastIndex = at;
    if (regexp.test(pattern)) return construct;
  }
  return undefined;
}
