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

/**
 * Puts the parts together, each in a hash of its own, with other hashes around them.
 *
 * @param needs The parts
 * @param algorithms Those of which there may be other hashes
 * @param random Makes the other digits
 */
export function hashPieces(
  needs: readonly HashNeed[],
  algorithms: readonly string[],
  random: Random,
): Piece[] {
  const pieces: Piece[] = [];
  const used = needs.map(({ text }) => algorithmOf(text));
  const spare = algorithms.filter((name) => !used.includes(name));
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

/** The pieces with digits for their filling, so that the value is one whole digest. */
export function fillDigest(pieces: readonly Piece[], length: number, random: Random): Piece[] {
  const asked = pieces.filter(({ leaf }) => leaf !== undefined);
  const missing = length - asked.reduce((sum, { text }) => sum + text.length, 0);
  const at = pieces.findIndex(({ leaf }) => leaf === undefined);
  if (at < 0 || missing <= 0) return asked;
  return [...asked.slice(0, at), { text: digits(missing, random) }, ...asked.slice(at)];
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

/** The beginning of a digest at other places of one. */
export function nearDigests(text: string, length: number, random: Random): NearHash[] {
  const rest = digits(Math.max(0, length - text.length), random);
  if (rest === "") return [];
  return [
    { how: "at the beginning of the digest", hash: text + rest },
    { how: "at the end of the digest", hash: rest + text },
    { how: "inside of the digest", hash: rest.slice(1) + text + rest[0] },
  ];
}

function algorithmOf(text: string): string {
  const equals = text.indexOf("=");
  if (equals >= 0) return text.slice(0, equals).toUpperCase();
  return ALGORITHMS.find((name) => DIGEST_LENGTHS[name] === text.length) ?? ALGORITHMS[0];
}

function digits(count: number, random: Random): string {
  return Array.from({ length: count }, () => random.below(16).toString(16)).join("");
}
