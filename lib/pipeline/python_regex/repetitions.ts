/**
 * How often a part of a pattern is repeated.
 *
 * @module
 */

import type { PatternReader } from "./pattern_reader.ts";
import type { Piece } from "./piece.ts";
import { invalid, unsupported } from "./refused.ts";

/** A repetition such as `+?` or `{2,5}`. */
export interface Repetition {
  /** The JavaScript source. */
  readonly source: string;
  /** Fewest rounds, from 0. */
  readonly minimum: number;
  /** Most rounds; infinite without an end. */
  readonly maximum: number;
}

const REPETITION_REGEXP = /^(?:[*+?]|\{(?=[\d,])(\d*)(,?)(\d*)\})/;
const UNSAFE_REPEAT = "A repetition around a group that may be empty or left out";

/** Reads a repetition; `undefined` when none stands here. */
export function readRepetition(reader: PatternReader): Repetition | undefined {
  const found = REPETITION_REGEXP.exec(reader.peekMany(24));
  if (found === null) return undefined;
  reader.skip(found[0].length);
  const [text, low, comma, high] = found;
  const counted = text.startsWith("{");
  const minimum = counted ? Number(low || 0) : text === "+" ? 1 : 0;
  const open = counted ? comma !== "" && high === "" : text !== "?";
  const maximum = counted ? open ? Infinity : Number(high || low) : open ? Infinity : 1;
  if (maximum < minimum) invalid(`the repetition "${text}" ends below its start`);
  if (reader.take("+")) unsupported(`The possessive repetition "${text}+"`);
  const lazy = reader.take("?") ? "?" : "";
  const count = open ? `${minimum},` : minimum === maximum ? minimum : `${minimum},${maximum}`;
  return { source: `${counted ? `{${count}}` : text}${lazy}`, minimum, maximum };
}

/** Repeats what was read. */
export function repeat(piece: Piece, { source, minimum, maximum }: Repetition): Piece {
  if (piece.assertion) unsupported("A repetition of an assertion");
  if (maximum > 1 && (piece.groups.length > piece.certain.length || hasEmptyGroup(piece))) {
    unsupported(UNSAFE_REPEAT);
  }
  return {
    source: `${piece.source}${source}`,
    certain: minimum === 0 ? [] : piece.certain,
    groups: piece.groups,
    empty: piece.empty || minimum === 0,
  };
}

/** A round of a repetition that matches nothing counts in Python and not in JavaScript. */
function hasEmptyGroup({ groups, empty }: Piece): boolean {
  return empty && groups.length > 0;
}
