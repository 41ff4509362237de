/**
 * What a JSON Schema cannot say about a mapping table.
 *
 * @module
 */

import { didYouMean } from "../suggest.ts";
import { BUILTIN_MAPPINGS } from "./builtin.ts";
import { checkCondition, checkField, checkFieldSetForm } from "./check_form.ts";
import { evidenceDetail, twinEvidence } from "./evidence.ts";
import { logsourceKey } from "./logsource_key.ts";
import type { Pointer } from "./pointer.ts";
import type { TableProblem } from "./problem.ts";
import type {
  Evidence,
  FieldMapping,
  FieldSetFields,
  MappingEntry,
  MappingTable,
} from "./table.ts";

/**
 * Checks a table that fits the schema. It may be partial: what it refers to in
 * other tables is checked when they are merged.
 *
 * @param table The table
 * @returns The faults, in the order of the table
 */
export function checkTable(table: MappingTable): TableProblem[] {
  const problems: TableProblem[] = [];
  const sources = new Set(Object.keys(table.sources ?? {}));
  for (const builtin of Object.values(BUILTIN_MAPPINGS)) {
    for (const id of Object.keys(builtin.sources ?? {})) sources.add(id);
  }
  const fieldsOf = (fields: FieldSetFields, pointer: Pointer) =>
    checkFields(fields, pointer, sources, problems);
  for (const [id, set] of Object.entries(table.fieldSets ?? {})) {
    if (set === null) continue;
    const pointer = ["fieldSets", id];
    checkFieldSetForm(set, pointer, problems);
    fieldsOf(set, pointer);
    for (const [value, fields] of Object.entries(set.alternatives ?? {})) {
      if (fields !== null) fieldsOf(fields, [...pointer, "alternatives", value]);
    }
  }
  const served = new Map<string, string>();
  for (const [id, entry] of Object.entries(table.entries ?? {})) {
    if (entry === null) continue;
    const pointer = ["entries", id];
    checkLogsources(entry, id, pointer, served, problems);
    checkEvidence(entry.evidence, [...pointer, "evidence"], sources, problems);
    checkTwins(entry, pointer, sources, problems);
    fieldsOf(entry, pointer);
    for (const [index, condition] of (entry.conditions ?? []).entries()) {
      const place = [...pointer, "conditions", String(index)];
      checkCondition(condition, place, problems);
      checkEvidence(condition.evidence, [...place, "evidence"], sources, problems);
    }
  }
  return problems;
}

/** Two entries serve the same log source only where choices keep them apart. */
function checkLogsources(
  entry: MappingEntry,
  id: string,
  pointer: Pointer,
  served: Map<string, string>,
  problems: TableProblem[],
): void {
  const when = JSON.stringify(entry.when ?? null);
  for (const [index, logsource] of (entry.logsources ?? []).entries()) {
    const key = logsourceKey(logsource);
    const other = served.get(`${key}\nnull`) ?? served.get(`${key}\n${when}`);
    if (other !== undefined) {
      problems.push({
        pointer: [...pointer, "logsources", String(index)],
        at: "value",
        message: other === id
          ? "stands twice in the list"
          : `is a log source that the entry "${other}" serves already`,
      });
    }
    served.set(`${key}\n${when}`, id);
  }
}

function checkFields(
  { fields, unsupportedFields: reasons, otherFields }: FieldSetFields,
  pointer: Pointer,
  sources: ReadonlySet<string>,
  problems: TableProblem[],
): void {
  for (const [field, mapping] of Object.entries(fields ?? {})) {
    const place = [...pointer, "fields", field];
    if (mapping === null) continue;
    if (reasons !== undefined && Object.hasOwn(reasons, field) && reasons[field] !== null) {
      problems.push({
        pointer: place,
        at: "key",
        message: "has a key, but stands in unsupportedFields too",
        hint: "Remove it from one of the two",
      });
    }
    checkField(mapping, place, problems);
    for (const [evidence, at] of evidences(mapping, place)) {
      checkEvidence(evidence, at, sources, problems);
    }
  }
  const place = [...pointer, "otherFields", "evidence"];
  checkEvidence(otherFields?.evidence, place, sources, problems);
}

function* evidences(mapping: FieldMapping, pointer: Pointer): Generator<[Evidence, Pointer]> {
  if (typeof mapping === "string" || Array.isArray(mapping)) return;
  const { evidence, valuesEvidence, keys } = mapping as {
    evidence?: Evidence;
    valuesEvidence?: Evidence;
    keys?: object;
  };
  if (evidence !== undefined) yield [evidence, [...pointer, "evidence"]];
  if (valuesEvidence !== undefined) yield [valuesEvidence, [...pointer, "valuesEvidence"]];
  if (keys === undefined || Array.isArray(keys)) return;
  for (const [name, key] of Object.entries(keys)) {
    if (key.evidence !== undefined) yield [key.evidence, [...pointer, "keys", name, "evidence"]];
  }
}

/** Twins are further event types, beside one. */
function checkTwins(
  { eventType, twinEventTypes }: MappingEntry,
  pointer: Pointer,
  sources: ReadonlySet<string>,
  problems: TableProblem[],
): void {
  for (const [name, twin] of Object.entries(twinEventTypes ?? {})) {
    const place = [...pointer, "twinEventTypes", name];
    if (twin !== null) checkEvidence(twinEvidence(twin), place, sources, problems);
    if (name === eventType) {
      problems.push({ pointer: place, at: "key", message: 'is the "eventType" already' });
    }
  }
}

function checkEvidence(
  evidence: Evidence | undefined,
  pointer: Pointer,
  sources: ReadonlySet<string>,
  problems: TableProblem[],
): void {
  if (evidence === undefined) return;
  const { source } = evidenceDetail(evidence);
  if (sources.has(source)) return;
  problems.push({
    pointer,
    at: "value",
    message: `names the source "${source}", which does not exist`,
    hint: didYouMean(source, sources) ?? 'Describe it under "sources"',
  });
}
