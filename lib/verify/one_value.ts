/**
 * Fields of one event that lie under the same keys: what InsightIDR stores there is one value for
 * all of them.
 *
 * @module
 */

import type { JsonObject, JsonValue } from "../event/event.ts";
import { DIGEST_LENGTHS } from "../mappings/hashes.ts";
import type { PreparedEntry, PreparedField } from "../mappings/prepare.ts";
import { divideHashes, storedValue } from "../mappings/stored_value.ts";
import { textsOf } from "../mappings/translate_event.ts";
import { fieldOf, keysOf, originalValue, valuesOf } from "./field_values.ts";

/** Whether {@link shareValues} has anything to do for events with some of these fields. */
export function mayShareValues(names: Iterable<string>, entry: PreparedEntry): boolean {
  const known = new Set<string>();
  for (const name of new Set(names)) {
    const field = fieldOf(name, entry);
    // One field with hashes may contradict itself.
    if (field?.kind === "Hashes") return true;
    const keys = field?.kind === "Within" ? [field.key ?? name] : keysOf(name, entry);
    if (keys.some((key) => known.has(key))) return true;
    for (const key of keys) known.add(key);
  }
  return false;
}

/**
 * Adds the fields whose values follow from those of others.
 *
 * @param draft The event, which is changed
 * @param names The fields that a rule looks at
 * @param entry What says which keys they have
 * @returns False for an event that cannot be: two fields want different values under one key
 */
export function shareValues(
  draft: Record<string, JsonValue>,
  names: Iterable<string>,
  entry: PreparedEntry,
): boolean {
  const within = textsWithin(draft, entry);
  if (within.size > 0) completeTexts(draft, within, entry);
  const byKey = storedValues(draft, within, entry);
  if (byKey === undefined) return false;
  for (const name of new Set([...Object.keys(draft), ...names])) {
    const field = fieldOf(name, entry);
    const own = Object.hasOwn(draft, name) ? draft[name] : undefined;
    const value = field?.kind === "Hashes"
      ? withDigests(own, field.keys, byKey)
      : own === undefined
      ? sharedValue(keysOf(name, entry), byKey, field)
      : own;
    if (value === IMPOSSIBLE) return false;
    if (value !== undefined) draft[name] = value;
  }
  return true;
}

const IMPOSSIBLE = Symbol("no such value");

/** Texts that must stand in the value of a key, by key. */
type TextsWithin = ReadonlyMap<string, readonly string[]>;

function textsWithin(draft: JsonObject, entry: PreparedEntry): TextsWithin {
  const within = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(draft)) {
    const field = fieldOf(name, entry);
    if (field?.kind !== "Within" || field.key === null) continue;
    within.set(field.key, [...within.get(field.key) ?? [], ...textsOf(value)]);
  }
  return within;
}

/** Puts texts behind the values of fields in which they must stand. */
function completeTexts(
  draft: Record<string, JsonValue>,
  within: TextsWithin,
  entry: PreparedEntry,
): void {
  for (const [name, value] of Object.entries(draft)) {
    if (typeof value !== "string" || value === "") continue;
    const parts = keysOf(name, entry).flatMap((key) => within.get(key) ?? []);
    const missing = parts.filter((part) => !value.includes(part));
    if (missing.length > 0) draft[name] = [value, ...missing].join(" ");
  }
}

/** What lies under each key; `undefined` when two fields contradict each other. */
function storedValues(
  draft: JsonObject,
  within: TextsWithin,
  entry: PreparedEntry,
): ReadonlyMap<string, JsonValue> | undefined {
  const byKey = new Map<string, JsonValue>();
  for (const [name, value] of Object.entries(draft)) {
    const field = fieldOf(name, entry);
    for (const [key, stored] of storedUnder(name, value, field)) {
      if (byKey.has(key) && JSON.stringify(byKey.get(key)) !== JSON.stringify(stored)) {
        return undefined;
      }
      byKey.set(key, stored);
    }
  }
  for (const [key, parts] of within) {
    const whole = byKey.get(key);
    if (whole === undefined) byKey.set(key, parts.join(" "));
    else if (!parts.every((part) => textsOf(whole).some((text) => text.includes(part)))) {
      return undefined;
    }
  }
  return byKey;
}

function storedUnder(
  name: string,
  value: JsonValue,
  field: PreparedField | undefined,
): readonly (readonly [key: string, value: JsonValue])[] {
  if (field === undefined) return [[name, value]];
  if (field.kind === "Hashes") return divideHashes(value, field.keys);
  if (field.kind === "Within") return [];
  const stored = storedValue(value, field.values);
  return field.keys.map((key) => [key, stored]);
}

function sharedValue(
  keys: readonly string[],
  byKey: ReadonlyMap<string, JsonValue>,
  field: PreparedField | undefined,
): JsonValue | undefined | typeof IMPOSSIBLE {
  const key = keys.find((one) => byKey.has(one));
  if (key === undefined) return undefined;
  const value = originalValue(byKey.get(key)!, valuesOf(field));
  return value === undefined ? IMPOSSIBLE : value;
}

/** The hashes of a field, with the digests that other fields have. */
function withDigests(
  hashes: JsonValue | undefined,
  keys: ReadonlyMap<string, string>,
  byKey: ReadonlyMap<string, JsonValue>,
): JsonValue | undefined | typeof IMPOSSIBLE {
  const own = new Map(hashes === undefined ? [] : divideHashes(hashes, keys));
  const added: string[] = [];
  for (const [algorithm, key] of keys) {
    const value = byKey.get(key);
    if (own.has(key) || isEmpty(value)) continue;
    if (typeof value !== "string" || !isDigest(value, algorithm)) return IMPOSSIBLE;
    added.push(`${algorithm}=${value}`);
  }
  if (added.length === 0) return hashes;
  if (hashes === undefined) return added.join();
  return typeof hashes === "string" && hashes !== "" ? [hashes, ...added].join() : IMPOSSIBLE;
}

function isDigest(text: string, algorithm: string): boolean {
  return text.length === DIGEST_LENGTHS[algorithm] && /^[0-9A-Fa-f]+$/.test(text);
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === "";
}
