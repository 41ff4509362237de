/**
 * LEQL's keyword search: whole tokens of the log line.
 *
 * Source: Rapid7, "Components for Building a Query", keyword search: a keyword is a full text
 * between blanks or characters that are no letters or digits; letter case counts. Under `loose` it
 * may be a part of a word, in any letter case.
 *
 * @module
 */

import { foldCase } from "../../leql/fold_case.ts";
import type { EventTest } from "../event_view.ts";

/**
 * The test of a word or phrase.
 *
 * @param text What to look for
 * @param loose True for parts of words in any letter case
 * @returns The test of the raw line
 */
export function wordTest(text: string, loose: boolean): EventTest {
  if (loose) {
    const needle = foldCase(text);
    return ({ line }) => line.folded[0].includes(needle);
  }
  const [first] = text;
  const last = text.slice(lastStart(text));
  const [opens, closes] = [isWordCharacter(first), isWordCharacter(last)];
  return ({ line }) => {
    const value = line.plain[0];
    for (let at = value.indexOf(text); at >= 0; at = value.indexOf(text, at + 1)) {
      if (opens && at > 0 && isWordCharacter(value.slice(lastStart(value, at), at))) continue;
      const end = at + text.length;
      if (closes && isWordCharacter(firstCharacter(value, end))) continue;
      return true;
    }
    return false;
  };
}

const WORD_REGEXP = /^[\p{L}\p{N}]$/u;

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && WORD_REGEXP.test(character);
}

function firstCharacter(text: string, at: number): string | undefined {
  const code = text.codePointAt(at);
  return code === undefined ? undefined : String.fromCodePoint(code);
}

/** Where the character before an offset begins. */
function lastStart(text: string, end: number = text.length): number {
  const isPair = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, end - 2), end));
  return Math.max(0, end - (isPair ? 2 : 1));
}
