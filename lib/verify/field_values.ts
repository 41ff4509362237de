/**
 * What an entry of a mapping table says about fields and their values, for
 * events instead of rules.
 *
 * @module
 */

import type { JsonValue } from "../event/event.ts";
import { conditionValues, holdsFor } from "../mappings/fixed_conditions.ts";
import type { PreparedEntry, PreparedField } from "../mappings/prepare.ts";
import { isOriginal } from "../mappings/map_replaced.ts";
import type { PreparedValues } from "../mappings/prepare_field.ts";
import { storedValue } from "../mappings/stored_value.ts";
import type { FixedCondition } from "../mappings/table.ts";
import { isHashText } from "./hash_text.ts";

/** What stands for a field; `undefined` when it has no key and keeps its name. */
export function fieldOf(name: string, entry: PreparedEntry): PreparedField | undefined {
  const field = entry.fields.get(name);
  if (field !== undefined || entry.unsupported.has(name)) return field;
  return entry.otherField?.(name);
}

/** The keys that a field's value lies under; none when it stands in a longer text. */
export function keysOf(name: string, entry: PreparedEntry): readonly string[] {
  const field = fieldOf(name, entry);
  if (field === undefined) return [name];
  return field.kind === "Keys" ? field.keys : [];
}

/** How the values of a field differ in the stored events. */
export function valuesOf(field: PreparedField | undefined): PreparedValues | undefined {
  return field?.kind === "Keys" ? field.values : undefined;
}

/** The rule's value for a stored one; `undefined` when there is none. */
export function originalValue(
  stored: JsonValue,
  rules: PreparedValues | undefined,
): JsonValue | undefined {
  if (rules === undefined) return stored;
  const text = JSON.stringify(stored);
  return [...rules.spelled, stored].find((value) =>
    JSON.stringify(storedValue(value, rules)) === text
  );
}

/**
 * Whether a field can have a value at all: hashes are whole, and a word that stands for another
 * value in the stored events is none of the rule's.
 */
export function isPossible(value: JsonValue, field: PreparedField | undefined): boolean {
  if (field?.kind === "Hashes") return isHashText(value);
  const rules = valuesOf(field);
  if (rules === undefined || value === null) return true;
  if (Array.isArray(value)) return value.every((item) => isPossible(item, field));
  const text = String(value).toLowerCase();
  // Logs write booleans in one way.
  if (rules.map?.has(text)) return String(value) === text || !/^(?:true|false)$/.test(text);
  // A pattern stands for the known values that it matches, so there are no others.
  if (rules.map !== undefined && rules.others === "error") return false;
  for (const target of rules.map?.values() ?? []) {
    if (target.some((word) => holdsFor(text, { match: word.match, value: word.text }))) {
      return false;
    }
  }
  if (!isOriginal(text, rules.replace)) return false;
  if (rules.endings.some((ending) => ending !== "" && text.endsWith(ending.toLowerCase()))) {
    return false;
  }
  return rules.prefixes.some(([prefix]) => text.startsWith(prefix)) ||
    !rules.prefixes.some(([, replacement]) =>
      replacement !== "" && text.startsWith(replacement.toLowerCase())
    );
}

/** A value in the rule's words for which a fixed condition holds. */
export function valueFor(
  condition: FixedCondition,
  field: PreparedField | undefined,
): JsonValue | undefined {
  const [value] = conditionValues(condition);
  if (condition.field !== undefined) return value;
  const { map, spelled = [] } = valuesOf(field) ?? {};
  if (map === undefined) return value;
  return spelled.find((name) => {
    const stored = map.get(name.toLowerCase())?.[0];
    return stored !== undefined && holdsFor(stored.text.toLowerCase(), condition);
  });
}

/** Whether a fixed condition holds for a value of a field. */
export function meetsCondition(
  value: JsonValue,
  condition: FixedCondition,
  field: PreparedField | undefined,
): boolean {
  if (value === null || typeof value === "object") return false;
  const text = String(value).toLowerCase();
  if (condition.field !== undefined) return holdsFor(text, condition);
  const map = valuesOf(field)?.map;
  const stored = map?.get(text)?.[0].text ?? text;
  return holdsFor(stored.toLowerCase(), condition);
}
