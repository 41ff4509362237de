/**
 * The keys that entries of a table use, each with who uses it.
 *
 * @module
 */

import { evidenceDetail } from "../evidence.ts";
import { fieldKey } from "../field_key.ts";
import type { Choices, Evidence, EvidenceDetail, MappingTable } from "../table.ts";
import { isWeaker } from "../used_evidence.ts";
import { type EffectiveFields, effectiveFields, fieldKeys } from "./effective_fields.ts";

/** Something of an entry that uses a key. */
export interface KeyUser {
  /** Id of the entry. */
  readonly entry: string;
  /** The Sigma field; absent for a fixed condition. */
  readonly field?: string;
  /** True when the key is made of the field's name. */
  readonly isPattern?: boolean;
}

/** A key, and who uses it. */
export interface UsedKey {
  readonly key: string;
  readonly users: readonly KeyUser[];
  /** The best that is known of it; absent when the table does not say. */
  readonly evidence?: EvidenceDetail;
}

/** A pattern for the keys of all other fields. */
export interface UsedPattern {
  readonly pattern: string;
  /** Ids of the entries. */
  readonly entries: readonly string[];
  readonly evidence?: EvidenceDetail;
}

/** What entries use. */
export interface UsedKeys {
  readonly keys: readonly UsedKey[];
  readonly patterns: readonly UsedPattern[];
}

/** Names of fields that rules use, by id of the entry that carries them. */
export type FieldsOfRules = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Lists the keys of entries.
 *
 * @param table The table
 * @param choices A value for each of its choices
 * @param ids The entries
 * @param fields Fields of rules: those that no entry names have a key by pattern
 * @returns Each key and each pattern once, in the order of the table; the raw log line is none
 */
export function usedKeys(
  table: MappingTable,
  choices: Choices,
  ids: readonly string[],
  fields: FieldsOfRules = new Map(),
): UsedKeys {
  const keys = new Map<string, UsedKey>();
  const patterns = new Map<string, UsedPattern>();
  const add = (key: string | null, user: KeyUser, evidence: EvidenceDetail | undefined): void => {
    if (key === null) return;
    const known = keys.get(key);
    const best = better(known?.evidence, evidence);
    keys.set(key, {
      key,
      users: [...known?.users ?? [], user],
      ...(best === undefined ? {} : { evidence: best }),
    });
  };
  for (const id of ids) {
    const entry = table.entries?.[id];
    if (!entry) continue;
    const effective = effectiveFields(entry, table, choices);
    for (const [field, mapping] of effective.fields) {
      for (const { key, evidence } of fieldKeys(mapping)) add(key, { entry: id, field }, evidence);
    }
    for (const { key, evidence } of entry.conditions ?? []) {
      if (key !== undefined) add(key, { entry: id }, detailOf(evidence));
    }
    const { otherFields } = effective;
    if (otherFields === undefined) continue;
    const { pattern } = otherFields;
    const evidence = detailOf(otherFields.evidence);
    const sharing = patterns.get(pattern)?.entries ?? [];
    patterns.set(pattern, { pattern, entries: [...sharing, id], ...(evidence && { evidence }) });
    for (const field of namedNowhere(fields.get(id), effective)) {
      add(fieldKey(pattern, field), { entry: id, field, isPattern: true }, evidence);
    }
  }
  return { keys: [...keys.values()], patterns: [...patterns.values()] };
}

function detailOf(evidence: Evidence | undefined): EvidenceDetail | undefined {
  return evidence === undefined ? undefined : evidenceDetail(evidence);
}

function namedNowhere(
  fields: ReadonlySet<string> | undefined,
  { fields: named, unsupported }: EffectiveFields,
): readonly string[] {
  return [...fields ?? []].filter((field) => !named.has(field) && !unsupported.has(field));
}

function better(
  a: EvidenceDetail | undefined,
  b: EvidenceDetail | undefined,
): EvidenceDetail | undefined {
  return a === undefined || b !== undefined && isWeaker(a.grade, b.grade) ? b : a;
}

/**
 * Lists the names of all Sigma fields that a table knows.
 *
 * @param table The table
 * @returns Each name once
 */
export function knownFields({ fieldSets = {}, entries = {} }: MappingTable): ReadonlySet<string> {
  const names = new Set<string>();
  const layers = [
    ...Object.values(entries),
    ...Object.values(fieldSets).flatMap((set) => [set, ...Object.values(set?.alternatives ?? {})]),
  ];
  for (const layer of layers) {
    for (const name of Object.keys(layer?.fields ?? {})) names.add(name);
    for (const name of Object.keys(layer?.unsupportedFields ?? {})) names.add(name);
  }
  return names;
}
