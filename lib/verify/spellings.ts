/**
 * The ways in which one event may be stored: a field with several keys has its value under one of
 * them, and a value with several words is written in one of these.
 *
 * @module
 */

import type { JsonObject, JsonValue } from "../event/event.ts";
import { conditionValues } from "../mappings/fixed_conditions.ts";
import type { PreparedEntry, PreparedField } from "../mappings/prepare.ts";
import type { PreparedKeys, PreparedTarget } from "../mappings/prepare_field.ts";
import { fieldOf } from "./field_values.ts";

/** The ways of one entry, for the fields of one rule. */
export interface Spellings {
  /** Number of ways for an event; at least 1. */
  count(fields: JsonObject): number;
  /** The entry with the words of a way, from 0, in front. */
  entry(way: number): PreparedEntry;
}

/**
 * Finds the ways.
 *
 * @param entry The entry that carries a rule
 * @param names The fields of the rule
 */
export function spellingsOf(entry: PreparedEntry, names: Iterable<string>): Spellings {
  const fixed: Record<string, JsonValue> = {};
  for (const { condition } of entry.conditions) {
    if (condition.field !== undefined) {
      fixed[condition.field] = conditionValues(condition)[0] ?? null;
    }
  }
  const several = new Map<string, PreparedKeys>();
  for (const name of [...names, ...Object.keys(fixed)]) {
    const field = fieldOf(name, entry);
    if (field?.kind === "Keys" && hasSeveral(field)) several.set(name, field);
  }
  return {
    count: (fields) => {
      let most = 1;
      for (const [name, field] of several) {
        const value = fields[name] ?? fixed[name];
        if (value !== undefined) most = Math.max(most, waysOf(value, field));
      }
      return most;
    },
    entry: (way) => way === 0 ? entry : turnedEntry(entry, way),
  };
}

function hasSeveral({ keys, values }: PreparedKeys): boolean {
  return keys.length > 1 || (values?.endings.length ?? 0) > 1 ||
    [...values?.map?.values() ?? []].some(({ length }) => length > 1);
}

function waysOf(value: JsonValue, { keys, values }: PreparedKeys): number {
  const items = Array.isArray(value) ? value : [value];
  const words = items.map((item) => values?.map?.get(String(item).toLowerCase())?.length ?? 1);
  return Math.max(keys.length, values?.endings.length ?? 0, ...words);
}

const TURNED = new WeakMap<PreparedEntry, Map<number, PreparedEntry>>();

/** Many rules have the same entry. */
function turnedEntry(entry: PreparedEntry, way: number): PreparedEntry {
  let known = TURNED.get(entry);
  if (known === undefined) TURNED.set(entry, known = new Map());
  let turned = known.get(way);
  if (turned === undefined) {
    const fields = [...entry.fields].map(([name, field]) => [name, turnField(field, way)] as const);
    turned = { ...entry, fields: new Map(fields) };
    known.set(way, turned);
  }
  return turned;
}

function turnField(field: PreparedField, way: number): PreparedField {
  if (field.kind !== "Keys" || field.values === undefined) return field;
  const endings = turned(field.values.endings, way);
  if (field.values.map === undefined) return { ...field, values: { ...field.values, endings } };
  const map = new Map<string, PreparedTarget>();
  for (const [value, words] of field.values.map) map.set(value, turned(words, way));
  return { ...field, values: { ...field.values, endings, map } };
}

/** The items with another one in front. */
function turned<T>(items: readonly T[], way: number): readonly T[] {
  const first = items.length === 0 ? 0 : way % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}
