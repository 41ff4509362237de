/**
 * What an entry says about fields when its field sets are laid over each other, in the words of the
 * table: for people who want to read it.
 *
 * @module
 */

import { evidenceDetail } from "../evidence.ts";
import { LOG_LINE } from "../prepare_field.ts";
import { entryLayers } from "../prepare_entry.ts";
import type {
  Choices,
  Evidence,
  EvidenceDetail,
  FieldMapping,
  MappingEntry,
  MappingTable,
  OtherFields,
} from "../table.ts";

/** Fields of an entry, its field sets included. */
export interface EffectiveFields {
  /** What stands for each field that is named. */
  readonly fields: ReadonlyMap<string, FieldMapping>;
  /** Reason by unsupported field. */
  readonly unsupported: ReadonlyMap<string, string>;
  /** What stands for all other fields; absent when they have no key. */
  readonly otherFields?: OtherFields;
}

/**
 * Lays the field sets of an entry and the entry itself over each other.
 *
 * @param entry The entry
 * @param table Its table
 * @param choices A value for each choice of the table
 */
export function effectiveFields(
  entry: MappingEntry,
  table: MappingTable,
  choices: Choices,
): EffectiveFields {
  const fields = new Map<string, FieldMapping>();
  const unsupported = new Map<string, string>();
  let otherFields: OtherFields | undefined;
  for (const layer of entryLayers(entry, table, choices)) {
    if (layer.otherFields !== undefined) otherFields = layer.otherFields ?? undefined;
    for (const [name, reason] of Object.entries(layer.unsupportedFields ?? {})) {
      if (reason === null) unsupported.delete(name);
      else {
        unsupported.set(name, reason);
        fields.delete(name);
      }
    }
    for (const [name, mapping] of Object.entries(layer.fields ?? {})) {
      if (mapping === null) fields.delete(name);
      else {
        fields.set(name, mapping);
        unsupported.delete(name);
      }
    }
  }
  return { fields, unsupported, ...(otherFields === undefined ? {} : { otherFields }) };
}

/** One key of a field. */
export interface FieldKey {
  /** The LEQL key; `null` for the raw log line. */
  readonly key: string | null;
  /** `within`: the value stands somewhere in the text of the key. */
  readonly kind: "whole" | "within";
  /** For a field that is split: the algorithm whose digests the key has. */
  readonly algorithm?: string;
  /** How well it is known; absent when the table does not say. */
  readonly evidence?: EvidenceDetail;
}

/**
 * Lists the keys of a field.
 *
 * @param mapping What stands for it
 * @returns The keys, in the order of the table
 */
export function fieldKeys(mapping: FieldMapping): readonly FieldKey[] {
  if (typeof mapping === "string") return [{ key: mapping, kind: "whole" }];
  if (isKeyList(mapping)) return mapping.map((key) => ({ key, kind: "whole" }));
  if ("within" in mapping) {
    const key = mapping.within === LOG_LINE ? null : mapping.within;
    return [{ key, kind: "within", ...detail(mapping.evidence) }];
  }
  if ("split" in mapping) {
    return Object.entries(mapping.keys).map(([algorithm, own]): FieldKey => {
      const isPlain = typeof own === "string";
      const evidence = isPlain ? mapping.evidence : own.evidence ?? mapping.evidence;
      return { key: isPlain ? own : own.key, kind: "whole", algorithm, ...detail(evidence) };
    });
  }
  const keys = "key" in mapping ? [mapping.key] : mapping.keys;
  return keys.map((key) => ({ key, kind: "whole", ...detail(mapping.evidence) }));
}

/** True for the form that lists keys alone. */
export function isKeyList(mapping: FieldMapping): mapping is readonly string[] {
  return Array.isArray(mapping);
}

function detail(evidence: Evidence | undefined): { evidence?: EvidenceDetail } {
  return evidence === undefined ? {} : { evidence: evidenceDetail(evidence) };
}
