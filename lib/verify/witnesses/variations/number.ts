/** @module Variations of numbers and booleans. */

import type { JsonValue } from "../../../event/event.ts";
import { numberJson } from "../build_value.ts";
import { instead, type Variation } from "./variation.ts";

/** Varies a number that must be equal. */
export function numberVariations(text: string): Variation[] {
  const number = Number(text);
  const step = (by: number): JsonValue => {
    return Number.isSafeInteger(number) ? number + by : numberJson(String(stepped(text, by)));
  };
  return [
    instead("one more", step(1)),
    instead("one less", step(-1)),
    instead("as a text", text, Number.isFinite(number) ? true : undefined),
    instead("with a digit in front", numberJson(`1${text.replace("-", "")}`)),
    instead("with a digit behind", numberJson(`${text}0`)),
    instead("as a text with another one behind", `${text} ${text}`),
    instead("as a text with a letter behind", `${text}a`),
    instead("with the other sign", -number || 0),
    instead("with a fraction", number + 0.5),
  ];
}

function stepped(text: string, by: number): bigint | number {
  return /^-?\d+$/.test(text) ? BigInt(text) + BigInt(by) : Number(text) + by;
}

/** Varies a number that is compared by size. */
export function compareVariations(text: string): Variation[] {
  const bound = Number(text);
  return [
    instead("the bound itself", numberJson(text)),
    instead("one above the bound", bound + 1),
    instead("one below the bound", bound - 1),
    instead("a half above the bound", bound + 0.5),
    instead("a half below the bound", bound - 0.5),
    instead("the bound as a text", text),
    instead("one above the bound, as a text", String(bound + 1)),
    instead("one below the bound, as a text", String(bound - 1)),
    instead("far above the bound", Math.abs(bound) * 1000 + 1000),
    instead("far below the bound", -Math.abs(bound) * 1000 - 1000),
    instead("a text that is no number", "many"),
  ];
}

/** Varies a boolean. */
export function booleanVariations(value: boolean): Variation[] {
  return [
    instead("turned over", !value),
    instead("as a text", String(value)),
    instead("as a text in capitals", String(value).toUpperCase()),
    instead("turned over, as a text", String(!value)),
    instead("as a number", value ? 1 : 0),
    instead("as the other number", value ? 0 : 1),
  ];
}
