/**
 * Events in Sigma's field names, as InsightIDR would store them.
 *
 * @module
 */

import type { JsonObject, JsonValue } from "../event/event.ts";
import { conditionValues, holdsFor } from "./fixed_conditions.ts";
import type { PreparedEntry } from "./prepare_entry.ts";
import type { PreparedField, PreparedKeys } from "./prepare_field.ts";
import type { FixedCondition } from "./table.ts";
import { placeValue, valueAt } from "./place_value.ts";
import { divideHashes, storedValue } from "./stored_value.ts";

/** How to translate. */
export interface TranslateOptions {
  /**
   * Which key gets the value where several stand for one field, from 0; one that there is not
   * counts from the last key on. @default {0}
   */
  readonly keyIndex?: number;
}

/** A translated event. */
export interface TranslatedEvent {
  /** Its fields: LEQL keys, nested where they have dots. */
  readonly fields: JsonObject;
  /** The raw line; there only when values stand in it that no key has. */
  readonly line?: string;
}

/**
 * Translates an event to what InsightIDR would store under an entry: what
 * mapping does to a rule, done to an event.
 *
 * A field without a key keeps its name. The fixed conditions of the entry hold
 * for the outcome, except where the event itself says otherwise.
 *
 * @param fields The event: values by Sigma field name, not nested
 * @param entry The entry, as `MappedRule` has it
 * @param options How to translate
 * @returns The event as it would be stored
 */
export function translateEvent(
  fields: JsonObject,
  entry: PreparedEntry,
  options: TranslateOptions = {},
): TranslatedEvent {
  const stored: Record<string, JsonValue> = {};
  const texts = new Map<string | null, string[]>();
  for (const [name, value] of Object.entries(withConditions(fields, entry))) {
    const field = fieldOf(name, entry);
    if (field === undefined) placeValue(stored, name, value);
    else storeField(stored, texts, field, value, options.keyIndex ?? 0);
  }
  for (const { condition } of entry.conditions) setKey(stored, condition);
  for (const [key, parts] of texts) if (key !== null) appendText(stored, key, parts);
  const line = texts.get(null);
  if (line === undefined) return { fields: stored };
  return { fields: stored, line: `${JSON.stringify(stored)} ${line.join(" ")}` };
}

function fieldOf(name: string, entry: PreparedEntry): PreparedField | undefined {
  const field = entry.fields.get(name);
  if (field !== undefined || entry.unsupported.has(name)) return field;
  return entry.otherField?.(name);
}

/** The fields, with those that fixed conditions are about and the event does not have. */
function withConditions(fields: JsonObject, entry: PreparedEntry): JsonObject {
  const added: Record<string, JsonValue> = {};
  for (const { condition } of entry.conditions) {
    const { field } = condition;
    if (field !== undefined && !Object.hasOwn(fields, field)) {
      added[field] = conditionValues(condition)[0] ?? null;
    }
  }
  return { ...fields, ...added };
}

function setKey(stored: Record<string, JsonValue>, condition: FixedCondition): void {
  const { key } = condition;
  if (key === undefined) return;
  const present = valueAt(stored, key);
  if (typeof present === "string" && holdsFor(present.toLowerCase(), condition)) return;
  if (present === undefined) placeValue(stored, key, conditionValues(condition)[0] ?? null);
}

function storeField(
  stored: Record<string, JsonValue>,
  texts: Map<string | null, string[]>,
  field: PreparedField,
  value: JsonValue,
  keyIndex: number,
): void {
  switch (field.kind) {
    case "Keys":
      placeValue(stored, keyAt(field, keyIndex), storedValue(value, field.values));
      break;
    case "Hashes":
      for (const [key, digest] of divideHashes(value, field.keys)) placeValue(stored, key, digest);
      break;
    case "Within": {
      const known = texts.get(field.key) ?? [];
      texts.set(field.key, [...known, ...textsOf(value)]);
      break;
    }
  }
}

function keyAt({ keys }: PreparedKeys, index: number): string {
  return keys[Math.min(index, keys.length - 1)];
}

/** The texts of a value. */
export function textsOf(value: JsonValue): readonly string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return [typeof value === "object" ? JSON.stringify(value) : String(value)];
}

function appendText(
  stored: Record<string, JsonValue>,
  key: string,
  parts: readonly string[],
): void {
  const present = valueAt(stored, key);
  const before = present === undefined ? [] : textsOf(present);
  // The text of the event itself may have them already.
  const missing = parts.filter((part) => !before.some((text) => text.includes(part)));
  if (missing.length > 0) placeValue(stored, key, [...before, ...missing].join(" "));
}
