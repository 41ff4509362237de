/**
 * The clause `from`.
 *
 * Source: Rapid7, "Event Types and Keys".
 *
 * @module
 */

import { didYouMean } from "../../suggest.ts";
import type { FromClause } from "../statement.ts";
import type { Cursor } from "./cursor.ts";
import { parseKey, parseText } from "./parse_name.ts";
import { ReadFault } from "./read_fault.ts";

/** `event_type = "dns"`, `event_type IN ["dns", "ids"]`, several joined by OR. */
export function parseFrom(cursor: Cursor): FromClause {
  let key: string | undefined;
  const eventTypes: string[] = [];
  do {
    const token = cursor.peek();
    const name = parseKey(cursor);
    if (name !== "event_type" && name !== "entry_type") {
      throw new ReadFault(
        "leql-syntax",
        `Cannot read the key "${name}" in from()`,
        token,
        didYouMean(name, ["event_type", "entry_type"]) ?? "Conditions stand in where()",
      );
    }
    if (key !== undefined && key !== name) {
      throw new ReadFault(
        "leql-syntax",
        "Cannot read event_type and entry_type in one from()",
        token,
      );
    }
    key = name;
    eventTypes.push(...parseEventTypes(cursor));
  } while (cursor.takeWord("OR"));
  return { key, eventTypes };
}

function parseEventTypes(cursor: Cursor): string[] {
  const token = cursor.peek();
  if (token.kind === "Operator" && token.operator === "=") {
    cursor.next();
    return [parseEventType(cursor)];
  }
  if (!cursor.takeWord("IN") && !cursor.takeWord("IIN")) throw cursor.unexpected('"="');
  cursor.expectSign("[");
  const types: string[] = [];
  do types.push(parseEventType(cursor)); while (cursor.takeSign(","));
  cursor.expectSign("]");
  return types;
}

function parseEventType(cursor: Cursor): string {
  const token = cursor.peek();
  const name = parseText(cursor, "an event type");
  if (token.kind === "Word") {
    cursor.warn(
      "undocumented-form",
      "The documentation of LEQL shows event types in quotes alone",
      token,
      `Write "${name}"`,
    );
  }
  return name;
}
