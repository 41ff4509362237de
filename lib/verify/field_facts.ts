/**
 * What is known of the fields of a rule before events are made.
 *
 * @module
 */

import type { PreparedEntry } from "../mappings/prepare.ts";
import type { Rule } from "../sigma/ast.ts";
import { conditionTree } from "./witnesses/tree.ts";
import type { WitnessOptions } from "./witnesses/witness.ts";

/** The fields that a condition looks at. */
export function fieldsOf(rule: Rule, condition: number): string[] {
  return (conditionTree(rule, condition)?.leaves ?? []).flatMap(({ field, value }) => {
    const own = field === null ? [] : [field];
    return value.kind === "FieldRef" ? [...own, value.field] : own;
  });
}

/** What an entry knows of the values of fields. */
export function fieldFacts(
  entry: PreparedEntry | undefined,
): Required<Pick<WitnessOptions, "hashFields" | "knownValues">> {
  const hashFields = new Set<string>();
  const knownValues = new Map<string, readonly string[]>();
  for (const [name, field] of entry?.fields ?? []) {
    if (field.kind === "Hashes") hashFields.add(name);
    else if (field.kind === "Keys" && field.values !== undefined) {
      knownValues.set(name, field.values.spelled);
    }
  }
  return { hashFields, knownValues };
}
