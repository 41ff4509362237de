/**
 * Classes in brackets.
 *
 * @module
 */

import { literal, readCodePoint, readOctal } from "./characters.ts";
import { invalid } from "./refused.ts";
import type { Reading } from "./reading.ts";
import { shorthand } from "./shorthands.ts";

/** Reads a class behind its opening bracket. */
export function readBrackets(reading: Reading): string {
  const { reader } = reading;
  const negative = reader.take("^");
  let source = "";
  for (let first = true; first || !reader.sees("]"); first = false) {
    const low = readItem(reading);
    if (!reader.sees("-") || reader.peek(1) === "]") {
      source += typeof low === "number" ? literal(low) : low;
      continue;
    }
    reader.skip(1);
    const high = readItem(reading);
    if (typeof low === "string" || typeof high === "string") {
      return invalid("a range in brackets has a class as its end");
    }
    if (high < low) invalid("a range in brackets ends below its start");
    source += `${literal(low)}-${literal(high)}`;
  }
  reader.skip(1);
  return `[${negative ? "^" : ""}${source}]`;
}

/** A character by its number, or a class such as `\d` in JavaScript's words. */
function readItem({ reader, flags }: Reading): number | string {
  const character = reader.next();
  if (character === undefined) return invalid('a "[" is not closed');
  if (character !== "\\") return character.codePointAt(0)!;
  const escaped = reader.next();
  if (escaped === undefined) return invalid("it ends with a backslash");
  if (escaped === "b") return 8;
  if (/[1-9]/.test(escaped)) {
    return readOctal(reader, escaped) ?? invalid(`"\\${escaped}" does not exist in brackets`);
  }
  return shorthand(escaped, flags.ascii) ?? readCodePoint(reader, escaped);
}
