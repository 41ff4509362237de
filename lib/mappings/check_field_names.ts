/**
 * Fields that an entry of a whole mapping table refers to.
 *
 * @module
 */

import { didYouMean } from "../suggest.ts";
import type { Pointer } from "./pointer.ts";
import type { TableProblem } from "./problem.ts";
import type { FieldMapping, FieldSetFields, MappingEntry, MappingTable } from "./table.ts";

/**
 * Checks that the fields have keys that an entry names under `conditions`, `only` and `sameAs`.
 *
 * Of a field set with alternatives one that has the field is enough: under the others the entry
 * carries no rule.
 *
 * @param entry The entry
 * @param id Its id
 * @param table A whole table
 * @param problems Gets the faults
 */
export function checkFieldNames(
  entry: MappingEntry,
  id: string,
  table: MappingTable,
  problems: TableProblem[],
): void {
  const layers = allLayers(entry, table);
  const known = new Set(layers.flatMap(({ fields }) => namesOf(fields)));
  const pointer = ["entries", id];
  const isOpen = table.unmappedFields === "keep" || layers.some(({ otherFields }) => otherFields);
  if (!isOpen) {
    for (const [index, { field }] of (entry.conditions ?? []).entries()) {
      if (field === undefined) continue;
      checkField(field, known, [...pointer, "conditions", `${index}`, "field"], "value", problems);
    }
    for (const field of Object.keys(entry.only ?? {})) {
      checkField(field, known, [...pointer, "only", field], "key", problems);
    }
  }
  for (const [field, mapping] of Object.entries(entry.fields ?? {})) {
    const sameAs = sameAsOf(mapping);
    if (sameAs === undefined) continue;
    const place = [...pointer, "fields", field, "sameAs"];
    if (sameAs !== field) checkField(sameAs, known, place, "value", problems);
    else problems.push({ pointer: place, at: "value", message: "names the field itself" });
  }
}

/** What the entry says about fields, with all alternatives. */
function allLayers(entry: MappingEntry, { fieldSets = {} }: MappingTable): FieldSetFields[] {
  const sets = (entry.use ?? []).flatMap((name) => fieldSets[name] ?? []);
  const alternatives = sets.flatMap((set) => Object.values(set.alternatives ?? {}));
  return [...sets, ...alternatives.filter((fields) => fields !== null), entry];
}

function namesOf(fields: FieldSetFields["fields"]): string[] {
  return Object.entries(fields ?? {}).filter(([, mapping]) => mapping !== null)
    .map(([name]) => name);
}

function sameAsOf(mapping: FieldMapping | null): string | undefined {
  if (mapping === null || typeof mapping !== "object" || !("sameAs" in mapping)) return undefined;
  return mapping.sameAs;
}

function checkField(
  field: string,
  known: ReadonlySet<string>,
  pointer: Pointer,
  at: TableProblem["at"],
  problems: TableProblem[],
): void {
  if (known.has(field)) return;
  const hint = didYouMean(field, known);
  problems.push({
    pointer,
    at,
    message: `names the field "${field}", for which the entry has no key`,
    ...(hint === undefined ? {} : { hint }),
  });
}
