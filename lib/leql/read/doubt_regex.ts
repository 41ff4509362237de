/**
 * Backslashes of a path that a regular expression takes for escapes.
 *
 * Sources: Rapid7, "Components for Building a Query" (`\\` is one backslash in a regular
 * expression); RE2, "Syntax" (`\W`, `\S` and others are classes).
 *
 * @module
 */

/** An escape that was hardly meant to be one. */
export interface PathEscape {
  /** Offset of the backslash in the pattern. */
  readonly offset: number;
  /** The backslash and the letter behind it. */
  readonly escape: string;
}

// Behind a drive, or a class with the rest of a name and what may follow one: `C:\temp`,
// `\Windows\Temp`, `\System32`.
const DRIVE_REGEXP = /(?<![\\A-Za-z0-9])[A-Za-z]:$/;
const WORD_REGEXP = /^[A-Za-z]{3}/;
const NAME_REGEXP = /^[WSDB](?:[a-z]{3,}|[A-Za-z]+\d\d)(?:$|\\[A-Za-z\\])/;

/**
 * Finds the first single backslash that was most likely meant as the separator of a path.
 *
 * @param pattern What stands between the slashes
 * @returns Its place; `undefined` when there is none
 */
export function pathEscape(pattern: string): PathEscape | undefined {
  for (let at = pattern.indexOf("\\"); at >= 0; at = pattern.indexOf("\\", at + 2)) {
    const behind = pattern.slice(at + 1, at + 64);
    const isPath = NAME_REGEXP.test(behind) ||
      WORD_REGEXP.test(behind) && DRIVE_REGEXP.test(pattern.slice(Math.max(0, at - 3), at));
    if (isPath) return { offset: at, escape: pattern.slice(at, at + 2) };
  }
  return undefined;
}
