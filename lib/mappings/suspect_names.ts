/**
 * Names in a mapping table that are probably not what they were meant to be.
 *
 * @module
 */

import { didYouMean } from "../suggest.ts";
import type { Pointer } from "./pointer.ts";
import type { TableProblem } from "./problem.ts";
import type { FieldMapping, FieldSet, FieldSetFields, MappingTable } from "./table.ts";

/** What earlier tables say about an entry or a field set; field sets that it uses included. */
export type FieldsOf = (part: "entries" | "fieldSets", id: string) => readonly FieldSetFields[];

/**
 * Looks for blanks around keys and fields, for fields that differ from known ones in letter case
 * alone, and for fields that are removed and were never there.
 *
 * @param table A table that fits the schema
 * @param earlier What it is merged over
 * @returns Warnings, in the order of the table
 */
export function suspectNames(table: MappingTable, earlier: FieldsOf): TableProblem[] {
  const problems: TableProblem[] = [];
  for (const [id, set] of Object.entries(table.fieldSets ?? {})) {
    if (set === null) continue;
    const pointer = ["fieldSets", id];
    const known = earlier("fieldSets", id);
    checkNames(set, pointer, known, problems);
    for (const [value, fields] of Object.entries(set.alternatives ?? {})) {
      if (fields === null) continue;
      checkNames(fields, [...pointer, "alternatives", value], known, problems);
    }
  }
  for (const [id, entry] of Object.entries(table.entries ?? {})) {
    if (entry === null) continue;
    const pointer = ["entries", id];
    const known = earlier("entries", id);
    checkNames(entry, pointer, known, problems);
    checkRemovals(entry, pointer, known, problems);
    for (const [at, { key }] of (entry.conditions ?? []).entries()) {
      checkBlanks(key, [...pointer, "conditions", String(at), "key"], "value", problems);
    }
  }
  return problems;
}

/** A field set with its alternatives, as layers of fields. */
export function layersOf(set: FieldSet): readonly FieldSetFields[] {
  const alternatives = Object.values(set.alternatives ?? {});
  return [set, ...alternatives.filter((fields) => fields !== null)];
}

function checkNames(
  { fields, otherFields }: FieldSetFields,
  pointer: Pointer,
  earlier: readonly FieldSetFields[],
  problems: TableProblem[],
): void {
  const known = namesOf(earlier, "fields");
  const spelled = new Map([...known].map((name) => [name.toLowerCase(), name]));
  for (const [field, mapping] of Object.entries(fields ?? {})) {
    const place = [...pointer, "fields", field];
    checkBlanks(field, place, "key", problems);
    if (mapping === null) continue;
    const other = spelled.get(field.toLowerCase());
    if (other !== undefined && other !== field && !known.has(field)) {
      problems.push({
        pointer: place,
        at: "key",
        message: `differs from the field "${other}" in letter case alone`,
        hint: "Letter case counts in names of fields: it is another field",
      });
    }
    spelled.set(field.toLowerCase(), field);
    for (const [key, at] of keysOf(mapping, place)) checkBlanks(key, at, "value", problems);
  }
  checkBlanks(otherFields?.pattern, [...pointer, "otherFields", "pattern"], "value", problems);
}

/** The keys that a field mapping names, with their places. */
function* keysOf(mapping: FieldMapping, pointer: Pointer): Generator<[string, Pointer]> {
  if (typeof mapping === "string") yield [mapping, pointer];
  else if (isList(mapping)) yield* listed(mapping, pointer);
  else if ("within" in mapping) yield [mapping.within, [...pointer, "within"]];
  else if ("key" in mapping) yield [mapping.key, [...pointer, "key"]];
  else if (isList(mapping.keys)) yield* listed(mapping.keys, [...pointer, "keys"]);
  else {
    for (const [name, target] of Object.entries(mapping.keys)) {
      const place = [...pointer, "keys", name];
      if (typeof target === "string") yield [target, place];
      else yield [target.key, [...place, "key"]];
    }
  }
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}

function listed(keys: readonly string[], pointer: Pointer): [string, Pointer][] {
  return keys.map((key, at) => [key, [...pointer, String(at)]]);
}

function checkBlanks(
  name: string | undefined,
  pointer: Pointer,
  at: TableProblem["at"],
  problems: TableProblem[],
): void {
  if (name === undefined || name.trim() === name) return;
  const message = at === "key"
    ? "has blanks around its name"
    : `is "${name}", with blanks around it`;
  problems.push({ pointer, at, message, hint: "They are taken as a part of the name" });
}

function checkRemovals(
  entry: FieldSetFields,
  pointer: Pointer,
  earlier: readonly FieldSetFields[],
  problems: TableProblem[],
): void {
  for (const part of ["fields", "unsupportedFields"] as const) {
    const removed = Object.entries(entry[part] ?? {}).filter(([, value]) => value === null);
    if (removed.length === 0) continue;
    const known = namesOf(earlier, part);
    for (const [field] of removed) {
      if (known.has(field)) continue;
      const hint = didYouMean(field, known);
      problems.push({
        pointer: [...pointer, part, field],
        at: "key",
        message: "removes a field that the entry does not have",
        ...(hint === undefined ? {} : { hint }),
      });
    }
  }
}

function namesOf(layers: readonly FieldSetFields[], part: "fields" | "unsupportedFields") {
  const pairs = layers.flatMap((layer) =>
    Object.entries<unknown>(layer[part] ?? {}).filter(([, value]) => value !== null)
  );
  return new Set(pairs.map(([name]) => name));
}
