/**
 * Whether a regular expression of a rule can run in LEQL, whose engine is RE2:
 * no look-around, no back-references.
 *
 * @module
 */

import type { RE2JSException } from "re2js";
import { isPlainRegex } from "./plain_regex.ts";
import { escapeRegex } from "./quote.ts";
import { re2 } from "./re2.ts";

/** What keeps a pattern from running. */
export interface RegexFault {
  readonly message: string;
  /** Offset of the construct in the pattern. */
  readonly offset: number;
  /** True when no engine could read the pattern. */
  readonly invalid?: boolean;
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
  [/(?:[*+?]|\{(?:\d+(?:,\d*)?|,\d+)\})\+/y, "a possessive quantifier"],
  [/\(\?[#]/y, "a comment"],
  [/\(\?[R0-9&]/y, "a recursion"],
  [/\\[GKRXhHNZ]/y, "an escape that RE2 does not have"],
];

const LEADING_FLAGS_REGEXP = /^\(\?([ims]+)\)/;
const REPEAT_REGEXP = /\{(?:(?:\d+(?:,\d*)?)|()(,\d+))\}/y;
const POSIX_CLASS_REGEXP = /\[:\^?[a-z]+:\]/y;
const QUOTED_REGEXP = /\\Q([^]*?)(?:\\E|$)/y;
/** Braces behind `\x` and `\p` belong to the escape and repeat nothing. */
const BRACED_ESCAPE_REGEXP = /\\[xpP]\{[^{}]*\}/y;
const NAMED_GROUP_REGEXP = /\(\?<(?=\w)/y;

/**
 * Checks a pattern against RE2 and brings it into the form that LEQL documents:
 * flags at its beginning become flags of the literal, `{,n}` becomes `{0,n}`,
 * `(?<name>` becomes `(?P<name>`, which every version of RE2 reads (RE2,
 * "Syntax"), what `\Q` and `\E` quote is escaped, and a pattern without
 * content, whose literal would be `//`, becomes `.*`. `${`, which stands for a variable in
 * LEQL, does not occur in the result.
 *
 * @param pattern The pattern of the rule
 * @param flags Alphabetical subset of `ims`
 * @returns The pattern and its flags, or what RE2 does not have
 * @throws {Re2NotLoaded} When the pattern needs the RE2 port, and it is not loaded
 */
export function checkRegex(pattern: string, flags: string): CheckedRegex | RegexFault {
  if (!pattern.isWellFormed()) {
    return { message: "The regular expression is not well-formed Unicode", offset: 0 };
  }
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
  if (isPlainRegex(scanned)) return checked(scanned, allFlags);
  const { RE2JS, RE2JSException } = re2();
  try {
    RE2JS.compile(scanned, re2Flags(allFlags));
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return syntaxFault(error, pattern);
  }
  return checked(scanned, allFlags);
}

/** An empty pattern would print as `//`. */
function checked(pattern: string, flags: string): CheckedRegex {
  return { pattern: pattern === "" ? ".*" : pattern, flags };
}

/** Faults that every regular expression engine would report; others are limits of RE2. */
const FAULTY: ReadonlySet<string> = new Set([
  "invalid character class range",
  "missing closing ]",
  "missing closing )",
  "missing argument to repetition operator",
  "trailing backslash at end of expression",
  "unexpected )",
]);

function syntaxFault(error: RE2JSException, pattern: string): RegexFault {
  if (!(error instanceof re2().RE2JSSyntaxException)) {
    return { message: `RE2 cannot run the regular expression: ${error.message}`, offset: 0 };
  }
  const reason = error.getDescription();
  const part = error.getPattern() ?? "";
  const offset = Math.max(0, part === pattern ? 0 : pattern.indexOf(part));
  const invalid = FAULTY.has(reason);
  const what = invalid ? "Cannot read" : "RE2 cannot run";
  return { message: `${what} the regular expression: ${reason}`, offset, invalid };
}

function re2Flags(flags: string): number {
  const { RE2JS } = re2();
  return (flags.includes("i") ? RE2JS.CASE_INSENSITIVE : 0) |
    (flags.includes("s") ? RE2JS.DOTALL : 0) |
    (flags.includes("m") ? RE2JS.MULTILINE : 0);
}

/** Finds foreign constructs; returns the pattern from `start` on, rewritten. */
function scan(pattern: string, start: number): string | RegexFault {
  let result = "";
  // What was added last: to ask a text that still grows for its end copies it each time.
  let last = "";
  let classStart = -1;
  for (let at = start; at < pattern.length; at++) {
    const character = pattern[at];
    let found = character;
    let written: string | undefined;
    if (classStart >= 0) {
      if (character === "\\") found = escapeAt(pattern, at);
      else if (character === "[") found = matchAt(POSIX_CLASS_REGEXP, pattern, at)?.[0] ?? found;
      // `]` right behind `[` or `[^` is a literal.
      else if (character === "]" && at > classStart) classStart = -1;
      else if (character === "{" && last.endsWith("$")) written = "\\{";
    } else {
      const construct = foreignAt(pattern, at);
      if (construct !== undefined) {
        return { message: `The regular expression has ${construct}, which RE2 lacks`, offset: at };
      }
      if (character === "\\") {
        const quoted = pattern[at + 1] === "Q" ? matchAt(QUOTED_REGEXP, pattern, at) : null;
        found = quoted === null ? escapeAt(pattern, at) : quoted[0];
        if (quoted !== null) written = escapeRegex(quoted[1]);
      } else if (character === "[") {
        found = pattern[at + 1] === "^" ? "[^" : "[";
        classStart = at + found.length;
      } else if (character === "(" && pattern[at + 2] === "<") {
        const named = matchAt(NAMED_GROUP_REGEXP, pattern, at);
        if (named !== null) [found, written] = [named[0], "(?P<"];
      } else if (character === "{") {
        const repeat = matchAt(REPEAT_REGEXP, pattern, at);
        found = repeat?.[0] ?? found;
        if (repeat?.[1] === "") written = `{0${repeat[2]}}`;
        // `${` would be read as a variable.
        if (last.endsWith("$")) {
          if (repeat === null) written = "\\{";
          else {
            // A backslash before it belongs to it only in what was added last.
            const repeated = last.replace(/\\?\$$/, (found) => found === "$" ? "(?:$)" : "[$]");
            result = result.slice(0, result.length - last.length) + repeated;
          }
        }
      }
    }
    last = written ?? found;
    result += last;
    at += found.length - 1;
  }
  return result;
}

/** The escape that begins with the backslash at an offset. */
function escapeAt(pattern: string, at: number): string {
  const braced = pattern[at + 2] === "{" ? matchAt(BRACED_ESCAPE_REGEXP, pattern, at) : null;
  return braced === null ? pattern.slice(at, at + 2) : braced[0];
}

function matchAt(regexp: RegExp, text: string, at: number): RegExpExecArray | null {
  regexp.lastIndex = at;
  return regexp.exec(text);
}

function foreignAt(pattern: string, at: number): string | undefined {
  if (!"(\\*+?{".includes(pattern[at])) return undefined;
  return FOREIGN.find(([regexp]) => matchAt(regexp, pattern, at) !== null)?.[1];
}
