/**
 * Nested events as flat ones.
 *
 * @module
 */

import type { JsonObject, JsonValue } from "../../event/event.ts";
import { MAX_EVENT_DEPTH } from "../../event/lookup.ts";

/**
 * Gives every value the dotted name by which a rule finds it: `{a: {b: 1}}` becomes `{"a.b": 1}`.
 * Lists of objects become lists of the values with the same name. Empty objects and lists stay.
 */
export function flatFields(fields: JsonObject): JsonObject {
  const flat = new Map<string, JsonValue[]>();
  const lists = new Set<string>();
  for (const [name, value] of Object.entries(fields)) {
    add(name, value, MAX_EVENT_DEPTH, flat, lists);
  }
  return Object.fromEntries(
    [...flat].map(([name, values]) => {
      return [name, values.length === 1 && !lists.has(name) ? values[0] : values];
    }),
  );
}

function add(
  name: string,
  value: JsonValue,
  depth: number,
  flat: Map<string, JsonValue[]>,
  lists: Set<string>,
): void {
  if (value !== null && typeof value === "object" && depth > 0) {
    const children = Object.entries(value);
    const isList = Array.isArray(value);
    if (isList) lists.add(name);
    for (const [key, child] of children) {
      add(isList ? name : `${name}.${key}`, child, depth - 1, flat, lists);
    }
    if (children.length > 0) return;
    if (isList) {
      if (!flat.has(name)) flat.set(name, []);
      return;
    }
  }
  const known = flat.get(name);
  if (known === undefined) flat.set(name, [value]);
  else known.push(value);
}
