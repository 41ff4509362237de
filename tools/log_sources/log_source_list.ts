/** The log sources that a table names, each with its entries. */

import { logsourceKey } from "../../lib/mappings/logsource_key.ts";
import type { LogSourcePattern, MappingEntry, MappingTable } from "../../lib/mappings/table.ts";

/** A log source pattern of a table. */
export interface ListedLogSource {
  readonly pattern: LogSourcePattern;
  /** The same as a text that can be looked up. */
  readonly key: string;
  /** Entries that name it, and those that are tried behind them, in order. */
  readonly entries: readonly string[];
}

/**
 * Lists the log sources of some entries.
 *
 * @param table The whole table
 * @param own The entries
 */
export function listLogSources(
  table: MappingTable,
  own: Readonly<Record<string, MappingEntry | null>>,
): readonly ListedLogSource[] {
  const found = new Map<string, { pattern: LogSourcePattern; entries: string[] }>();
  for (const [id, entry] of Object.entries(own)) {
    for (const pattern of entry?.logsources ?? []) {
      const key = logsourceKey(pattern);
      const known = found.get(key) ?? { pattern, entries: [] };
      known.entries.push(id);
      found.set(key, known);
    }
  }
  return [...found].map(([key, { pattern, entries }]) => {
    return { pattern, key, entries: withChains(entries, table) };
  });
}

/** Each entry with its chain behind it: some of a chain may name the log source, too. */
function withChains(entries: readonly string[], table: MappingTable): readonly string[] {
  const all: string[] = [];
  for (const first of entries) {
    for (let id: string | null | undefined = first; id && !all.includes(id);) {
      all.push(id);
      id = table.entries?.[id]?.otherwise;
    }
  }
  return all;
}

/** Writes a log source pattern for people. */
export function patternText(pattern: LogSourcePattern): string {
  const names = ["category", "product", "service"] as const;
  return names.filter((name) => pattern[name] !== undefined)
    .map((name) => pattern[name] === null ? `no ${name}` : `${name} ${pattern[name]}`)
    .join(", ");
}
