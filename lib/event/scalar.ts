/**
 * What a value of an event is as a text, as a number, as a time.
 *
 * @module
 */

import type { JsonValue } from "./event.ts";

/**
 * The text of a value.
 *
 * @param value A value of an event
 * @returns The text, a number or boolean in its JSON notation; `undefined` for null, lists, objects
 */
export function textOf(value: JsonValue): string | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "boolean":
      return String(value);
    default:
      return undefined;
  }
}

const NUMBER_REGEXP = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INTEGER_REGEXP = /^[+-]?\d+$/;
/** A longer text is a number to nobody, and would be slow to read. */
const MAX_NUMBER_LENGTH = 400;

/**
 * The number of a text in decimal notation, with a fraction or an exponent where it has one
 * (Rapid7, "Components for Building a Query", numbers). No blanks, no hexadecimal notation.
 *
 * @param text Any text
 * @returns The number, or `undefined`
 */
export function numberOfText(text: string): number | undefined {
  const first = text.charCodeAt(0);
  // Most texts begin with neither a digit, a sign nor a point.
  if (!(first >= 0x30 && first <= 0x39) && first !== 0x2d && first !== 0x2b && first !== 0x2e) {
    return undefined;
  }
  return text.length <= MAX_NUMBER_LENGTH && NUMBER_REGEXP.test(text) ? Number(text) : undefined;
}

/**
 * The number of a value: of a number, or of a text that is one.
 *
 * @param value A value of an event
 * @returns The number, or `undefined`
 */
export function numberOf(value: JsonValue): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" ? numberOfText(value) : undefined;
}

/**
 * Compares values with one number. Integers of any size are exact, also in texts.
 *
 * @param text The number, in decimal notation
 * @returns A function that gives the sign of value minus number, or `undefined` for what is no
 * number; itself `undefined` when the text is no number
 */
export function numberComparer(
  text: string,
): ((value: JsonValue) => number | undefined) | undefined {
  const number = numberOfText(text);
  if (number === undefined) return undefined;
  const exact = exactInteger(text, number);
  return (value) => {
    const other = numberOf(value);
    if (other === undefined) return undefined;
    if (exact !== undefined && typeof value === "string") {
      const integer = exactInteger(value, other);
      if (integer !== undefined) return integer === exact ? 0 : integer < exact ? -1 : 1;
    }
    return other === number ? 0 : other < number ? -1 : 1;
  };
}

/** The integer of a text that a double cannot hold. */
function exactInteger(text: string, number: number): bigint | undefined {
  return Math.abs(number) > Number.MAX_SAFE_INTEGER && INTEGER_REGEXP.test(text)
    ? BigInt(text.replace("+", ""))
    : undefined;
}

const TIMESTAMP_REGEXP =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * The time of a value: a text in ISO 8601, in UTC where it names no zone, or a number of seconds or
 * milliseconds since 1970.
 *
 * @param value A value of an event
 * @returns Milliseconds since 1970 in UTC, or `undefined`
 */
export function timeOf(value: JsonValue): number | undefined {
  const number = numberOf(value);
  if (number !== undefined) {
    if (!Number.isFinite(number)) return undefined;
    // Seconds reach this in the year 5138, milliseconds had passed it in 1973.
    return Math.abs(number) < 1e11 ? number * 1000 : number;
  }
  const match = typeof value === "string" ? TIMESTAMP_REGEXP.exec(value) : null;
  if (match === null) return undefined;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "0", zone] = match;
  const time = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second) +
    Number(`0.${fraction}`) * 1000;
  const offset = zone === undefined || zone.toUpperCase() === "Z" ? 0 : zoneMinutes(zone);
  return Number.isFinite(time) ? time - offset * 60_000 : undefined;
}

function zoneMinutes(zone: string): number {
  const digits = zone.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.startsWith("-") ? -minutes : minutes;
}
