/**
 * Which properties of fields and conditions go together.
 *
 * @module
 */

import type { Pointer } from "./pointer.ts";
import type { TableProblem } from "./problem.ts";
import type { FieldMapping, FieldSet, FixedCondition, ValueRules } from "./table.ts";

/** What needs a key whose values it can be about. */
const VALUE_RULES = [
  "values",
  "otherValues",
  "synonyms",
  "noValue",
  "valuesEvidence",
  "case",
  "prefixes",
  "replace",
  "whole",
  "endings",
  "loss",
  "sameAs",
];

/** What is about the names of `values`. */
const NEED_VALUES = ["otherValues", "synonyms", "valuesEvidence"];

/** Maps whose names are compared without letter case. */
const CASELESS_MAPS = ["values", "prefixes", "replace"] as const;

/** Checks what stands for a field. */
export function checkField(
  mapping: FieldMapping,
  pointer: Pointer,
  problems: TableProblem[],
): void {
  if (typeof mapping === "string" || Array.isArray(mapping)) return;
  const has = (name: string) => Object.hasOwn(mapping, name);
  const { keys, values } = mapping as { keys?: unknown; values?: object };
  const wants = ["key", "keys", "within"].filter(has);
  const rule = VALUE_RULES.find(has);
  let message: string | undefined;
  if (wants.length > 1) message = `has both "${wants[0]}" and "${wants[1]}"`;
  else if (wants.length === 0) message = 'lacks the property "key", "keys" or "within"';
  else if (has("split") && !has("keys")) message = `has both "${wants[0]}" and "split"`;
  else if (has("split") && Array.isArray(keys)) {
    message = 'is split, so its "keys" must be an object from algorithm to key';
  } else if (!has("split") && keys !== undefined && !Array.isArray(keys)) {
    message = 'has an object as "keys", so it needs "split": "hashes"';
  } else if (rule !== undefined && (has("split") || has("within"))) {
    message = `has "${rule}", which needs "key" or a list of "keys"`;
  } else if (!has("values") && NEED_VALUES.some(has)) {
    message = `has "${NEED_VALUES.find(has)}", but no "values"`;
  } else if (has("noValue") && !has("key")) {
    message = 'has "noValue", which needs one "key"';
  } else if (has("common") && !has("within")) {
    message = 'has "common", but no "within"';
  }
  if (message !== undefined) problems.push({ pointer, at: "value", message });
  for (const name of CASELESS_MAPS) {
    const map = (mapping as ValueRules)[name];
    if (map !== undefined) checkSpellings(map, [...pointer, name], problems);
  }
  checkSynonyms(mapping as ValueRules, pointer, problems);
  for (const [value, target] of Object.entries(values ?? {})) {
    if (typeof target === "string" || Array.isArray(target)) continue;
    if (Object.keys(target).length === 1) continue;
    const place = [...pointer, "values", value];
    problems.push({ pointer: place, at: "value", message: "has more than one property" });
  }
}

/** Reports each name that stands there already, in other letters. */
function checkSpellings(map: object, pointer: Pointer, problems: TableProblem[]): void {
  const spelled = new Map<string, string>();
  for (const name of Object.keys(map)) {
    const known = spelled.get(name.toLowerCase());
    spelled.set(name.toLowerCase(), name);
    if (known === undefined) continue;
    const message = `stands there already as "${known}": letter case does not count`;
    problems.push({ pointer: [...pointer, name], at: "key", message });
  }
}

/** A synonym is a value that is mapped, of one group alone. */
function checkSynonyms(
  { values, synonyms }: ValueRules,
  pointer: Pointer,
  problems: TableProblem[],
): void {
  if (values === undefined) return;
  const known = new Set(Object.keys(values).map((name) => name.toLowerCase()));
  const seen = new Set<string>();
  for (const [at, group] of (synonyms ?? []).entries()) {
    for (const [index, name] of group.entries()) {
      const small = name.toLowerCase();
      const place = [...pointer, "synonyms", String(at), String(index)];
      if (!known.has(small)) {
        problems.push({ pointer: place, at: "value", message: 'is none of the "values"' });
      } else if (seen.has(small)) {
        problems.push({ pointer: place, at: "value", message: "stands in the groups already" });
      }
      seen.add(small);
    }
  }
}

/** Checks a fixed condition. */
export function checkCondition(
  condition: FixedCondition,
  pointer: Pointer,
  problems: TableProblem[],
): void {
  const has = (name: string) => Object.hasOwn(condition, name);
  for (const [one, other] of [["field", "key"], ["value", "values"]]) {
    if (has(one) !== has(other)) continue;
    const message = has(one)
      ? `has both "${one}" and "${other}"`
      : `lacks the property "${one}" or "${other}"`;
    problems.push({ pointer, at: "value", message });
  }
}

/** Checks how a field set depends on a choice. */
export function checkFieldSetForm(
  { choice, alternatives }: FieldSet,
  pointer: Pointer,
  problems: TableProblem[],
): void {
  if (choice === undefined || alternatives !== undefined) return;
  problems.push({ pointer, at: "value", message: 'has a "choice", but no "alternatives"' });
}
