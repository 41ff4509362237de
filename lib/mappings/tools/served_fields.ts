/**
 * Which Sigma fields a key may serve that no entry uses.
 *
 * @module
 */

import type { MappingTable } from "../table.ts";
import { fieldKeys } from "./effective_fields.ts";
import { lastPart, plainName } from "./key_words.ts";
import { knownFields, type UsedKey } from "./used_keys.ts";

/** More would be noise. */
const MAX_FIELDS = 3;

/**
 * Makes a function that names Sigma fields for a key: those for which other entries have the same
 * key, and those whose name says the same.
 *
 * @param table The table
 * @param entries Ids of the entries that are looked at; what they have no key for comes first
 * @param keys What they use: a field whose key is found needs no other
 */
export function fieldsServedBy(
  table: MappingTable,
  entries: readonly string[],
  keys: readonly (UsedKey & { readonly state: string })[],
): (key: string) => readonly string[] {
  const served = new Set(
    keys.filter(({ state }) => state === "found")
      .flatMap(({ users }) => users.flatMap(({ field }) => field ?? [])),
  );
  const wanted = entries.flatMap((id) => Object.keys(table.entries?.[id]?.unsupportedFields ?? {}));
  const names = [...new Set([...wanted, ...knownFields(table)])].filter((name) =>
    !served.has(name)
  );
  const byName = groups(names.map((name) => [plainName(name), name]));
  const byKey = groups(namedKeys(table).filter(([, field]) => !served.has(field)));
  return (key) => {
    const found = [plainName(key), plainName(lastPart(key))]
      .flatMap((name) => byName.get(name) ?? []);
    return [...new Set([...found, ...byKey.get(key) ?? []])].slice(0, MAX_FIELDS);
  };
}

/** Each key of the table with its field. */
function namedKeys(table: MappingTable): (readonly [key: string, field: string])[] {
  return Object.values(table.entries ?? {}).flatMap((entry) =>
    Object.entries(entry?.fields ?? {}).flatMap(([field, mapping]) =>
      mapping === null
        ? []
        : fieldKeys(mapping).flatMap(({ key }) => key === null ? [] : [[key, field] as const])
    )
  );
}

function groups(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const [key, value] of pairs) grouped.set(key, [...grouped.get(key) ?? [], value]);
  return grouped;
}
