/**
 * What stands in parentheses: groups, lookarounds, comments and flags for a part.
 *
 * @module
 */

import { scopedFlags } from "./flags.ts";
import { writtenName } from "./groups.ts";
import { type Piece, text } from "./piece.ts";
import { invalid, Refused, unsupported } from "./refused.ts";
import type { Reading } from "./reading.ts";

/** Reads what stands inside, up to the closing parenthesis. */
export type ReadInside = (reading: Reading) => Piece;

/** Deeper ones would use up the stack, here and in the engine. */
const MOST_NESTED = 200;
const NAME_REGEXP = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/**
 * Reads behind an opening parenthesis, and the closing one.
 *
 * @param reading Where to read
 * @param inside What reads the content
 */
export function readParentheses(reading: Reading, inside: ReadInside): Piece {
  const { reader } = reading;
  if (!reader.take("?")) return readCapture(reading, inside);
  if (reader.take(":")) return readInner(reading, inside, "(?:");
  if (reader.take("=")) {
    return { ...readInner(reading, inside, "(?="), empty: true, assertion: true };
  }
  if (reader.take("!")) {
    return { ...readInner(reading, inside, "(?!"), certain: [], empty: true, assertion: true };
  }
  if (reader.take("#")) return readComment(reading);
  if (reader.take(">")) unsupported('The atomic group "(?>"');
  if (reader.take("(")) unsupported('The conditional group "(?("');
  if (reader.take("P")) return readNamed(reading, inside);
  if (reader.take("<")) return readLookbehind(reading, inside);
  return readScopedFlags(reading, inside);
}

function readInner(reading: Reading, inside: ReadInside, opening: string): Piece {
  if (++reading.depth > MOST_NESTED) {
    throw new Refused(`its parentheses are nested more than ${MOST_NESTED} deep`, true);
  }
  const piece = inside(reading);
  if (!reading.reader.take(")")) invalid("a group is not closed");
  reading.depth--;
  return { ...piece, source: `${opening}${piece.source})` };
}

function readCapture(reading: Reading, inside: ReadInside, name?: string): Piece {
  const { groups } = reading;
  const group = groups.open(name);
  const piece = readInner(reading, inside, `(?<${writtenName(group, name)}>`);
  groups.close(group);
  return {
    source: piece.source,
    certain: [group, ...piece.certain],
    groups: [group, ...piece.groups],
    empty: piece.empty,
  };
}

/** `(?P<name>...)`, and `(?P=name)`, which refers back to it. */
function readNamed(reading: Reading, inside: ReadInside): Piece {
  const { reader, groups } = reading;
  if (reader.take("=")) {
    const name = reader.until(")").text;
    const group = groups.names.get(name);
    if (group === undefined) return invalid(`the group "${name}" does not exist`);
    return groups.reference(group);
  }
  if (!reader.take("<")) return invalid('"(?P" needs "<" or "="');
  const name = reader.until(">").text;
  if (!NAME_REGEXP.test(name)) invalid(`"${name}" cannot be the name of a group`);
  if (groups.names.has(name)) invalid(`two groups have the name "${name}"`);
  return readCapture(reading, inside, name);
}

function readLookbehind(reading: Reading, inside: ReadInside): Piece {
  const { reader, groups } = reading;
  const negative = reader.take("!");
  if (!negative && !reader.take("=")) invalid('it has "(?<" without "=" or "!"');
  groups.lookbehinds++;
  const piece = readInner(reading, inside, negative ? "(?<!" : "(?<=");
  groups.lookbehinds--;
  return { ...piece, empty: true, assertion: true };
}

function readComment({ reader }: Reading): Piece {
  while (!reader.take(")")) {
    if (reader.next() === undefined) invalid("a comment is not closed");
  }
  return { ...text("(?:)"), empty: true };
}

function readScopedFlags(reading: Reading, inside: ReadInside): Piece {
  const { text: letters, end } = reading.reader.until(":", ")");
  const outside = reading.flags;
  reading.flags = scopedFlags(outside, letters, end);
  const piece = readInner(reading, inside, "(?:");
  reading.flags = outside;
  return piece;
}
