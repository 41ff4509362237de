/**
 * Texts of rules and events, short enough for a report.
 *
 * @module
 */

import type { JsonValue } from "../../event/event.ts";

/** Longest text in UTF-16 units. */
const MAX_LENGTH = 240;

// What breaks a line or steers a terminal.
// deno-lint-ignore no-control-regex
const CONTROL_REGEXP = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/** Cuts a text, and escapes what breaks a line. */
export function shortText(text: string): string {
  const cut = text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH)}…`;
  return cut.replace(CONTROL_REGEXP, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** The same of a value as JSON. */
export function shortJson(value: JsonValue): string {
  return shortText(JSON.stringify(value));
}
