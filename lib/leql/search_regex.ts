/**
 * Regular expressions that are no more than texts with gaps, such as `.*\.exe$` and
 * `(^a|[\s\S]*b)`: string search runs them many times faster than an engine.
 *
 * @module
 */

import { GAP, type GlobPart, ONE_CHARACTER } from "./glob.ts";

/** What a pattern looks for. */
export interface SearchRegex {
  /** One of these must match the whole text. */
  readonly alternatives: readonly (readonly GlobPart[])[];
  /** True when they say the same as the pattern only of a text without a line feed. */
  readonly singleLine: boolean;
}

const MAX_ALTERNATIVES = 2000;

/**
 * Reads a pattern as texts with gaps.
 *
 * @param pattern A pattern that RE2 can run
 * @param flags A subset of `is`
 * @returns The texts, or `undefined` when the pattern is more than that, or it is not known
 */
export function searchRegex(pattern: string, flags: string): SearchRegex | undefined {
  const branches = spreadGroup(pattern);
  if (branches === undefined || branches.length > MAX_ALTERNATIVES) return undefined;
  const alternatives: GlobPart[][] = [];
  let singleLine = false;
  for (const branch of branches) {
    const read = readBranch(branch, flags.includes("s"));
    if (read === undefined) return undefined;
    alternatives.push(read.parts);
    singleLine ||= read.singleLine;
  }
  return { alternatives, singleLine };
}

/** `a(b|c)d` becomes `abd` and `acd`, `a|b` becomes `a` and `b`; only one group, without repeat. */
function spreadGroup(pattern: string): string[] | undefined {
  const { open, close, bars } = scanGroup(pattern) ?? {};
  if (open === undefined || close === undefined || bars === undefined) return undefined;
  const inner = (start: number, end: number): string[] => {
    const cuts = bars.filter((bar) => bar > start && bar < end);
    return [start, ...cuts].map((from, at) => pattern.slice(from + 1, cuts[at] ?? end));
  };
  if (open < 0) return inner(-1, pattern.length);
  if (bars.some((bar) => bar < open || bar > close)) return undefined;
  if (/^[*+?{]/.test(pattern.slice(close + 1))) return undefined;
  const start = pattern.startsWith("(?:", open) ? open + 2 : open;
  if (start === open && pattern[open + 1] === "?") return undefined;
  const [before, behind] = [pattern.slice(0, open), pattern.slice(close + 1)];
  return inner(start, close).map((branch) => before + branch + behind);
}

interface Group {
  /** Offsets of the parentheses, -1 when there are none. */
  readonly open: number;
  readonly close: number;
  readonly bars: readonly number[];
}

function scanGroup(pattern: string): Group | undefined {
  let [open, close] = [-1, -1];
  const bars: number[] = [];
  for (let at = 0; at < pattern.length; at++) {
    switch (pattern[at]) {
      case "\\":
        at++;
        break;
      case "[": {
        const any = ANY_CLASS_REGEXP.exec(pattern.slice(at, at + 6));
        if (any === null) return undefined;
        at += any[0].length - 1;
        break;
      }
      case "(":
        if (open >= 0) return undefined;
        open = at;
        break;
      case ")":
        if (open < 0 || close >= 0) return undefined;
        close = at;
        break;
      case "|":
        bars.push(at);
        break;
    }
  }
  return open >= 0 && close < 0 ? undefined : { open, close, bars };
}

/** Classes of every character, and of one that needs the brackets as its escape. */
const ANY_CLASS_REGEXP = /^\[(?:\\s\\S|\\S\\s|\\d\\D|\\w\\W|([$.*+?(){|]))\]/;
const LITERAL_ESCAPES: Readonly<Record<string, string>> = {
  t: "\t",
  n: "\n",
  r: "\r",
  f: "\f",
  v: "\v",
};
const ATOM_REGEXP =
  /\\(?:x\{([0-9A-Fa-f]{1,6})\}|([tnrfv])|([ -/:-@[-`{-~]))|(\[[^\]]+\])|([^\\[\](){}|*+?^$.])|(\.)/yu;
const REPEAT_REGEXP = /[*+]\??|[?{]/y;

function readBranch(
  branch: string,
  dotAll: boolean,
): { readonly parts: GlobPart[]; readonly singleLine: boolean } | undefined {
  const anchored = branch.startsWith("^");
  const parts: GlobPart[] = anchored ? [] : [GAP];
  let singleLine = false;
  let at = anchored ? 1 : 0;
  while (at < branch.length) {
    if (branch[at] === "$") return at === branch.length - 1 ? { parts, singleLine } : undefined;
    ATOM_REGEXP.lastIndex = at;
    const atom = ATOM_REGEXP.exec(branch);
    if (atom === null) return undefined;
    REPEAT_REGEXP.lastIndex = at + atom[0].length;
    const repeat = REPEAT_REGEXP.exec(branch)?.[0] ?? "";
    const text = atomText(atom);
    if (text === undefined) return undefined;
    if (typeof text === "string") {
      if (repeat !== "") return undefined;
      parts.push(text);
    } else {
      if (repeat === "?" || repeat === "{") return undefined;
      // A gap at an end without an anchor is no limit, whatever it may hold.
      const isOuter = (!anchored && parts.every((part) => part === GAP)) ||
        at + atom[0].length + repeat.length === branch.length;
      const isFree = isOuter && repeat.startsWith("*");
      if (atom[0] === "." && !dotAll && !isFree) singleLine = true;
      if (!repeat.startsWith("*")) parts.push(ONE_CHARACTER);
      if (repeat !== "") parts.push(GAP);
    }
    at += atom[0].length + repeat.length;
  }
  parts.push(GAP);
  return { parts, singleLine };
}

/** The text of an atom, `GAP` for one that is any character, `undefined` for what is neither. */
function atomText(
  [, hex, letter, escaped, set, plain, dot]: RegExpExecArray,
): string | typeof GAP | undefined {
  if (hex !== undefined) {
    const code = parseInt(hex, 16);
    return code > 0x10ffff || (code >= 0xd800 && code < 0xe000)
      ? undefined
      : String.fromCodePoint(code);
  }
  if (letter !== undefined) return LITERAL_ESCAPES[letter];
  if (set !== undefined) {
    const match = ANY_CLASS_REGEXP.exec(set);
    return match === null ? undefined : match[1] ?? GAP;
  }
  return dot === undefined ? escaped ?? plain : GAP;
}
