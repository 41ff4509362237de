/**
 * Names in a whole mapping table that refer to other parts of it.
 *
 * @module
 */

import { didYouMean } from "../suggest.ts";
import { checkFieldNames } from "./check_field_names.ts";
import type { Pointer } from "./pointer.ts";
import type { TableProblem } from "./problem.ts";
import type { Choice, FieldSet, MappingEntry, MappingTable } from "./table.ts";

/**
 * Checks that everything exists that a table refers to: choices and their
 * values, field sets, other entries, fields.
 *
 * @param table A whole table
 * @returns The faults, in the order of the table
 */
export function checkReferences(table: MappingTable): TableProblem[] {
  const problems: TableProblem[] = [];
  const choices = new Map<string, Choice>();
  for (const [name, choice] of Object.entries(table.choices ?? {})) {
    if (choice === null) continue;
    choices.set(name, choice);
    const pointer = ["choices", name, "default"];
    checkName(choice.default, Object.keys(choice.values), pointer, "value", "the value", problems);
  }
  for (const [id, set] of Object.entries(table.fieldSets ?? {})) {
    if (set !== null) checkFieldSet(set, ["fieldSets", id], choices, problems);
  }
  for (const [id, entry] of Object.entries(table.entries ?? {})) {
    if (entry === null) continue;
    checkEntry(entry, id, table, choices, problems);
    checkFieldNames(entry, id, table, problems);
  }
  return problems;
}

function checkFieldSet(
  { choice, alternatives }: FieldSet,
  pointer: Pointer,
  choices: ReadonlyMap<string, Choice>,
  problems: TableProblem[],
): void {
  if (choice === undefined) {
    if (alternatives === undefined) return;
    problems.push({ pointer, at: "value", message: 'has "alternatives", but no "choice"' });
    return;
  }
  const place = [...pointer, "choice"];
  if (!checkName(choice, choices.keys(), place, "value", "the choice", problems)) return;
  const known = Object.keys(choices.get(choice)!.values);
  for (const value of Object.keys(alternatives ?? {})) {
    checkName(value, known, [...pointer, "alternatives", value], "key", "the value", problems);
  }
}

function checkEntry(
  entry: MappingEntry,
  id: string,
  table: MappingTable,
  choices: ReadonlyMap<string, Choice>,
  problems: TableProblem[],
): void {
  const pointer = ["entries", id];
  for (const [name, values] of Object.entries(entry.when ?? {})) {
    const place = [...pointer, "when", name];
    if (!checkName(name, choices.keys(), place, "key", "the choice", problems)) continue;
    const known = Object.keys(choices.get(name)!.values);
    for (const [index, value] of values.entries()) {
      checkName(value, known, [...place, String(index)], "value", "the value", problems);
    }
  }
  const sets = present(table.fieldSets);
  for (const [index, name] of (entry.use ?? []).entries()) {
    const place = [...pointer, "use", String(index)];
    checkName(name, sets, place, "value", "the field set", problems);
  }
  if (entry.otherwise) checkOtherwise(entry.otherwise, id, table, problems);
  if (!entry.logsources && !isReferred(id, table)) {
    problems.push({
      pointer,
      at: "value",
      message: "names no log sources, and no other entry names it under otherwise",
    });
  }
}

function isReferred(id: string, { entries }: MappingTable): boolean {
  return Object.values(entries ?? {}).some((entry) => entry?.otherwise === id);
}

function checkOtherwise(
  otherwise: string,
  id: string,
  { entries = {} }: MappingTable,
  problems: TableProblem[],
): void {
  const pointer = ["entries", id, "otherwise"];
  if (!checkName(otherwise, present(entries), pointer, "value", "the entry", problems)) return;
  const trail = [id];
  let next: string | null | undefined = otherwise;
  while (next && !trail.includes(next)) {
    trail.push(next);
    next = Object.hasOwn(entries, next) ? entries[next]?.otherwise : undefined;
  }
  // Reported once: at the entry of the circle that stands first in the table.
  if (next !== id) return;
  const first = Object.keys(entries).find((name) => trail.includes(name));
  if (first !== id) return;
  const message = `stands in a circle: ${[...trail, id].join(" -> ")}`;
  const also = trail.slice(1).map((name) => ["entries", name, "otherwise"]);
  problems.push({ pointer, at: "value", message, also });
}

function present(members: Readonly<Record<string, unknown>> | undefined): string[] {
  return Object.keys(members ?? {}).filter((name) => members?.[name] !== null);
}

function checkName(
  name: string,
  known: Iterable<string>,
  pointer: Pointer,
  at: TableProblem["at"],
  what: string,
  problems: TableProblem[],
): boolean {
  const names = [...known];
  if (names.includes(name)) return true;
  const hint = didYouMean(name, names) ??
    (names.length === 0 || names.length > 12 ? undefined : `Known are ${names.join(", ")}`);
  problems.push({
    pointer,
    at,
    message: `names ${what} "${name}", which does not exist`,
    ...(hint === undefined ? {} : { hint }),
  });
  return false;
}
