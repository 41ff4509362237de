/**
 * Characters that come into a query with text pasted from documents.
 *
 * Source: Rapid7, "Components for Building a Query": texts stand in `"`, `'`, `'''` or `"""`, and
 * what is not in quotes is a simple word. No page shows other quotes, dashes, blanks or brackets.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import { HTML_ESCAPE } from "./html_escapes.ts";
import { foreignOperator } from "./operators.ts";

/** Characters that show nothing and stand between words or inside of them. */
const INVISIBLE = "\\u00ad\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff";

/** What stands between tokens, and what is taken for it. */
export const BLANK_REGEXP: RegExp = new RegExp(`[\\s\\u0085${INVISIBLE}]+`, "y");

/** A word without quotes; `\\` and any character, or a variable, may be part of it. */
export const WORD_REGEXP: RegExp = new RegExp(
  `(?:[^\\s\\u0085${INVISIBLE}()[\\],"'=<>\\\\!&;{}\u2260\u2264\u2265]|!(?!=)|(?!${HTML_ESCAPE})&|\\\\[^]` +
    "|(?<=\\$)\\{[^}\\n]*\\})+",
  "y",
);

/** Signs that no query has. */
export const STRAY_REGEXP = /[;{}]/y;

/** A GUID in braces: a value that its writer forgot to quote. */
export const GUID_REGEXP = /\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}/y;

const ORDINARY_BLANKS_REGEXP = /^[ \t\r\n]*$/;
const INVISIBLE_REGEXP = new RegExp(`[${INVISIBLE}]`);

/**
 * Finds the blanks that are none of the keyboard's: those that cannot be seen are errors, whether
 * LEQL takes others for blanks is not documented.
 *
 * @param blanks Blanks between two tokens
 * @param start Their offset in the query
 * @returns For each such character what is said of its first occurrence
 */
export function oddBlanks(blanks: string, start: number): ReadonlyMap<string, Diagnostic> {
  const found = new Map<string, Diagnostic>();
  if (ORDINARY_BLANKS_REGEXP.test(blanks)) return found;
  for (let offset = 0; offset < blanks.length; offset++) {
    const character = blanks[offset];
    if (ORDINARY_BLANKS_REGEXP.test(character) || found.has(character)) continue;
    const at = start + offset;
    // A byte order mark is no part of the text.
    if (character === "\ufeff" && at === 0) continue;
    const name = nameOf(character);
    found.set(
      character,
      INVISIBLE_REGEXP.test(character)
        ? diagnostic(
          "error",
          "leql-syntax",
          `Cannot read ${name}, an invisible character`,
          { start: at, end: at + 1 },
          "Delete it",
        )
        : oddWarning(
          at,
          `${name} is no ordinary blank, and whether LEQL takes it for one is not documented`,
          "Write a blank",
        ),
    );
  }
  return found;
}

/** What is wrong with a sign that no query has. */
export function strayFault(sign: string, start: number): Diagnostic {
  const span = { start, end: start + 1 };
  return sign === ";"
    ? diagnostic(
      "error",
      "leql-syntax",
      'Cannot read ";": no sign ends a query or parts its conditions',
      span,
      "Leave it out; a text with ; needs quotes",
    )
    : diagnostic(
      "error",
      "leql-syntax",
      `Cannot read "${sign}": LEQL has no braces`,
      span,
      "Leave the braces out: a condition stands in where(...); a text with braces needs quotes",
    );
}

const DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u301d\u301e\uff02";
const SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2039\u203a\u2032`\u00b4\uff07";

/** The quotes that close a text that one of them opens; `undefined` for other characters. */
export function closingQuotes(character: string): RegExp | undefined {
  const family = [DOUBLE_QUOTES, SINGLE_QUOTES].find((quotes) => quotes.includes(character));
  return family === undefined ? undefined : new RegExp(`[${family}\\r\\n]`, "g");
}

/** Operators that are not on the keyboard, with those of LEQL. */
export const ODD_OPERATORS: ReadonlyMap<string, "!=" | "<=" | ">="> = new Map([
  ["\u2260", "!="],
  ["\u2264", "<="],
  ["\u2265", ">="],
]);

const DASH_REGEXP = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/;
const QUOTE_REGEXP = new RegExp(`[${DOUBLE_QUOTES}${SINGLE_QUOTES.replace("`", "")}]`);

/** Warns of a dash or a quote in a word that is none of the keyboard's. */
export function oddCharacter(word: string, start: number): Diagnostic | undefined {
  // deno-lint-ignore no-control-regex
  if (/^[\u0000-\u007f]*$/.test(word)) return undefined;
  // What is escaped is meant.
  const bare = word.replace(/\\[^]/g, "  ");
  const dash = bare.search(DASH_REGEXP);
  if (dash >= 0 && foreignOperator(word) === undefined) {
    return oddWarning(
      start + dash,
      `${nameOf(bare[dash])} is no hyphen: LEQL takes it for part of the text`,
      "Write -, or set the text in quotes",
    );
  }
  const quote = bare.search(QUOTE_REGEXP);
  return quote < 0 ? undefined : oddWarning(
    start + quote,
    `${nameOf(bare[quote])} is no quote: LEQL takes it for part of the text`,
    'Set the text in ", or in \' if it has " in it',
  );
}

const HIDING_REGEXP = /[\u00a0\u00ad\u2007\u200b\u200c\u202f\u2060\ufeff]/;
// Beside these a letter was meant to be next to a letter, or a blank to be a blank.
const HIDDEN_REGEXP =
  /[A-Za-z0-9][\u00a0\u00ad\u2007\u200b\u200c\u202f\u2060\ufeff]|[\u00a0\u00ad\u2007\u200b\u200c\u202f\u2060\ufeff][A-Za-z0-9]/;

/** Warns of a character in a quoted text that looks like a blank, or like nothing, beside a letter. */
export function hiddenCharacter(text: string, start: number): Diagnostic | undefined {
  if (!HIDING_REGEXP.test(text)) return undefined;
  const match = HIDDEN_REGEXP.exec(text);
  if (match === null) return undefined;
  const at = /[A-Za-z0-9]/.test(match[0][0]) ? 1 : 0;
  const character = match[0][at];
  const what = INVISIBLE_REGEXP.test(character) ? "cannot be seen" : "is no ordinary blank";
  return oddWarning(
    start + match.index + at,
    `The text has ${nameOf(character)}, which ${what} and has to be in the event as well`,
    "Delete it, or write a blank",
  );
}

function oddWarning(start: number, message: string, hint: string): Diagnostic {
  return diagnostic("warning", "leql-odd-character", message, { start, end: start + 1 }, hint);
}

/** A character as it can be named: itself where it can be seen, and its code point. */
export function nameOf(character: string): string {
  const code = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  return INVISIBLE_REGEXP.test(character) || /\s|\u0085/.test(character)
    ? code
    : `${character} (${code})`;
}
