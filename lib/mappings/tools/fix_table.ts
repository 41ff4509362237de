/**
 * A mapping table that says what a log showed: other names of keys, and that keys were seen.
 *
 * @module
 */

import { evidenceDetail } from "../evidence.ts";
import type {
  Choices,
  Evidence,
  EvidenceDetail,
  FieldMapping,
  FixedCondition,
  HashesMapping,
  MappingEntry,
  MappingSource,
  MappingTable,
} from "../table.ts";
import { effectiveFields, fieldKeys, isKeyList } from "./effective_fields.ts";
import type { Rename } from "./suggest_renames.ts";
import type { KeyCheck, Verification } from "./verify_keys.ts";

/** What the table is made of. */
export interface FixInput {
  readonly table: MappingTable;
  /** A value for each choice of the table. */
  readonly choices: Choices;
  /** Ids of the entries. */
  readonly entries: readonly string[];
  readonly verification: Verification;
  /** Where the list of keys comes from. */
  readonly source: MappingSource;
}

/** Id of the one source of the new table. */
const SOURCE = "topkeys";

/** A table, and what is in it. */
export interface FixTable {
  readonly table: MappingTable;
  /** Number of keys that get another name. */
  readonly renamed: number;
  /** Number of keys that were inferred and that the log has. */
  readonly confirmed: number;
}

/**
 * Makes a table to be merged over the one that was verified.
 *
 * A missing key gets the name that was suggested when there is one suggestion alone, and no other
 * key has the same: `seen` when style or beginning differ, `inferred` when it is a guess by spelling. A key that was inferred and
 * that the log has is `seen`.
 *
 * @param input What was verified
 * @returns A table with the entries that change; without entries when nothing does
 */
export function fixTable(input: FixInput): FixTable {
  const { table, choices, verification: { keys, patterns } } = input;
  const renames = plainRenames(keys);
  const confirmed = new Set(
    keys.filter(({ state, evidence }) => state === "found" && evidence?.grade === "inferred")
      .map(({ key }) => key),
  );
  const change = { renames, confirmed };
  const entries: Record<string, MappingEntry> = {};
  for (const id of input.entries) {
    const entry = table.entries?.[id];
    if (!entry) continue;
    const fields = {
      ...changedFields(effectiveFields(entry, table, choices).fields, change),
      ...patternFields(id, keys, change),
    };
    const conditions = changedConditions(entry.conditions ?? [], renames);
    const pattern = patterns.find((one) => one.entries.includes(id))?.better?.pattern;
    const fixed: MappingEntry = {
      ...(conditions && { conditions }),
      ...(Object.keys(fields).length > 0 && { fields }),
      ...(pattern !== undefined && { otherFields: { pattern, evidence: seen() } }),
    };
    if (Object.keys(fixed).length > 0) entries[id] = fixed;
  }
  return {
    table: {
      name: "site",
      sources: { ...namedSources(entries, table), [SOURCE]: input.source },
      entries,
    },
    renamed: renames.size,
    confirmed: confirmed.size,
  };
}

/** Sources of evidence that was taken over as it is. */
function namedSources(
  entries: Readonly<Record<string, MappingEntry>>,
  { sources = {} }: MappingTable,
): Record<string, MappingSource> {
  const named: Record<string, MappingSource> = {};
  JSON.stringify(entries, (member, value: unknown) => {
    if (!/^(?:values)?[eE]vidence$/.test(member)) return value;
    const { source } = evidenceDetail(value as Evidence);
    if (Object.hasOwn(sources, source)) named[source] = sources[source];
    return value;
  });
  return named;
}

/** One suggestion alone, which no other key has. */
function plainRenames(keys: readonly KeyCheck[]): ReadonlyMap<string, Rename> {
  const counts = new Map<string, number>();
  for (const { key } of keys.flatMap((check) => check.renames)) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const renames = new Map<string, Rename>();
  for (const { key, renames: [first, ...others] } of keys) {
    if (first === undefined || others.length > 0 || counts.get(first.key) !== 1) continue;
    renames.set(key, first);
  }
  return renames;
}

