/**
 * Letter case, as RE2 and Unicode's simple case folding see it.
 *
 * @module
 */

// deno-lint-ignore no-control-regex
const BEYOND_ASCII_REGEXP = /[^\u0000-\u007f]/;

/**
 * Brings letters that differ in case alone into one form.
 *
 * One character stays one character: `ſ` and `S` become `s`, the Kelvin sign `k`, all forms of sigma
 * `σ`; `ß` is not `ss`, and the Turkish letters `ı` and `İ` are no `i` (Unicode, CaseFolding.txt,
 * statuses C and S; the flag `i` of RE2 does the same).
 *
 * @param text Any text
 * @returns A text of as many characters; two texts are equal but for letter case when their results
 * are equal
 */
export function foldCase(text: string): string {
  if (!BEYOND_ASCII_REGEXP.test(text)) return text.toLowerCase();
  const folded = text.replace(LETTERS_REGEXP, foldLetter);
  // The one folded letter that `toLowerCase` would change, and into two characters.
  return folded.includes("İ")
    ? folded.split("İ").map((part) => part.toLowerCase()).join("İ")
    : folded.toLowerCase();
}

// deno-lint-ignore no-control-regex
const LETTERS_REGEXP = /[^\u0000-\u007f]/gu;

const FOLDED: Map<string, string> = new Map([["ı", "ı"], ["İ", "İ"]]);
const MAX_FOLDED = 5000;

function foldLetter(character: string): string {
  const known = FOLDED.get(character);
  if (known !== undefined) return known;
  // Upper case first: it joins letters with two lower-case forms.
  const folded = oneLetter(oneLetter(character, character.toUpperCase()), undefined);
  if (FOLDED.size < MAX_FOLDED) FOLDED.set(character, folded);
  return folded;
}

/** The changed letter if it is one character, otherwise the letter as it is. */
function oneLetter(letter: string, changed: string | undefined): string {
  const other = changed ?? letter.toLowerCase();
  return other.length === String.fromCodePoint(other.codePointAt(0)!).length ? other : letter;
}
