/**
 * The text of an event in which literals are looked for.
 *
 * @module
 */

import type { JsonObject, JsonValue } from "../../event/event.ts";
import { MAX_EVENT_DEPTH } from "../../event/lookup.ts";
import { numberOfText } from "../../event/scalar.ts";
import { foldText } from "./fold_text.ts";

/** What stands before and behind each value. */
export const VALUE_BREAK = "\n";

/**
 * The texts of all values of an event, numbers and booleans included, in lower case. A text that is
 * a number stands there in its usual notation as well.
 *
 * @param fields Fields of an event
 * @returns One text with a break around each value; a value may have breaks within
 */
export function eventText(fields: JsonObject): string {
  const texts: string[] = [""];
  addTexts(fields, MAX_EVENT_DEPTH, texts);
  texts.push("");
  return foldText(texts.join(VALUE_BREAK));
}

/** The usual notation of a number. */
export function numberText(text: string): string | undefined {
  const number = numberOfText(text);
  return number === undefined ? undefined : String(number);
}

function addTexts(value: JsonObject | readonly JsonValue[], depth: number, texts: string[]): void {
  for (const child of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof child === "string") {
      texts.push(child);
      const number = numberText(child);
      if (number !== undefined && number !== child) texts.push(number);
    } else if (typeof child === "object") {
      if (child !== null && depth > 0) addTexts(child, depth - 1, texts);
    } else {
      texts.push(String(child));
    }
  }
}
