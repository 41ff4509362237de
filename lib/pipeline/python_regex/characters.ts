/**
 * Single characters: how escapes name them, and how they are written.
 *
 * @module
 */

import type { PatternReader } from "./pattern_reader.ts";
import { invalid, unsupported } from "./refused.ts";

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** A character that means itself, inside of brackets and outside. */
export function literal(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  if (/[A-Za-z0-9]/.test(character)) return character;
  if (codePoint > 0x7f) return `\\u{${codePoint.toString(16)}}`;
  return `\\x${codePoint.toString(16).padStart(2, "0")}`;
}

/** Reads `\123` (three octal digits), its first digit given. */
export function readOctal(reader: PatternReader, first: string): number | undefined {
  const digits = first + reader.peekMany(2);
  if (!/^[0-7]{3}$/.test(digits)) return undefined;
  reader.skip(2);
  const code = parseInt(digits, 8);
  if (code > 0o377) invalid(`"\\${digits}" is above \\377`);
  return code;
}

/** Reads an escape that stands for one character, what is behind the backslash given. */
export function readCodePoint(reader: PatternReader, character: string): number {
  if (character in CONTROLS) return CONTROLS[character];
  if (character in HEX_LENGTHS) return readHexadecimal(reader, character);
  if (character === "0") {
    let digits = "0";
    while (digits.length < 3 && /^[0-7]$/.test(reader.peek() ?? "")) digits += reader.next();
    return parseInt(digits, 8);
  }
  if (character === "N") unsupported('A character by name "\\N"');
  if (/[A-Za-z]/.test(character)) invalid(`the escape "\\${character}" does not exist`);
  return character.codePointAt(0)!;
}

function readHexadecimal(reader: PatternReader, character: string): number {
  const length = HEX_LENGTHS[character];
  const digits = reader.peekMany(length);
  if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length < length) {
    invalid(`"\\${character}" needs ${length} hexadecimal digits`);
  }
  reader.skip(length);
  const code = parseInt(digits, 16);
  if (code > 0x10ffff) invalid(`"\\${character}${digits}" is no character`);
  return code;
}
