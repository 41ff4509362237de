/**
 * Texts with gaps, matched by string search.
 *
 * @module
 */

/** A text, any number of characters (`*`), or one character (`?`). */
export type GlobPart = string | typeof GAP | typeof ONE_CHARACTER;

/** Any number of characters, none included, line breaks included. */
export const GAP: unique symbol = Symbol("*");

/** Exactly one character (code point). */
export const ONE_CHARACTER: unique symbol = Symbol("?");

/** Says of a text whether it matches. */
export type TextTest = (text: string) => boolean;

/**
 * Makes a test of the whole text.
 *
 * @param parts Texts and gaps, in order
 * @returns The test; it takes time in proportion to the text's length times the longest part's
 */
export function globTest(parts: readonly GlobPart[]): TextTest {
  const joined = joinTexts(parts);
  if (joined.includes(ONE_CHARACTER)) return characterTest(joined);
  const texts = joined.filter((part) => typeof part === "string");
  const gaps = joined.length - texts.length;
  const [first, last] = [joined[0], joined[joined.length - 1]];
  if (gaps === 0) {
    const text = texts[0] ?? "";
    return (value) => value === text;
  }
  if (texts.length === 0) return () => true;
  const [text] = texts;
  if (texts.length === 1) {
    if (gaps === 2) return (value) => value.includes(text);
    return first === GAP ? (value) => value.endsWith(text) : (value) => value.startsWith(text);
  }
  const head = first === GAP ? "" : text;
  const tail = last === GAP ? "" : texts[texts.length - 1];
  const inner = texts.slice(first === GAP ? 0 : 1, last === GAP ? undefined : -1);
  return (value) => {
    const end = value.length - tail.length;
    if (end < head.length || !value.startsWith(head) || !value.endsWith(tail)) return false;
    // The first place that fits leaves most room for the parts behind it.
    let at = head.length;
    for (const part of inner) {
      const found = value.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= end;
  };
}

/** Joins texts that meet, and gaps that meet. */
function joinTexts(parts: readonly GlobPart[]): GlobPart[] {
  const joined: GlobPart[] = [];
  for (const part of parts) {
    const before = joined[joined.length - 1];
    if (part === "" || (part === GAP && before === GAP)) continue;
    if (typeof part === "string" && typeof before === "string") {
      joined[joined.length - 1] = before + part;
    } else {
      joined.push(part);
    }
  }
  return joined;
}

/** Code points of a piece between two gaps; `undefined` for any one. */
type Piece = readonly (number | undefined)[];

/** With `?` the width in UTF-16 units varies, so this counts characters. */
function characterTest(parts: readonly GlobPart[]): TextTest {
  const pieces: (number | undefined)[][] = [[]];
  for (const part of parts) {
    const piece = pieces[pieces.length - 1];
    if (part === GAP) pieces.push([]);
    else if (part === ONE_CHARACTER) piece.push(undefined);
    else piece.push(...codePoints(part));
  }
  const needed = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const [head] = pieces;
  const tail = pieces[pieces.length - 1];
  return (text) => {
    if (text.length < needed) return false;
    const value = codePoints(text);
    if (pieces.length === 1) return value.length === head.length && fits(head, value, 0);
    const end = value.length - tail.length;
    if (value.length < needed || !fits(head, value, 0) || !fits(tail, value, end)) return false;
    let at = head.length;
    for (const piece of pieces.slice(1, -1)) {
      while (at + piece.length <= end && !fits(piece, value, at)) at++;
      at += piece.length;
      if (at > end) return false;
    }
    return true;
  };
}

function codePoints(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0)!);
}

function fits(piece: Piece, value: readonly number[], at: number): boolean {
  for (let offset = 0; offset < piece.length; offset++) {
    if (piece[offset] !== undefined && piece[offset] !== value[at + offset]) return false;
  }
  return true;
}
