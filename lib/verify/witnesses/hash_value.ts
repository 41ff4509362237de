/**
 * Values of fields with hashes: `SHA1=…,MD5=…`, each digest whole.
 *
 * @module
 */

import { DIGEST_LENGTHS } from "../../mappings/hashes.ts";
import type { Random } from "../random.ts";
import type { Piece } from "./piece.ts";
import type { Leaf } from "./tree.ts";

/** A part of the value that a test asks for. */
export interface HashNeed {
  readonly leaf: Leaf;
  readonly text: string;
  readonly head: boolean;
  readonly tail: boolean;
}

const ALGORITHMS = Object.keys(DIGEST_LENGTHS);

/** Puts the parts together, each in a hash of its own, with other hashes around them. */
export function hashPieces(needs: readonly HashNeed[], random: Random): Piece[] {
  const pieces: Piece[] = [];
  const used = needs.map(({ text }) => algorithmOf(text));
  const spare = ALGORITHMS.filter((name) => !used.includes(name));
  const other = (): string => {
    const name = spare.shift();
    return name === undefined ? "" : `${name}=${digits(DIGEST_LENGTHS[name], random)}`;
  };
  const front = needs.some(({ head }) => head) ? "" : other();
  if (front !== "") pieces.push({ text: `${front},` });
  needs.forEach(({ text, leaf, tail }, at) => {
    const algorithm = used[at];
    if (at > 0) pieces.push({ text: "," });
    if (!text.includes("=")) pieces.push({ text: `${algorithm}=` });
    pieces.push({ text, leaf });
    const missing = DIGEST_LENGTHS[algorithm] - text.slice(text.indexOf("=") + 1).length;
    if (missing > 0 && !tail) pieces.push({ text: digits(missing, random) });
  });
  const behind = needs.some(({ tail }) => tail) ? "" : other();
  if (behind !== "") pieces.push({ text: `,${behind}` });
  return pieces;
}

/** A hash that is nearly the one that a test asks for. */
export interface NearHash {
  readonly how: string;
  readonly hash: string;
}

/** A digest under other algorithms, and the beginning of one at another place. */
export function nearHashes(text: string, random: Random): NearHash[] {
  const digest = text.slice(text.indexOf("=") + 1);
  const own = algorithmOf(text);
  return ALGORITHMS.flatMap((name): NearHash[] => {
    const missing = DIGEST_LENGTHS[name] - digest.length;
    const rest = digits(Math.max(0, missing), random);
    if (name !== own) {
      return missing < 0
        ? []
        : [{ how: "under another algorithm", hash: `${name}=${digest}${rest}` }];
    }
    if (missing < 1) return [];
    return [{ how: "at the end of the digest", hash: `${name}=${rest}${digest}` }];
  });
}

function algorithmOf(text: string): string {
  const equals = text.indexOf("=");
  if (equals >= 0) return text.slice(0, equals).toUpperCase();
  return ALGORITHMS.find((name) => DIGEST_LENGTHS[name] === text.length) ?? ALGORITHMS[0];
}

function digits(count: number, random: Random): string {
  return Array.from({ length: count }, () => random.below(16).toString(16)).join("");
}
