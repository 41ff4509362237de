/**
 * What is known of the fields of a rule before events are made.
 *
 * @module
 */

import { DIGEST_LENGTHS } from "../mappings/hashes.ts";
import type { PreparedEntry } from "../mappings/prepare.ts";
import type { Rule } from "../sigma/ast.ts";
import { fieldOf, keysOf } from "./field_values.ts";
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
export type FieldFacts = Required<
  Pick<WitnessOptions, "hashFields" | "digestFields" | "dependentFields" | "knownValues">
>;

/**
 * Finds what an entry knows of fields.
 *
 * @param entry The entry; absent when fields are keys
 * @param names The fields of a rule
 */
export function fieldFacts(entry: PreparedEntry | undefined, names: Iterable<string>): FieldFacts {
  const hashKeys = new Map<string, ReadonlyMap<string, string>>();
  const knownValues = new Map<string, readonly string[]>();
  const users = new Map<string, Set<string>>();
  const lengths = new Map<string, number>();
  for (const name of entry === undefined ? [] : names) {
    const field = fieldOf(name, entry!);
    let keys = keysOf(name, entry!);
    if (field?.kind === "Hashes") {
      hashKeys.set(name, field.keys);
      keys = [...field.keys.values()];
      for (const [algorithm, key] of field.keys) lengths.set(key, DIGEST_LENGTHS[algorithm]);
    } else if (field?.kind === "Keys" && field.values !== undefined) {
      knownValues.set(name, field.values.spelled);
    }
    for (const key of keys) users.set(key, (users.get(key) ?? new Set()).add(name));
  }
  const digestFields = new Map<string, number>();
  const dependentFields = new Set(hashKeys.keys());
  for (const [key, sharing] of users) {
    if (sharing.size < 2) continue;
    const length = lengths.get(key);
    for (const name of sharing) {
      dependentFields.add(name);
      if (length !== undefined && !hashKeys.has(name)) digestFields.set(name, length);
    }
  }
  const hashFields = new Map<string, readonly string[]>();
  for (const [name, keys] of hashKeys) {
    const isAlone = (algorithm: string) => (users.get(keys.get(algorithm) ?? "")?.size ?? 0) < 2;
    hashFields.set(name, Object.keys(DIGEST_LENGTHS).filter(isAlone));
  }
  return { hashFields, digestFields, dependentFields, knownValues };
}
