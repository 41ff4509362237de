/**
 * "Did you mean": the nearest of some known names. Layer 0.
 *
 * @module
 */

/** Longer names are not compared: the time grows with the square of the length. */
const MAX_LENGTH = 64;

/**
 * Finds the known name that a wrong one was probably meant to be.
 *
 * Letter case is ignored. At most a third of the characters may differ.
 *
 * @param name The wrong name
 * @param known The names that exist
 * @returns The nearest one, the first of several; `undefined` when none is near
 *
 * @example A misspelt modifier
 * ```ts
 * import { nearest } from "./suggest.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(nearest("contain", ["contains", "all"]), "contains");
 * assert.equal(nearest("xyz", ["contains", "all"]), undefined);
 * ```
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > MAX_LENGTH) return undefined;
  const wanted = name.toLowerCase();
  if (wanted === "") return undefined;
  let best: string | undefined;
  let bestDistance = Math.floor(Math.max(wanted.length, 3) / 3) + 1;
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Returns a hint that names the nearest known name, or `undefined`. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const found = nearest(name, known);
  return found === undefined ? undefined : `Did you mean "${found}"?`;
}

/** Levenshtein distance, or `limit` as soon as it cannot be less. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, row[j] + 1, next[j - 1] + 1));
    }
    if (Math.min(...next) >= limit) return limit;
    row = next;
  }
  return row[b.length];
}
