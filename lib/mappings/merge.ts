/**
 * Several mapping tables become one.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { didYouMean } from "../suggest.ts";
import { logsourceKey } from "./logsource_key.ts";
import type { MappingEntry, MappingResult, MappingTable } from "./table.ts";

/**
 * Merges mapping tables; what a later one says wins.
 *
 * An entry of a later table extends the earlier entry that has its id, or the
 * same log sources under another id: field by field, `null` removes. A field
 * that gets a key is no longer unsupported, and the other way round. Without
 * an earlier entry it is a new one and must name its log sources.
 *
 * @param tables The tables, the weakest first; at least one
 * @returns One table without `null` entries and fields, or diagnostics
 * `mapping-invalid`; a removal that removes nothing is a warning
 *
 * @example A site adds a field and removes an entry
 * ```ts
 * import { builtinMapping } from "./builtin.ts";
 * import { mergeMappings } from "./merge.ts";
 * import assert from "node:assert/strict";
 *
 * const site = {
 *   name: "site",
 *   entries: { web_proxy: { fields: { "c-useragent": "user_agent" } }, firewall: null },
 * };
 * const { table } = mergeMappings([builtinMapping("insightidr")!, site]);
 * assert.equal(table?.name, "insightidr+site");
 * assert.equal(table?.entries?.web_proxy?.fields?.["c-useragent"], "user_agent");
 * assert.equal(table?.entries?.web_proxy?.fields?.["c-uri"] !== undefined, true);
 * assert.equal(table?.entries?.firewall, undefined);
 * ```
 */
export function mergeMappings(tables: readonly MappingTable[]): MappingResult {
  if (tables.length === 0) throw new RangeError("Cannot merge mapping tables: none is given");
  const diagnostics: Diagnostic[] = [];
  const entries = new Map<string, MappingEntry>();
  for (const table of tables) {
    for (const [id, entry] of Object.entries(table.entries ?? {})) {
      mergeEntry(entries, id, entry, table.name, diagnostics);
    }
  }
  if (diagnostics.some(({ severity }) => severity === "error")) return { diagnostics };
  const sources = Object.fromEntries(
    tables.flatMap((table) => Object.entries(table.sources ?? {})),
  );
  const table: MappingTable = {
    name: tables.map(({ name }) => name).join("+"),
    ...last(tables, "description"),
    ...last(tables, "eventTypeKey"),
    ...last(tables, "unmappedFields"),
    ...last(tables, "variants"),
    sources,
    entries: Object.fromEntries(entries),
  };
  return { table, diagnostics };
}

function last(tables: readonly MappingTable[], name: keyof MappingTable): Partial<MappingTable> {
  const table = tables.findLast((candidate) => candidate[name] !== undefined);
  return table === undefined ? {} : { [name]: table[name] };
}

function mergeEntry(
  entries: Map<string, MappingEntry>,
  id: string,
  entry: MappingEntry | null,
  name: string,
  diagnostics: Diagnostic[],
): void {
  if (entry === null) {
    if (!entries.delete(id)) diagnostics.push(missing("warning", id, name, entries));
    return;
  }
  const base = entries.has(id) ? id : sameLogsources(entries, entry);
  if (base === undefined && entry.logsources === undefined) {
    diagnostics.push(missing("error", id, name, entries));
    return;
  }
  entries.set(base ?? id, base === undefined ? clean(entry) : extend(entries.get(base)!, entry));
}

function missing(
  severity: "error" | "warning",
  id: string,
  name: string,
  entries: ReadonlyMap<string, MappingEntry>,
): Diagnostic {
  const what = severity === "error"
    ? "extends no entry of an earlier table, so it needs log sources"
    : "removes an entry that no earlier table has";
  const hint = entries.size === 0
    ? "Name the table that it extends before it, such as insightidr"
    : didYouMean(id, entries.keys()) ?? `Earlier entries: ${[...entries.keys()].join(", ")}`;
  return diagnostic(
    severity,
    "mapping-invalid",
    `Mapping table "${name}": $.entries.${id} ${what}`,
    undefined,
    hint,
  );
}

function sameLogsources(
  entries: ReadonlyMap<string, MappingEntry>,
  { logsources }: MappingEntry,
): string | undefined {
  if (logsources === undefined) return undefined;
  const wanted = logsources.map(logsourceKey).sort().join();
  for (const [id, other] of entries) {
    if ((other.logsources ?? []).map(logsourceKey).sort().join() === wanted) return id;
  }
  return undefined;
}

function clean(entry: MappingEntry): MappingEntry {
  return extend({}, entry);
}

function extend(base: MappingEntry, entry: MappingEntry): MappingEntry {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(entry)) {
    if (value === null) delete merged[name];
    else merged[name] = value;
  }
  // Evidence for an event type says nothing about the one that replaces it.
  if (entry.eventType !== undefined && entry.evidence === undefined) delete merged.evidence;
  const fields = withoutNull(base.fields, entry.fields, entry.unsupportedFields);
  const unsupported = withoutNull(base.unsupportedFields, entry.unsupportedFields, entry.fields);
  if (fields !== undefined) merged.fields = fields;
  if (unsupported !== undefined) merged.unsupportedFields = unsupported;
  return merged;
}

type Members<T> = Readonly<Record<string, T | null>> | undefined;

/** `base` with the members of `over`, less those that are `null` or that `elsewhere` claims. */
function withoutNull<T>(
  base: Members<T>,
  over: Members<T>,
  elsewhere: Members<unknown>,
): Record<string, T> | undefined {
  if (base === undefined && over === undefined) return undefined;
  const claimed = new Set(
    Object.keys(elsewhere ?? {}).filter((name) => elsewhere?.[name] !== null),
  );
  const pairs = Object.entries({ ...base, ...over }).filter(([name, value]) =>
    value !== null && (!claimed.has(name) || (over !== undefined && Object.hasOwn(over, name)))
  );
  return Object.fromEntries(pairs) as Record<string, T>;
}