interface Change {
  readonly renames: ReadonlyMap<string, Rename>;
  readonly confirmed: ReadonlySet<string>;
}

function changedFields(
  fields: ReadonlyMap<string, FieldMapping>,
  change: Change,
): Record<string, FieldMapping> {
  const changed: Record<string, FieldMapping> = {};
  for (const [field, mapping] of fields) {
    const fixed = changedField(mapping, change);
    if (fixed !== undefined) changed[field] = fixed;
  }
  return changed;
}

/** `undefined` when nothing changes. */
function changedField(mapping: FieldMapping, change: Change): FieldMapping | undefined {
  const { renames, confirmed } = change;
  const keys = fieldKeys(mapping).flatMap(({ key }) => key ?? []);
  const isRenamed = keys.some((key) => renames.has(key));
  if (!isRenamed && !keys.some((key) => confirmed.has(key))) return undefined;
  const to = (key: string): string => renames.get(key)?.key ?? key;
  const evidence = evidenceFor(keys, change);
  if (typeof mapping === "string") return { key: to(mapping), evidence };
  if (isKeyList(mapping)) return { keys: mapping.map(to), evidence };
  if ("within" in mapping) return { ...mapping, within: to(mapping.within), evidence };
  if ("split" in mapping) return changedHashes(mapping, change);
  if ("key" in mapping) return { ...mapping, key: to(mapping.key), evidence };
  // One evidence is for all keys.
  if (!isRenamed && !keys.every((key) => confirmed.has(key))) return undefined;
  return { ...mapping, keys: mapping.keys.map(to), evidence };
}

function changedHashes(mapping: HashesMapping, change: Change): HashesMapping {
  const keys = Object.entries(mapping.keys).map(([algorithm, own]) => {
    const key = typeof own === "string" ? own : own.key;
    const rename = change.renames.get(key);
    if (rename === undefined && !change.confirmed.has(key)) return [algorithm, own];
    return [algorithm, { key: rename?.key ?? key, evidence: evidenceFor([key], change) }];
  });
  return { ...mapping, keys: Object.fromEntries(keys) };
}

/** Fields that have their key by pattern get one of their own. */
function patternFields(
  id: string,
  keys: readonly KeyCheck[],
  change: Change,
): Record<string, FieldMapping> {
  const fields: Record<string, FieldMapping> = {};
  for (const { key, users } of keys) {
    const rename = change.renames.get(key);
    if (rename === undefined && !change.confirmed.has(key)) continue;
    for (const { entry, field, isPattern } of users) {
      if (entry !== id || field === undefined || !isPattern) continue;
      fields[field] = { key: rename?.key ?? key, evidence: evidenceFor([key], change) };
    }
  }
  return fields;
}

function changedConditions(
  conditions: readonly FixedCondition[],
  renames: ReadonlyMap<string, Rename>,
): readonly FixedCondition[] | undefined {
  if (!conditions.some(({ key }) => key !== undefined && renames.has(key))) return undefined;
  return conditions.map((condition) => {
    const rename = condition.key === undefined ? undefined : renames.get(condition.key);
    return rename === undefined ? condition : { ...condition, key: rename.key };
  });
}

function evidenceFor(keys: readonly string[], { renames }: Change): EvidenceDetail {
  const isGuess = keys.some((key) => renames.get(key)?.how === "spelling");
  const names = keys.filter((key) => renames.has(key));
  if (names.length === 0) return seen();
  return {
    grade: isGuess ? "inferred" : "seen",
    source: SOURCE,
    note: `Was ${names.join(", ")}, which the log does not have`,
  };
}

function seen(): EvidenceDetail {
  return { grade: "seen", source: SOURCE };
}
