/**
 * Texts that a regular expression names.
 *
 * @module
 */

/**
 * Finds a text that stands in a regular expression, in any letter case.
 *
 * @param pattern The expression
 * @param texts Texts, in small letters
 * @returns The first of them that stands there, be it escaped; `undefined` for none
 */
export function namesAny(pattern: string, texts: readonly string[]): string | undefined {
  const small = pattern.replace(/\\([^\w])/g, "$1").toLowerCase();
  return texts.find((text) => small.includes(text));
}
