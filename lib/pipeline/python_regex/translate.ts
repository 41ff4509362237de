/**
 * The JavaScript source of a Python pattern.
 *
 * Recursive descent, one function for each level of the grammar.
 *
 * @module
 */

import { readBrackets } from "./brackets.ts";
import { literal } from "./characters.ts";
import { readEscape } from "./escapes.ts";
import { takeGlobalFlags } from "./flags.ts";
import { Groups } from "./groups.ts";
import { readParentheses } from "./parentheses.ts";
import { PatternReader } from "./pattern_reader.ts";
import { assertion, type Piece, text } from "./piece.ts";
import { invalid } from "./refused.ts";
import type { Reading } from "./reading.ts";
import { readRepetition, repeat } from "./repetitions.ts";

/** A pattern in JavaScript's words. */
export interface Translation {
  /** Source for the flag `v`. */
  readonly source: string;
  /** It may match the empty text. */
  readonly empty: boolean;
  /** Whether letter case does not count. */
  readonly ignoreCase: boolean;
  /** Numbers of the named groups by name, in order. */
  readonly groupNumbers: ReadonlyMap<string, number>;
  /** Number of groups. */
  readonly groupCount: number;
}

/**
 * Translates a pattern.
 *
 * @param pattern The pattern, for text (not bytes)
 * @throws {Refused} When it cannot be used
 */
export function translate(pattern: string): Translation {
  const { flags, rest } = takeGlobalFlags(pattern);
  const reader = new PatternReader(rest);
  const reading: Reading = { reader, groups: new Groups(), flags, depth: 0 };
  const { source, empty } = readAlternatives(reading);
  if (!reader.isAtEnd) invalid('it has a ")" without "("');
  return {
    source,
    empty,
    ignoreCase: flags.ignoreCase,
    groupNumbers: reading.groups.names,
    groupCount: reading.groups.count,
  };
}

function readAlternatives(reading: Reading): Piece {
  const known = reading.groups;
  const before = known.certain;
  const branches: Piece[] = [];
  do {
    known.certain = new Set(before);
    branches.push(readSequence(reading));
  } while (reading.reader.take("|"));
  const certain = branches[0].certain.filter((group) =>
    branches.every((branch) => branch.certain.includes(group))
  );
  known.certain = new Set([...before, ...certain]);
  return {
    source: branches.map(({ source }) => source).join("|"),
    certain,
    groups: branches.flatMap(({ groups }) => groups),
    empty: branches.some(({ empty }) => empty),
  };
}

function readSequence(reading: Reading): Piece {
  const { reader } = reading;
  let source = "";
  const certain: number[] = [];
  const groups: number[] = [];
  let empty = true;
  while (!reader.isAtEnd && !reader.sees("|") && !reader.sees(")")) {
    if (skipVerbose(reading)) continue;
    const piece = readRepeated(reading);
    source += piece.source;
    certain.push(...piece.certain);
    groups.push(...piece.groups);
    empty &&= piece.empty;
    for (const group of piece.certain) reading.groups.certain.add(group);
  }
  return { source, certain, groups, empty };
}

/** Skips a blank or a comment under the flag `x`. */
function skipVerbose({ reader, flags }: Reading): boolean {
  if (!flags.verbose) return false;
  if (/^[ \t\n\r\f\v]$/.test(reader.peek() ?? "")) {
    reader.skip(1);
    return true;
  }
  if (!reader.sees("#")) return false;
  while (!reader.isAtEnd && !reader.sees("\n")) reader.skip(1);
  return true;
}

function readRepeated(reading: Reading): Piece {
  const { reader, groups } = reading;
  const outside = groups.certain;
  groups.certain = new Set(outside);
  const piece = readAtom(reading);
  groups.certain = outside;
  while (skipVerbose(reading));
  const repetition = readRepetition(reader);
  if (repetition === undefined) return piece;
  const repeated = repeat(piece, repetition);
  if (readRepetition(reader) !== undefined) invalid("it repeats a repetition");
  return repeated;
}

function readAtom(reading: Reading): Piece {
  const { reader, flags } = reading;
  if (reader.sees("{") && readRepetition(reader) !== undefined) {
    invalid('a "{" has nothing to repeat');
  }
  const character = reader.next()!;
  switch (character) {
    case "(":
      return readParentheses(reading, readAlternatives);
    case "[":
      return text(readBrackets(reading));
    case "\\":
      return readEscape(reading);
    case ".":
      return text(flags.dotAll ? "[\\s\\S]" : "[^\\n]");
    case "^":
      return assertion(flags.multiline ? "(?<![^\\n])" : "(?<![\\s\\S])");
    case "$":
      return assertion(flags.multiline ? "(?![^\\n])" : "(?=\\n?(?![\\s\\S]))");
    case "*":
    case "+":
    case "?":
      return invalid(`the "${character}" has nothing to repeat`);
    default:
      return text(literal(character.codePointAt(0)!));
  }
}
