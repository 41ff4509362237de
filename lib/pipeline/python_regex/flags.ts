/**
 * Flags, for a whole pattern and for a part of it.
 *
 * @module
 */

import { invalid, unsupported } from "./refused.ts";

/** Flags with a meaning for text. */
export interface Flags {
  /** `i` */
  readonly ignoreCase: boolean;
  /** `s`: the dot matches line ends. */
  readonly dotAll: boolean;
  /** `m`: `^` and `$` match at line ends. */
  readonly multiline: boolean;
  /** `x`: blanks and comments do not count. */
  readonly verbose: boolean;
  /** `a`: classes have ASCII members only. */
  readonly ascii: boolean;
}

const NO_FLAGS: Flags = {
  ignoreCase: false,
  dotAll: false,
  multiline: false,
  verbose: false,
  ascii: false,
};

/** Those that are missing, `u` and `L`, change nothing. */
const NAMES: ReadonlyMap<string, keyof Flags> = new Map([
  ["i", "ignoreCase"],
  ["s", "dotAll"],
  ["m", "multiline"],
  ["x", "verbose"],
  ["a", "ascii"],
]);

const GLOBAL_FLAGS_REGEXP = /^\(\?([aimsuxL]+)\)/;

/** Takes the flags for the whole pattern off its start. */
export function takeGlobalFlags(pattern: string): { readonly flags: Flags; readonly rest: string } {
  let flags = NO_FLAGS;
  let rest = pattern;
  for (let found; (found = GLOBAL_FLAGS_REGEXP.exec(rest)) !== null;) {
    flags = withFlags(flags, found[1], true);
    rest = rest.slice(found[0].length);
  }
  return { flags, rest };
}

/**
 * The flags inside of a group that sets some.
 *
 * @param flags Those outside
 * @param letters What stands behind `(?`, such as `s-x`
 * @param end The character behind the letters
 */
export function scopedFlags(flags: Flags, letters: string, end: string): Flags {
  if (!/^[aiLmsux]*(?:-[imsx]+)?$/.test(letters) || letters === "") {
    invalid(`"(?${letters}" does not exist`);
  }
  if (end === ")") invalid("flags for the whole expression must stand at its start");
  const [on, off = ""] = letters.split("-");
  if (off.includes("i") && flags.ignoreCase || on.includes("i") && !flags.ignoreCase) {
    unsupported('The flag "i" for a part of the expression');
  }
  return withFlags(withFlags(flags, on, true), off, false);
}

function withFlags(flags: Flags, letters: string, value: boolean): Flags {
  const changed: { -readonly [K in keyof Flags]: boolean } = { ...flags };
  for (const letter of letters) {
    const name = NAMES.get(letter);
    if (name !== undefined) changed[name] = value;
  }
  return changed;
}
