/**
 * Lines of newline-delimited JSON to events.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { type JsonObject, type JsonValue, type LogEvent, makeEvent } from "./event.ts";
import { MAX_EVENT_DEPTH } from "./lookup.ts";

export { flattenWindowsEvent } from "./windows_event.ts";

/**
 * Reads one line.
 *
 * Integers that a double cannot hold become texts of the same digits.
 *
 * @param line A line with one JSON object, without its line break
 * @returns The event, the line kept as it is; or the fault `event-not-json`: the line is not JSON,
 * not an object, or nested deeper than 100 levels. Never throws.
 *
 * @example An event and a line that is none
 * ```ts
 * import { readEvent } from "./read_event.ts";
 * import assert from "node:assert/strict";
 *
 * const event = readEvent('{"EventID": 4625}');
 * assert.ok("fields" in event);
 * assert.equal(event.fields.EventID, 4625);
 * assert.ok("code" in readEvent("<Event/>"));
 * ```
 */
export function readEvent(line: string): LogEvent | Diagnostic {
  let value: JsonValue;
  try {
    value = JSON.parse(line);
    if (LONG_INTEGER_REGEXP.test(line)) value = JSON.parse(quoteLongIntegers(line));
  } catch {
    return fault("the line is not JSON");
  }
  if (!isObject(value)) return fault(`the line is ${describe(value)}, not a JSON object`);
  if (!isShallow(value, MAX_EVENT_DEPTH)) {
    return fault(`it is nested deeper than ${MAX_EVENT_DEPTH} levels`);
  }
  return makeEvent(value, line);
}

function fault(reason: string): Diagnostic {
  return diagnostic("error", "event-not-json", `Cannot read the event: ${reason}`);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describe(value: JsonValue): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}

function isShallow(value: JsonValue, depth: number): boolean {
  if (value === null || typeof value !== "object") return true;
  if (depth === 0) return false;
  const children = Array.isArray(value) ? value : Object.values(value);
  for (const child of children) {
    if (child !== null && typeof child === "object" && !isShallow(child, depth - 1)) return false;
  }
  return true;
}

const LONG_INTEGER_REGEXP = /[:,[\s-]\d{16}/;
const TOKEN_REGEXP = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Puts quotes around integers beyond 2^53; the text is known to be JSON. */
function quoteLongIntegers(line: string): string {
  return line.replace(TOKEN_REGEXP, (token) => {
    const isLong = /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token));
    return isLong ? `"${token}"` : token;
  });
}
