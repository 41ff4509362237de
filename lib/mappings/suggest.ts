/**
 * "Did you mean": the candidate closest to a misspelled name.
 *
 * @module
 */

/**
 * Finds the candidate that a name was probably meant to be.
 *
 * First one that differs in letter case alone, then the one with the fewest
 * edits (insert, delete, replace, swap of neighbours): at most one edit for
 * each four characters of the name, and at most two.
 *
 * @param name The misspelled name
 * @param candidates Names that exist
 * @returns The closest candidate, or `undefined`
 *
 * @example A swap of neighbours
 * ```ts
 * import { closest } from "./suggest.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(closest("CommnadLine", ["Image", "CommandLine"]), "CommandLine");
 * assert.equal(closest("Foo", ["Image"]), undefined);
 * ```
 */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  const folded = name.toLowerCase();
  const limit = Math.min(2, Math.floor(name.length / 4));
  let best: string | undefined;
  let fewest = limit + 1;
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    if (other === folded) return candidate;
    if (Math.abs(other.length - folded.length) >= fewest) continue;
    const distance = editDistance(folded, other);
    if (distance < fewest) {
      fewest = distance;
      best = candidate;
    }
  }
  return best;
}

/** Optimal string alignment distance. */
function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], older[j - 2] + 1);
      }
    }
    older = previous;
    previous = row;
  }
  return previous[b.length];
}
