/**
 * What becomes of each field of a rule.
 *
 * @module
 */

import type { Diagnostic } from "../../diagnostic.ts";
import type { Detection, DetectionItem } from "../../sigma/ast.ts";
import type { SigmaValue } from "../../sigma/value.ts";
import { evidenceDetail } from "../evidence.ts";
import type { Mapping, PreparedEntry } from "../prepare.ts";
import type { EvidenceDetail } from "../table.ts";
import { type EffectiveFields, fieldKeys } from "./effective_fields.ts";
import { type EntryTrace, type ItemTrace, traceItem } from "./trace_entry.ts";

/** A key that stands for a field. */
export interface KeyNote {
  /** The LEQL key; `null` for the raw log line. */
  readonly key: string | null;
  /** True when the value is searched anywhere in the text of the key. */
  readonly isWithin: boolean;
  /** How well it is known; absent when the table does not say. */
  readonly evidence?: EvidenceDetail;
}

/** A value that the events have otherwise than the rule. */
export interface ValueNote {
  readonly from: SigmaValue;
  /** What is compared instead; empty after a fault. */
  readonly to: readonly SigmaValue[];
}

/** What becomes of one field of a rule. */
export interface FieldNote {
  readonly field: string;
  /** Its keys; none after a fault. */
  readonly keys: readonly KeyNote[];
  /** For a key that is made of the field's name: how. */
  readonly pattern?: string;
  readonly values: readonly ValueNote[];
  /** How well the words are known that values are translated to. */
  readonly valuesEvidence?: EvidenceDetail;
  /** Faults and warnings about it. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Tells what becomes of the fields of a rule.
 *
 * @param trace What an entry does to the rule
 * @param effective What the table says about the fields of the entry
 * @param mapping The table
 * @returns Each field once, in the order of the rule; those that values refer to at the end
 */
export function fieldNotes(
  trace: EntryTrace,
  effective: EffectiveFields,
  mapping: Mapping,
): readonly FieldNote[] {
  const byField = new Map<string, ItemTrace[]>();
  const references = new Set<string>();
  for (const item of trace.items) {
    const field = item.item.field ?? "";
    byField.set(field, [...byField.get(field) ?? [], item]);
    for (const value of item.item.values) {
      if (value.kind === "FieldRef") references.add(value.field);
    }
  }
  const notes = [...byField].map(([field, items]) =>
    fieldNote(field, items, effective, mapping, trace)
  );
  const others = [...references].filter((field) => !byField.has(field));
  return [...notes, ...others.map((field) => referenceNote(field, trace, effective))];
}

function fieldNote(
  field: string,
  items: readonly ItemTrace[],
  effective: EffectiveFields,
  mapping: Mapping,
  { entry }: EntryTrace,
): FieldNote {
  const diagnostics = items.flatMap((item) => item.diagnostics);
  const used = new Set(items.flatMap(({ mapped }) => keysIn(mapped)));
  const prepared = entry.fields.get(field);
  const isTranslated = prepared?.kind === "Hashes" ||
    prepared?.kind === "Keys" && prepared.values !== undefined;
  const values = isTranslated ? items.flatMap(({ item }) => valueNotes(item, entry, mapping)) : [];
  return { ...keyNotes(field, effective, entry, used), values, diagnostics };
}

/** A field that values refer to, and that no item is about. */
function referenceNote(
  field: string,
  { entry }: EntryTrace,
  effective: EffectiveFields,
): FieldNote {
  return { ...keyNotes(field, effective, entry, undefined), values: [], diagnostics: [] };
}

/** The keys of a field; of those of a split field the ones that are used. */
function keyNotes(
  field: string,
  effective: EffectiveFields,
  entry: PreparedEntry,
  used: ReadonlySet<string | null> | undefined,
): Pick<FieldNote, "field" | "keys" | "pattern" | "valuesEvidence"> {
  const found = effective.fields.get(field);
  if (found !== undefined) {
    const keys = fieldKeys(found).filter(({ key, algorithm }) =>
      algorithm === undefined || used === undefined || used.has(key)
    );
    const { valuesEvidence } = found as { valuesEvidence?: EvidenceDetail | string };
    return {
      field,
      keys: keys.map(({ key, kind, evidence }) => {
        return { key, isWithin: kind === "within", ...(evidence && { evidence }) };
      }),
      ...(valuesEvidence && { valuesEvidence: evidenceDetail(valuesEvidence) }),
    };
  }
  const { otherFields } = effective;
  const other = effective.unsupported.has(field) ? undefined : entry.otherField?.(field);
  if (other?.kind !== "Keys" || otherFields === undefined) return { field, keys: [] };
  const { pattern, evidence } = otherFields;
  const detail = evidence === undefined ? {} : { evidence: evidenceDetail(evidence) };
  const keys = other.keys.map((key) => ({ key, isWithin: false, ...detail }));
  return { field, keys, pattern };
}

function valueNotes(item: DetectionItem, entry: PreparedEntry, mapping: Mapping): ValueNote[] {
  return item.values.flatMap((from): ValueNote[] => {
    const single: DetectionItem = { ...item, values: [from], linking: "or" };
    const { mapped, diagnostics } = traceItem(single, entry, mapping, "positive");
    const to = [...new Set(leaves(mapped).flatMap(({ values }) => values))];
    if (diagnostics.some(({ severity }) => severity !== "warning")) return [{ from, to: [] }];
    return to.length === 1 && to[0] === from ? [] : [{ from, to }];
  });
}

function leaves(detection: Detection): readonly DetectionItem[] {
  return detection.kind === "Item" ? [detection] : detection.items.flatMap(leaves);
}

/** Lists the keys of a detection; `null` for the raw log line. */
export function keysIn(detection: Detection): readonly (string | null)[] {
  return [...new Set(leaves(detection).map(({ field }) => field))];
}
