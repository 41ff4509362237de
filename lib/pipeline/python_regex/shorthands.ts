/**
 * The classes `\d`, `\s` and `\w`.
 *
 * @module
 */

/** Members of the classes, for text and under the flag `a`. */
const CLASSES: Readonly<Record<string, { readonly text: string; readonly ascii: string }>> = {
  d: { text: "\\p{Nd}", ascii: "0-9" },
  s: {
    text: "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000",
    ascii: "\\t-\\r\\x20",
  },
  w: { text: "\\p{L}\\p{N}_", ascii: "A-Za-z0-9_" },
};

/**
 * Writes the class of an escape.
 *
 * @param character The character behind the backslash; a capital stands for all that is not in it
 * @param isAscii True under the flag `a`
 * @returns A class in brackets; `undefined` when the escape is no class
 */
export function shorthand(character: string, isAscii: boolean): string | undefined {
  const lower = character.toLowerCase();
  const found = CLASSES[lower];
  if (found === undefined) return undefined;
  return `[${character === lower ? "" : "^"}${isAscii ? found.ascii : found.text}]`;
}
