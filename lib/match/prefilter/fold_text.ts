/**
 * Letter case of the texts that are searched for literals.
 *
 * @module
 */

/**
 * Brings a text into lower case, so that what a literal may have in it is the same for all texts
 * that matchers take for equal but for letter case: ASCII, and characters without letter case.
 *
 * Cheaper than folding all letters of Unicode. Letters beyond ASCII may differ still; literals have
 * none.
 *
 * @param text Any text
 * @returns The text in lower case
 */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  // The one letter beyond ASCII that equals an ASCII letter and is lower case already.
  return lower.includes("ſ") ? lower.replaceAll("ſ", "s") : lower;
}

/** Letters beyond ASCII that may have letter case, and so no place in a literal. */
export function isFoldable(character: string): boolean {
  return character.codePointAt(0)! > 0x7f &&
    (character.toLowerCase() !== character || character.toUpperCase() !== character);
}
