/**
 * Names in clauses.
 *
 * @module
 */

import type { Cursor } from "./cursor.ts";

/** The name of a key. */
export function parseKey(cursor: Cursor): string {
  return parseText(cursor, "a key");
}

/**
 * A name, with quotes or without.
 *
 * @param what What it names, for the message
 */
export function parseText(cursor: Cursor, what: string): string {
  const token = cursor.peek();
  if (token.kind !== "Word" && token.kind !== "Quoted" || token.text === "") {
    throw cursor.unexpected(what);
  }
  cursor.next();
  return token.text;
}
