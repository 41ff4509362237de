/**
 * Regular expressions of a query.
 *
 * Sources: Rapid7, "Regular Expression Search" (flags) and "Components for Building a Query" (`\/`
 * for a slash); RE2, "Syntax".
 *
 * @module
 */

import type { RegexOperand } from "../ast.ts";
import "../load_re2.ts";
import { checkRegex } from "../check_regex.ts";
import type { Cursor } from "./cursor.ts";
import { pathEscape } from "./doubt_regex.ts";
import { ReadFault } from "./read_fault.ts";
import type { RegexToken } from "./tokens.ts";

const BACKSLASH_HINT = String.raw`For the character \ write \\`;

/** A regular expression as it is written, after a look at what RE2 makes of it. */
export function readRegex(cursor: Cursor, token: RegexToken): RegexOperand {
  const { pattern, start, end } = token;
  const flags = [...new Set(token.flags)].sort().join("");
  if (pattern === "") {
    throw new ReadFault(
      "leql-syntax",
      'Cannot read "//": LEQL has no comments, and no regular expressions without content',
      token,
      "Leave the comment out; what matches everything is /.*/",
    );
  }
  const odd = flags.replace(/[imsU]/g, "");
  if (odd !== "") {
    throw new ReadFault(
      "leql-syntax",
      `Cannot read "${token.flags}" behind the regular expression: only flags may stand there`,
      { start: end - token.flags.length, end },
      "A path needs quotes; a / in a regular expression needs a backslash",
    );
  }
  // In `/https?:\/\/` without backslashes the literal ends early, and the rest stands right behind it.
  if (!/^(?:[\s)\],]|$)/.test(cursor.text.charAt(end))) {
    throw new ReadFault(
      "leql-syntax",
      `Cannot read "${cursor.text.charAt(end)}" right behind the regular expression`,
      { start: end, end: end + 1 },
      "A / in a regular expression needs a backslash",
    );
  }
  const checked = checkRegex(pattern, flags.replace("U", ""));
  if ("message" in checked) {
    const at = start + 1 + writtenOffset(pattern, checked.offset);
    throw new ReadFault(
      checked.invalid === true ? "invalid-regex" : "regex-not-re2",
      checked.message,
      { start: Math.min(at, end - 1), end },
      /^\\[A-Za-z](?![<{'])/.test(pattern.slice(checked.offset)) ? BACKSLASH_HINT : undefined,
    );
  }
  const escape = pathEscape(pattern);
  if (escape !== undefined) {
    const at = start + 1 + writtenOffset(pattern, escape.offset);
    cursor.warn(
      "leql-unquoted-backslash",
      `In a regular expression ${escape.escape} is an escape: the path loses its backslash`,
      { start: at, end: at + escape.escape.length },
      BACKSLASH_HINT,
    );
  }
  if (flags.length < token.flags.length) {
    cursor.warn(
      "regex-flag",
      `The flags "${token.flags}" have one of them twice`,
      { start: end - token.flags.length, end },
      `Write "${flags}"`,
    );
  }
  if (/\(\?<\w/.test(pattern)) {
    cursor.warn(
      "undocumented-form",
      "The documentation of LEQL shows named groups as (?P<name>...) alone",
      token,
      "Write (?P<",
    );
  }
  if (/[msU]/.test(flags) || /\(\?[imsU-]+[:)]/.test(pattern)) {
    cursor.warn(
      "regex-flag",
      'Of regular expression flags only "i", behind the pattern, is documented for LEQL',
      token,
    );
  }
  return { kind: "Regex", pattern, flags };
}

/** `/` takes two characters where it is written. */
function writtenOffset(pattern: string, offset: number): number {
  return offset + pattern.slice(0, offset).split("/").length - 1;
}
