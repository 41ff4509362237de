/**
 * Texts of keywords as they may stand in the log line.
 *
 * @module
 */

import type { StringPart } from "../expr/ast.ts";
import { ONE_CHARACTER, partsRegex } from "./shape.ts";

const JSON_ESCAPE = '\\\\(?:["\\\\/bfnrt]|u[0-9A-Fa-f]{4})';

/** A `?` in a keyword: one character, or what JSON writes for one. */
export const KEYWORD_ONE: string = `(?:${JSON_ESCAPE}|${ONE_CHARACTER})`;

/** What {@link lineRegex} writes for characters that JSON writes otherwise, `?` excepted. */
export const KEYWORD_ESCAPES_REGEXP =
  /\\\\\{1,2\}|\\\\\?"|\(\?:\\(?:[tnvfr]|x\{[0-9a-f]+\})\|\\\\(?:[tnfr]|u[0-9a-f]{4}|\(\?:b\|u0008\))\)/g;

/**
 * Writes a text as it may stand in the log line, which is JSON or plain text: JSON has a backslash
 * before each quote and backslash, and spells out control characters (RFC 8259, section 7).
 */
export function lineRegex(parts: readonly StringPart[]): string | undefined {
  return partsRegex(parts)?.replace(LINE_REGEXP, (found) => {
    switch (found) {
      case '"':
        return '\\\\?"';
      case "\\\\":
        return "\\\\{1,2}";
      case ONE_CHARACTER:
        return KEYWORD_ONE;
      default:
        return found.startsWith(ONE_CHARACTER) ? found : `(?:${found}|${jsonEscape(found)})`;
    }
  });
}

/** What {@link partsRegex} writes for a character that JSON writes otherwise, or for `?` and `*`. */
const LINE_REGEXP = /\\\\|"|\[\\s\\S\]\*?|\\[tnvfr]|\\x\{[0-9a-f]+\}/g;

/** The JSON escape of a control character that is written as an escape of RE2. */
function jsonEscape(escape: string): string {
  if (/^\\[tnfr]$/.test(escape)) return `\\${escape}`;
  const code = escape === "\\v" ? "b" : escape.slice(3, -1);
  if (code === "8") return "\\\\(?:b|u0008)";
  return `\\\\u${code.padStart(4, "0")}`;
}
