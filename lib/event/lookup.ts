/**
 * The values of a key in an event.
 *
 * Keys are dotted paths; where an event is flat, the whole path is one name
 * (Rapid7, "Components for Building a Query", nested keys). Letter case counts.
 *
 * @module
 */

import type { JsonObject, JsonValue } from "./event.ts";

/** Reads the values of one key. */
export type KeyReader = (fields: JsonObject) => readonly JsonValue[];

/** Deeper values are not looked at: an event that was read from a line has none. */
export const MAX_EVENT_DEPTH = 100;

const NONE: readonly JsonValue[] = [];

/**
 * All values of a key.
 *
 * @param fields Fields of an event
 * @param key A dotted key: nested, flat or mixed. A number selects an element of a list; without
 * one, every element counts. `key.*` is every value below `key`.
 * @returns The values in the order of the event, elements of lists one by one; empty when the key
 * is missing or an empty list. An object is one value.
 *
 * @example Nested and flat
 * ```ts
 * import { valuesAt } from "./lookup.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(valuesAt({ process: { pid: 4 } }, "process.pid"), [4]);
 * assert.deepEqual(valuesAt({ "process.pid": 4 }, "process.pid"), [4]);
 * assert.deepEqual(valuesAt({ targets: [{ arn: "a" }, { arn: "b" }] }, "targets.arn"), ["a", "b"]);
 * ```
 */
export function valuesAt(fields: JsonObject, key: string): readonly JsonValue[] {
  return keyReader(key)(fields);
}

/**
 * The same as {@link valuesAt} with the key taken apart once.
 *
 * @param key A dotted key
 * @returns A function from fields to values
 */
export function keyReader(key: string): KeyReader {
  if (!key.includes(".")) {
    return (fields) => {
      if (!Object.hasOwn(fields, key)) return NONE;
      const value = fields[key];
      return typeof value === "string" || typeof value === "number" ? [value] : flat(value);
    };
  }
  const path = new KeyPath(key);
  return (fields) => {
    const found: JsonValue[] = [];
    path.collect(fields, 0, MAX_EVENT_DEPTH, found);
    return found;
  };
}

/**
 * All values of an event that are no objects and no lists.
 *
 * @param fields Fields of an event
 * @returns The values in the order of the event
 */
export function allValues(fields: JsonObject): readonly JsonValue[] {
  const found: JsonValue[] = [];
  addLeaves(fields, MAX_EVENT_DEPTH, found);
  return found;
}

function flat(value: JsonValue): readonly JsonValue[] {
  const found: JsonValue[] = [];
  addElements(value, MAX_EVENT_DEPTH, found);
  return found;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function addElements(value: JsonValue, depth: number, found: JsonValue[]): void {
  if (!isList(value)) found.push(value);
  else if (depth > 0) { for (const element of value) addElements(element, depth - 1, found); }
}

function addLeaves(value: JsonValue, depth: number, found: JsonValue[]): void {
  if (value === null || typeof value !== "object") {
    found.push(value);
  } else if (depth > 0) {
    const children = isList(value) ? value : Object.values(value);
    for (const child of children) addLeaves(child, depth - 1, found);
  }
}

class KeyPath {
  readonly #segments: readonly string[];
  /** Names that may begin at a segment, the shortest first; filled when they are needed. */
  readonly #names: (readonly string[] | undefined)[] = [];

  constructor(key: string) {
    this.#segments = key.split(".");
  }

  /** Adds what lies behind the segments from `start` on. */
  collect(value: JsonValue, start: number, depth: number, found: JsonValue[]): void {
    const segments = this.#segments;
    if (start === segments.length) {
      addElements(value, depth, found);
      return;
    }
    if (value === null || typeof value !== "object" || depth === 0) return;
    const isLast = start === segments.length - 1;
    if (isList(value)) {
      for (const element of value) {
        if (element !== null && typeof element === "object") {
          this.collect(element, start, depth - 1, found);
        } else if (isLast && segments[start] === "*") {
          found.push(element);
        }
      }
      const index = /^\d{1,9}$/.test(segments[start]) ? Number(segments[start]) : -1;
      if (index >= 0 && index < value.length) {
        this.collect(value[index], start + 1, depth - 1, found);
      }
      return;
    }
    if (isLast && segments[start] === "*") {
      addLeaves(value, depth, found);
      return;
    }
    const names = this.#names[start] ??= namesFrom(segments, start);
    for (let at = 0; at < names.length; at++) {
      const name = names[at];
      if (Object.hasOwn(value, name)) {
        this.collect((value as JsonObject)[name], start + at + 1, depth - 1, found);
      }
    }
  }
}

function namesFrom(segments: readonly string[], start: number): string[] {
  const names = [segments[start]];
  for (let at = start + 1; at < segments.length; at++) {
    names.push(`${names[names.length - 1]}.${segments[at]}`);
  }
  return names;
}
