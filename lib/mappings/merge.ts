/**
 * Several mapping tables become one.
 *
 * @module
 */

import { BUILTIN_MAPPINGS } from "./builtin.ts";
import { checkReferences } from "./check_references.ts";
import { logsourceKey } from "./logsource_key.ts";
import { MergeFaults, type MergeResult } from "./merge_faults.ts";
import { mergeEntries } from "./merge_entry.ts";
import { mergeFieldSets } from "./merge_fields.ts";
import { type FieldsOf, layersOf, suspectNames } from "./suspect_names.ts";
import type { Choice, FieldSet, MappingEntry, MappingTable } from "./table.ts";

export type { MergeResult } from "./merge_faults.ts";

/**
 * Merges mapping tables; what a later one says wins.
 *
 * An entry of a later table extends the earlier entry that has its id, or the
 * same log sources under another id: field by field, `null` removes. A field
 * that gets a key is no longer unsupported, and the other way round. Without
 * an earlier entry it is a new one. Field sets and choices are merged in the
 * same way. An entry that is removed leaves the chains of `otherwise` that it
 * stands in, a field set that is removed the entries that use it.
 *
 * @param tables The tables, the weakest first; at least one
 * @param texts The texts that the tables were read from, in the same order, for the lines of
 * faults; `undefined` where there is none
 * @returns One table, or diagnostics `mapping-invalid`, among them references to what does not
 * exist; a removal that removes nothing, and a name that is probably misspelt, is a warning
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
export function mergeMappings(
  tables: readonly MappingTable[],
  texts: readonly (string | undefined)[] = [],
): MergeResult {
  if (tables.length === 0) throw new RangeError("Cannot merge mapping tables: none is given");
  const faults = new MergeFaults(tables, texts);
  const entries = new Map<string, MappingEntry>();
  const fieldSets = new Map<string, FieldSet>();
  const choices = new Map<string, Choice>();
  for (const [at, table] of tables.entries()) {
    const earlier = [...entries.keys()];
    const earlierSets = new Map(fieldSets);
    for (const [name, choice] of Object.entries(table.choices ?? {})) {
      if (choice !== null) choices.set(name, choice);
      else if (!choices.delete(name)) faults.nothingRemoved(at, ["choices", name], choices.keys());
    }
    for (const [id, set] of Object.entries(table.fieldSets ?? {})) {
      const base = fieldSets.get(id);
      if (set !== null) fieldSets.set(id, mergeFieldSets(base ?? {}, set));
      else if (base === undefined) {
        faults.nothingRemoved(at, ["fieldSets", id], fieldSets.keys());
      } else removeFieldSet(id, fieldSets, entries);
    }
    if (!isBuiltin(table)) {
      const known = fieldsOf(table, entries, fieldSets, earlierSets);
      for (const problem of suspectNames(table, known)) faults.suspicion(at, problem);
    }
    for (const [id, entry] of Object.entries(table.entries ?? {})) {
      if (entry !== null) mergeEntry(entries, id, entry, earlier, at, faults);
      else if (entries.has(id)) removeEntry(id, entries);
      else faults.nothingRemoved(at, ["entries", id], entries.keys());
    }
  }
  const table: MappingTable = {
    name: tables.map(({ name }) => name).join("+"),
    ...last(tables, "description"),
    ...last(tables, "eventTypeKey"),
    ...last(tables, "unmappedFields"),
    ...last(tables, "variants"),
    ...(choices.size === 0 ? {} : { choices: Object.fromEntries(choices) }),
    sources: Object.fromEntries(tables.flatMap((table) => Object.entries(table.sources ?? {}))),
    ...(fieldSets.size === 0 ? {} : { fieldSets: Object.fromEntries(fieldSets) }),
    entries: Object.fromEntries(entries),
  };
  if (!faults.failed) { for (const problem of checkReferences(table)) faults.problem(problem); }
  return faults.failed ? faults.result() : faults.result(table);
}

function isBuiltin(table: MappingTable): boolean {
  return Object.values(BUILTIN_MAPPINGS).includes(table);
}

/** What is known of an entry or a field set before a table changes it. */
function fieldsOf(
  table: MappingTable,
  entries: ReadonlyMap<string, MappingEntry>,
  fieldSets: ReadonlyMap<string, FieldSet>,
  earlierSets: ReadonlyMap<string, FieldSet>,
): FieldsOf {
  const setLayers = (id: string) => layersOf(fieldSets.get(id) ?? {});
  return (part, id) => {
    // Which entries use a field set is not looked at.
    if (part === "fieldSets") return layersOf(earlierSets.get(id) ?? {});
    const own = table.entries?.[id] ?? {};
    const base = sameEntry(entries, id, [...entries.keys()], own);
    const earlier: MappingEntry = base === undefined ? {} : entries.get(base) ?? {};
    return [earlier, ...(own.use ?? earlier.use ?? []).flatMap(setLayers)];
  };
}

function last(tables: readonly MappingTable[], name: keyof MappingTable): Partial<MappingTable> {
  const table = tables.findLast((candidate) => candidate[name] !== undefined);
  return table === undefined ? {} : { [name]: table[name] };
}

function mergeEntry(
  entries: Map<string, MappingEntry>,
  id: string,
  entry: MappingEntry,
  earlier: readonly string[],
  at: number,
  faults: MergeFaults,
): void {
  const base = sameEntry(entries, id, earlier, entry);
  if (base === undefined && entry.logsources === undefined && !isChained(id, entries)) {
    faults.nothingExtended(at, id, entries.keys());
    return;
  }
  if (base !== undefined && base !== id) faults.renamed(id, base);
  const target = base ?? id;
  entries.set(target, mergeEntries(entries.get(target) ?? {}, entry));
}

/** Id of the entry that is extended; `undefined` for a new one. */
function sameEntry(
  entries: ReadonlyMap<string, MappingEntry>,
  id: string,
  earlier: readonly string[],
  entry: MappingEntry,
): string | undefined {
  return entries.has(id) ? id : sameLogsources(entries, earlier, entry);
}

/** An entry that another one names under `otherwise` needs no log sources of its own. */
function isChained(id: string, entries: ReadonlyMap<string, MappingEntry>): boolean {
  return entries.values().some(({ otherwise }) => otherwise === id);
}

function removeEntry(id: string, entries: Map<string, MappingEntry>): void {
  const next = entries.get(id)?.otherwise;
  entries.delete(id);
  for (const [other, entry] of entries) {
    if (entry.otherwise !== id) continue;
    const { otherwise: _, ...rest } = entry;
    entries.set(other, next && next !== other ? { ...rest, otherwise: next } : rest);
  }
}

function removeFieldSet(
  id: string,
  fieldSets: Map<string, FieldSet>,
  entries: Map<string, MappingEntry>,
): void {
  fieldSets.delete(id);
  for (const [other, entry] of entries) {
    if (!entry.use?.includes(id)) continue;
    entries.set(other, { ...entry, use: entry.use.filter((name) => name !== id) });
  }
}

function sameLogsources(
  entries: ReadonlyMap<string, MappingEntry>,
  earlier: readonly string[],
  { logsources, when }: MappingEntry,
): string | undefined {
  if (logsources === undefined) return undefined;
  const wanted = logsources.map(logsourceKey).sort().join();
  const found = earlier.filter((id) =>
    (entries.get(id)?.logsources ?? []).map(logsourceKey).sort().join() === wanted
  );
  // Several serve the same log sources under different choices.
  if (found.length < 2 || when === undefined) return found.at(0);
  const same = JSON.stringify(when);
  return found.find((id) => JSON.stringify(entries.get(id)?.when) === same);
}
