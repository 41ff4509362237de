/**
 * What a backslash begins outside of brackets.
 *
 * @module
 */

import { literal, readCodePoint, readOctal } from "./characters.ts";
import { assertion, type Piece, text } from "./piece.ts";
import { invalid } from "./refused.ts";
import type { Reading } from "./reading.ts";
import { shorthand } from "./shorthands.ts";

/** Reads an escape behind its backslash. */
export function readEscape({ reader, groups, flags }: Reading): Piece {
  const character = reader.next();
  if (character === undefined) return invalid("it ends with a backslash");
  if (/[1-9]/.test(character)) {
    const octal = readOctal(reader, character);
    if (octal !== undefined) return text(literal(octal));
    const next = reader.peek();
    const second = next !== undefined && /\d/.test(next) ? next : "";
    reader.skip(second.length);
    return groups.reference(Number(character + second));
  }
  switch (character) {
    case "A":
      return assertion("(?<![\\s\\S])");
    case "Z":
      return assertion("(?![\\s\\S])");
    case "b":
    case "B": {
      const word = shorthand("w", flags.ascii);
      const [ahead, behind] = character === "b" ? ["!", "="] : ["=", "!"];
      return assertion(`(?:(?<=${word})(?${ahead}${word})|(?<!${word})(?${behind}${word}))`);
    }
    default:
      return text(shorthand(character, flags.ascii) ?? literal(readCodePoint(reader, character)));
  }
}
