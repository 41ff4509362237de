/**
 * A mapping table, indexed for use.
 *
 * @module
 */

import { logsourceKey } from "./logsource_key.ts";
import type { FieldMapping, HashesMapping, MappingEntry, MappingTable } from "./table.ts";

/** Where the queries of an entry go. */
export interface Target {
  /** Id of the entry. */
  readonly entry: string;
  /** Event type of a detection definition; absent when it is not known. */
  readonly eventType?: string;
  /** Key that names the event type there. */
  readonly eventTypeKey: "event_type" | "entry_type";
  /** Log set to select in Log Search; absent when it is not known. */
  readonly logSet?: string;
}

/** Keys that stand for one field, joined by OR. */
export interface PreparedKeys {
  /** Tells the two apart. */
  readonly kind: "Keys";
  /** The LEQL keys; at least one. */
  readonly keys: readonly string[];
}

/** Keys of a field whose values name algorithm and digest. */
export interface PreparedHashes {
  /** Tells the two apart. */
  readonly kind: "Hashes";
  /** LEQL key by algorithm, in capitals. */
  readonly keys: ReadonlyMap<string, string>;
}

/** What stands for one field. */
export type PreparedField = PreparedKeys | PreparedHashes;

/** An entry, indexed. */
export interface PreparedEntry {
  /** Position in the table, from 0. */
  readonly order: number;
  /** Where its queries go. */
  readonly target: Target;
  /** What stands for each field. */
  readonly fields: ReadonlyMap<string, PreparedField>;
  /** Reason by unsupported field. */
  readonly unsupported: ReadonlyMap<string, string>;
}

/** A mapping table, indexed. */
export interface Mapping {
  /** Name of the table. */
  readonly name: string;
  /** Whether a field that the entry does not name becomes a key as it is. */
  readonly keepUnmapped: boolean;
  /** How variants of a value are written. */
  readonly variants: "list" | "or";
  /** The first entry for each log source pattern, by its key. */
  readonly index: ReadonlyMap<string, PreparedEntry>;
}

/**
 * Indexes a table. Do it once for many rules.
 *
 * @param table A whole table: one that ships, or the outcome of `mergeMappings`
 * @returns What `applyMapping` needs
 */
export function prepareMapping(table: MappingTable): Mapping {
  const index = new Map<string, PreparedEntry>();
  let order = 0;
  for (const [id, entry] of Object.entries(table.entries ?? {})) {
    if (entry === null) continue;
    const prepared = prepareEntry(id, entry, order++, table.eventTypeKey ?? "event_type");
    for (const logsource of entry.logsources ?? []) {
      const key = logsourceKey(logsource);
      if (!index.has(key)) index.set(key, prepared);
    }
  }
  return {
    name: table.name,
    keepUnmapped: table.unmappedFields === "keep",
    variants: table.variants ?? "list",
    index,
  };
}

function prepareEntry(
  id: string,
  entry: MappingEntry,
  order: number,
  eventTypeKey: Target["eventTypeKey"],
): PreparedEntry {
  const fields = new Map<string, PreparedField>();
  for (const [name, mapping] of Object.entries(entry.fields ?? {})) {
    if (mapping !== null) fields.set(name, prepareField(mapping));
  }
  const unsupported = new Map<string, string>();
  for (const [name, reason] of Object.entries(entry.unsupportedFields ?? {})) {
    if (reason !== null) unsupported.set(name, reason);
  }
  const target: Target = {
    entry: id,
    ...(entry.eventType ? { eventType: entry.eventType } : {}),
    eventTypeKey,
    ...(entry.logSet ? { logSet: entry.logSet } : {}),
  };
  return { order, target: Object.freeze(target), fields, unsupported };
}

function prepareField(mapping: FieldMapping): PreparedField {
  if (typeof mapping === "string") return { kind: "Keys", keys: [mapping] };
  if (isList(mapping)) return { kind: "Keys", keys: mapping };
  if ("split" in mapping) return { kind: "Hashes", keys: prepareHashes(mapping) };
  return { kind: "Keys", keys: "key" in mapping ? [mapping.key] : mapping.keys };
}

function isList(mapping: FieldMapping): mapping is readonly string[] {
  return Array.isArray(mapping);
}

function prepareHashes({ keys }: HashesMapping): Map<string, string> {
  return new Map(
    Object.entries(keys).map((
      [algorithm, key],
    ) => [algorithm.toUpperCase(), typeof key === "string" ? key : key.key]),
  );
}
