/**
 * Parts of a timestamp, in UTC.
 *
 * Source: Sigma modifiers appendix, "Timestamp Part".
 *
 * @module
 */

import type { TimestampPart } from "../../sigma/value.ts";

const DAY = 86_400_000;

/**
 * Selects a part.
 *
 * @param time Milliseconds since 1970
 * @param part Which part; `day` is that of the month, `week` that of ISO 8601
 * @returns The number
 */
export function timestampPart(time: number, part: TimestampPart): number {
  const date = new Date(time);
  switch (part) {
    case "minute":
      return date.getUTCMinutes();
    case "hour":
      return date.getUTCHours();
    case "day":
      return date.getUTCDate();
    case "week":
      return isoWeek(date);
    case "month":
      return date.getUTCMonth() + 1;
    case "year":
      return date.getUTCFullYear();
  }
}

/** The week that has the Thursday of the date's week; the first of a year has its first Thursday. */
function isoWeek(date: Date): number {
  const weekday = (date.getUTCDay() + 6) % 7;
  const thursday = new Date(date.getTime() + (3 - weekday) * DAY);
  const start = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - start) / (7 * DAY)) + 1;
}
