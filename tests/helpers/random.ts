/** The seed of every random test, so that a failure comes again. */
export const SEED = 20_240_229;

/** Makes a source of whole numbers from 0 to below a limit, the same ones for the same seed. */
export function randomSource(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    // xorshift32
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % limit;
  };
}
