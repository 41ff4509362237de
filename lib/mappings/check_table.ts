/**
 * What a JSON Schema cannot say about a mapping table.
 *
 * @module
 */

import { didYouMean } from "../suggest.ts";
import { BUILTIN_MAPPINGS } from "./builtin.ts";
import { evidenceDetail } from "./evidence.ts";
import { logsourceKey } from "./logsource_key.ts";
import type { Pointer } from "./pointer.ts";
import type { TableProblem } from "./problem.ts";
import type { Evidence, FieldMapping, MappingEntry, MappingTable } from "./table.ts";

/**
 * Checks a table that fits the schema.
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
  const served = new Map<string, string>();
  for (const [id, entry] of Object.entries(table.entries ?? {})) {
    if (entry === null) continue;
    const pointer = ["entries", id];
    checkLogsources(entry, id, pointer, served, problems);
    checkEvidence(entry.evidence, [...pointer, "evidence"], sources, problems);
    checkFields(entry, pointer, sources, problems);
  }
  return problems;
}

function checkLogsources(
  entry: MappingEntry,
  id: string,
  pointer: Pointer,
  served: Map<string, string>,
  problems: TableProblem[],
): void {
  for (const [index, logsource] of (entry.logsources ?? []).entries()) {
    const key = logsourceKey(logsource);
    const other = served.get(key);
    if (other !== undefined) {
      problems.push({
        pointer: [...pointer, "logsources", String(index)],
        at: "value",
        message: other === id
          ? "stands twice in the list"
          : `is a log source that the entry "${other}" serves already`,
      });
    }
    served.set(key, id);
  }
}

function checkFields(
  entry: MappingEntry,
  pointer: Pointer,
  sources: ReadonlySet<string>,
  problems: TableProblem[],
): void {
  for (const [field, mapping] of Object.entries(entry.fields ?? {})) {
    const place = [...pointer, "fields", field];
    const reason = entry.unsupportedFields;
    if (mapping === null) continue;
    if (reason !== undefined && Object.hasOwn(reason, field) && reason[field] !== null) {
      problems.push({
        pointer: place,
        at: "key",
        message: "has a key, but stands in unsupportedFields too",
        hint: "Remove it from one of the two",
      });
    }
    checkForm(mapping, place, problems);
    for (const [evidence, at] of evidences(mapping, place)) {
      checkEvidence(evidence, at, sources, problems);
    }
  }
}

function checkForm(mapping: FieldMapping, pointer: Pointer, problems: TableProblem[]): void {
  if (typeof mapping === "string" || Array.isArray(mapping)) return;
  const has = (name: string) => Object.hasOwn(mapping, name);
  const { keys } = mapping as { keys?: unknown };
  let message: string | undefined;
  if (has("key") && (has("keys") || has("split"))) {
    message = `has both "key" and "${has("keys") ? "keys" : "split"}"`;
  } else if (!has("key") && !has("keys")) message = 'lacks the property "key" or "keys"';
  else if (has("split") && Array.isArray(keys)) {
    message = 'is split, so its "keys" must be an object from algorithm to key';
  } else if (!has("split") && keys !== undefined && !Array.isArray(keys)) {
    message = 'has an object as "keys", so it needs "split": "hashes"';
  }
  if (message !== undefined) problems.push({ pointer, at: "value", message });
}

function* evidences(mapping: FieldMapping, pointer: Pointer): Generator<[Evidence, Pointer]> {
  if (typeof mapping === "string" || Array.isArray(mapping)) return;
  const { evidence, keys } = mapping as { evidence?: Evidence; keys?: object };
  if (evidence !== undefined) yield [evidence, [...pointer, "evidence"]];
  if (keys === undefined || Array.isArray(keys)) return;
  for (const [name, key] of Object.entries(keys)) {
    if (key.evidence !== undefined) yield [key.evidence, [...pointer, "keys", name, "evidence"]];
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
