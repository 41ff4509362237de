/**
 * All quoting and escaping of LEQL text. Nothing else writes a text of a rule
 * into a query.
 *
 * Inside quotes a backslash is an ordinary character, so the only way to hold
 * a quote is another kind of quotes (Rapid7, "Components for Building a
 * Query", quotes in values).
 *
 * @module
 */

// Control characters and line separators: how quotes treat them is not documented.
// `${`: would be read as a variable, and there is no escape for it.
// deno-lint-ignore no-control-regex
const NOT_QUOTABLE_REGEXP = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\$\{/;

/**
 * Puts a text into quotes.
 *
 * @param text Any text
 * @returns The text in the shortest kind of quotes that can hold it, or `undefined` when none can
 *
 * @example Quotes inside the text decide
 * ```ts
 * import { quoteText } from "./quote.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(quoteText("C:\\Temp"), '"C:\\Temp"');
 * assert.equal(quoteText('say "hi"'), `'say "hi"'`);
 * assert.equal(quoteText(`it's "so"`), `'''it's "so"'''`);
 * ```
 */
export function quoteText(text: string): string | undefined {
  if (!text.isWellFormed() || NOT_QUOTABLE_REGEXP.test(text)) return undefined;
  if (!text.includes('"')) return `"${text}"`;
  if (!text.includes("'")) return `'${text}'`;
  return tripleQuoted(text, '"') ?? tripleQuoted(text, "'");
}

function tripleQuoted(text: string, quote: string): string | undefined {
  const fence = quote.repeat(3);
  // A quote at the end would merge with the fence.
  if (text.includes(fence) || text.endsWith(quote)) return undefined;
  return fence + text + fence;
}

/** True when {@link quoteText} can hold the text. */
export function isQuotable(text: string): boolean {
  return quoteText(text) !== undefined;
}

// Words of the language that would not be read as a key.
const RESERVED: ReadonlySet<string> = new Set(
  ("all and any as asc average bytes calculate contains count desc false from groupby having in " +
    "iin ip limit loose max min nocase not null or pctl percentile sd select sort " +
    "standarddeviation sum timeslice true unique where").split(" "),
);

/** True for a word of the language, in any letter case. */
export function isReservedWord(word: string): boolean {
  return RESERVED.has(word.toLowerCase());
}

const BARE_KEY_REGEXP = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*$/;

/**
 * Writes a key, in quotes where it is not a plain dotted name.
 *
 * @param key A key such as `process.cmd_line`
 * @returns The key, or `undefined` when no quotes can hold it
 */
export function quoteKey(key: string): string | undefined {
  if (BARE_KEY_REGEXP.test(key) && !RESERVED.has(key.toLowerCase())) return key;
  if (key === "" || !key.isWellFormed() || NOT_QUOTABLE_REGEXP.test(key)) return undefined;
  if (!key.includes('"')) return `"${key}"`;
  return key.includes("'") ? undefined : `'${key}'`;
}

const WILDCARD_KEY_REGEXP = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*\.\*$/;

/**
 * Writes the text of a query that was read, also one that {@link quoteText} would refuse: a
 * converter need not risk what is not documented, a query that has it already does.
 *
 * @param text Any text
 * @returns The text in quotes; where no quotes can hold it, with backslashes and without quotes
 */
export function quoteAnyText(text: string): string {
  const quoted = quoteText(text);
  if (quoted !== undefined) return quoted;
  if (!text.includes('"')) return `"${text}"`;
  if (!text.includes("'")) return `'${text}'`;
  return tripleQuoted(text, '"') ?? tripleQuoted(text, "'") ?? escapeWord(text);
}

/**
 * Writes the key of a query that was read. `key.*` and `#log` stand without quotes, as they are
 * documented.
 *
 * @param key Any key, not empty
 * @returns The key, in quotes or with backslashes where it needs them
 */
export function quoteAnyKey(key: string): string {
  const quoted = quoteKey(key);
  if (quoted === key || WILDCARD_KEY_REGEXP.test(key) || key === "#log") return key;
  return quoted ?? quoteAnyText(key);
}

/**
 * Writes a word without quotes: what would end it, and a word of the language, gets a backslash.
 *
 * @param text A text that is not empty
 * @returns The word
 */
export function escapeWord(text: string): string {
  const escaped = text.replace(ENDS_WORD_REGEXP, "\\$&");
  return WORD_AT_RISK_REGEXP.test(escaped) ? `\\${escaped}` : escaped;
}

/** What ends a word, and what a reader would take for pasted quotes, blanks, brackets or signs. */
const ENDS_WORD_REGEXP =
  /[\s\u0085\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff()[\],"'=<>!\\;{}`\u00b4\u2260\u2264\u2265\u00ab\u00bb\u2018-\u201f\u2032\u2033\u2039\u203a\u301d\u301e\uff02\uff07]/g;

/** What would not be read as a word: a regular expression, a variable, an operator, a comment. */
const WORD_AT_RISK_REGEXP =
  /^(?:\/|\$\{|[|&~]|(?:and|or|not|i?in|i?contains(?:-any|-all)?|i?starts-with(?:-any)?|where|all|#|--)$)/i;

const CONTROL_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\t", "\\t"],
  ["\n", "\\n"],
  ["\v", "\\v"],
  ["\f", "\\f"],
  ["\r", "\\r"],
]);

// The characters that Python's re.escape escapes: those who migrate see the same text.
// deno-lint-ignore no-control-regex
const REGEX_SPECIAL_REGEXP = /[()[\]{}?*+\-|^$\\.&~# \u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/**
 * Escapes a text for use inside a regular expression, `/` excepted.
 *
 * @param text Well-formed text
 * @returns RE2 syntax that matches exactly this text
 */
export function escapeRegex(text: string): string {
  return text.replace(REGEX_SPECIAL_REGEXP, (character) => {
    const named = CONTROL_ESCAPES.get(character);
    if (named !== undefined) return named;
    const code = character.charCodeAt(0);
    if (code < 0x20 || code >= 0x7f) return `\\x{${code.toString(16)}}`;
    return `\\${character}`;
  });
}

// deno-lint-ignore no-control-regex
const RAW_CONTROL_REGEXP = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** What is quoted as a whole, an escape, or one character that the literal does not hold as it is. */
const LITERAL_PART_REGEXP =
  // deno-lint-ignore no-control-regex
  /\\Q([^]*?)(?:\\E|$)|\\?([\u0000-\u001f\u007f-\u009f\u2028\u2029])|\\[^]|\//g;

/**
 * Puts a pattern between slashes: `/` becomes `\/`, control characters become
 * escapes, also where `\Q` and `\E` quote them. What is escaped already stays.
 *
 * @param pattern Valid RE2 syntax
 * @param flags A subset of `ims`
 * @returns The literal
 */
export function regexLiteral(pattern: string, flags: string): string {
  let body = pattern;
  if (pattern.includes("/") || RAW_CONTROL_REGEXP.test(pattern)) {
    body = pattern.replace(
      LITERAL_PART_REGEXP,
      (found, quoted: string | undefined, control: string | undefined) => {
        if (quoted !== undefined) return escapeRegex(quoted).replaceAll("/", "\\/");
        if (control !== undefined) return escapeRegex(control);
        return found === "/" ? "\\/" : found;
      },
    );
  }
  return `/${body}/${flags}`;
}
