/**
 * Conditions without a key.
 *
 * Source: Rapid7, "Components for Building a Query": keyword search.
 *
 * @module
 */

import type { Cursor } from "./cursor.ts";

/** Why a detection definition refuses a text without a key. */
export const KEYWORD_REFUSED =
  "Cannot search the whole log line: detection definitions do not allow keyword search";

/** A keyword search, from an offset on. */
export function noteKeyword(cursor: Cursor, start: number, message: string): void {
  cursor.refuseDetection(
    "leql-keyword-in-detection",
    message,
    cursor.spanFrom(start),
    'Compare a key: key ICONTAINS "text"',
  );
}
