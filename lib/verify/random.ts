/**
 * Random choices that are the same for the same seed, on every machine.
 *
 * @module
 */

/** A source of random choices. */
export interface Random {
  /** A whole number from 0 to below the limit. */
  readonly below: (limit: number) => number;
  /** One of the items; there must be one. */
  readonly pick: <T>(items: readonly T[]) => T;
  /** A short text of letters and digits. */
  readonly text: (length: number) => string;
}

const FILLER = "bcdfghjkmnpqrtvwxyz2345679";

/**
 * Makes a source of random choices.
 *
 * @param seed Any whole number
 * @returns A source; two of one seed make the same choices
 */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    pick: (items) => items[below(items.length)],
    text(length) {
      let text = "";
      for (let at = 0; at < length; at++) text += FILLER[below(FILLER.length)];
      return text;
    },
  };
}
