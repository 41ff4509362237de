/**
 * Time spans of correlations.
 *
 * @module
 */

// Month and year are mean lengths of the Gregorian calendar, as pySigma has them.
const SECONDS: ReadonlyMap<string, number> = new Map([
  ["s", 1],
  ["m", 60],
  ["h", 3_600],
  ["d", 86_400],
  ["w", 604_800],
  ["M", 2_629_746],
  ["y", 31_556_952],
]);

const TIMESPAN_REGEXP = /^(\d+)([smhdwMy])$/;

/**
 * Reads a time span.
 *
 * @param text A number and a unit: `s`, `m` (minutes), `h`, `d`, and beyond the specification `w`,
 * `M` (months) and `y`
 * @returns Seconds, above 0; `undefined` when the text is no time span
 *
 * @example Five minutes
 * ```ts
 * import { timespanSeconds } from "./timespan.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(timespanSeconds("5m"), 300);
 * assert.equal(timespanSeconds("1h30m"), undefined);
 * ```
 */
export function timespanSeconds(text: string): number | undefined {
  const match = TIMESPAN_REGEXP.exec(text);
  if (match === null) return undefined;
  const seconds = Number(match[1]) * SECONDS.get(match[2])!;
  return seconds > 0 && Number.isSafeInteger(seconds) ? seconds : undefined;
}
