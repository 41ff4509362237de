/**
 * Values under keys with dots.
 *
 * @module
 */

import type { JsonValue } from "../event/event.ts";

/** Objects under construction. */
type Draft = Record<string, JsonValue>;

/**
 * Puts a value under a key: `a.b` in the object `a`, or, where `a` is no
 * object, flat under the whole name.
 *
 * @param fields The object, which is changed
 * @param key The key
 * @param value The value
 */
export function placeValue(fields: Draft, key: string, value: JsonValue): void {
  const names = key.split(".");
  let place = fields;
  for (const [at, name] of names.slice(0, -1).entries()) {
    if (!Object.hasOwn(place, name)) {
      // A name that every object has must not reach the prototype.
      define(place, name, {});
    }
    const next = place[name];
    if (!isObject(next)) {
      define(place, names.slice(at).join("."), value);
      return;
    }
    place = next as Draft;
  }
  const last = names[names.length - 1];
  // An object there has the values of longer keys.
  if (isObject(place[last]) && Object.hasOwn(place, last)) define(fields, key, value);
  else define(place, last, value);
}

/**
 * Reads what {@link placeValue} has put under a key.
 *
 * @returns The value, or `undefined` when there is none
 */
export function valueAt(fields: Readonly<Draft>, key: string): JsonValue | undefined {
  const names = key.split(".");
  let place: Readonly<Draft> = fields;
  for (const [at, name] of names.entries()) {
    const flat = names.slice(at).join(".");
    if (Object.hasOwn(place, flat)) return place[flat];
    if (!Object.hasOwn(place, name)) return undefined;
    const next = place[name];
    if (typeof next !== "object" || next === null || Array.isArray(next)) return undefined;
    place = next as Draft;
  }
  return undefined;
}

function isObject(value: JsonValue | undefined): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function define(place: Draft, name: string, value: JsonValue): void {
  Object.defineProperty(place, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
