/**
 * Different fields of a rule that lie under one key.
 *
 * @module
 */

import { type Diagnostic, diagnostic, withEffect } from "../diagnostic.ts";
import type { Rule } from "../sigma/ast.ts";
import type { PreparedEntry } from "./prepare_entry.ts";
import type { PreparedField } from "./prepare_field.ts";
import { requiredValues } from "./required_values.ts";

/** The fields that a rule uses under a key, by key. */
export type KeyUsers = Map<string, string[]>;

/**
 * Notes that a rule uses a field.
 *
 * @param name The field
 * @param field What stands for it; `undefined` when it keeps its name. A field with a loss of its
 * own says itself how it lies under its keys.
 * @param users Gets it
 */
export function noteUse(name: string, field: PreparedField | undefined, users?: KeyUsers): void {
  if (users === undefined || (field !== undefined && field.kind !== "Keys")) return;
  if (field?.loss !== undefined) return;
  for (const key of field?.keys ?? [name]) {
    const known = users.get(key);
    if (known === undefined) users.set(key, [name]);
    else if (!known.includes(name)) known.push(name);
  }
}

/**
 * Judges the keys that stand for several fields of a rule.
 *
 * A stored event has one value under a key, and the events of the rule one for each field. That is
 * no loss where the fields are one property under two names: the table says so (`sameAs`), or they
 * are spelled alike but for case and signs.
 *
 * @param rule The rule, in Sigma fields
 * @param mapped The same in LEQL keys, with fixed conditions
 * @param entry The entry that maps it
 * @param users The fields that it uses, by key
 * @returns `shared-key` for each such key; `never-matches` where the fields must have values there
 * that one key cannot have at once
 */
export function sharedKeys(
  rule: Rule,
  mapped: Rule,
  entry: PreparedEntry,
  users: KeyUsers,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [key, names] of users) {
    if (names.length < 2 || isOneProperty(names, entry)) continue;
    const never = rule.conditions.map((_, at) => isNever(rule, mapped, at, key, names));
    found.push(sharedKey(rule, key, names, never));
  }
  return found;
}

const HINT = "Give each field a key of its own in a mapping table of your own, or say sameAs " +
  "there when they are one property";

function sharedKey(
  rule: Rule,
  key: string,
  names: readonly string[],
  never: readonly boolean[],
): Diagnostic {
  const fields = names.map((name) => `"${name}"`).join(" and ");
  const span = rule.logsourceSpan;
  if (never.every((one) => one)) {
    const message = `The query could match no event: the fields ${fields} lie under one key, ` +
      `"${key}", and the rule asks it for different values at once`;
    return diagnostic("unsupported", "never-matches", message, span, HINT);
  }
  const message = `The fields ${fields} of the rule lie under one key, "${key}", which has one ` +
    "value for all of them";
  return withEffect(diagnostic("warning", "shared-key", message, span, HINT), "mixed");
}

/** Whether a condition can hold, but not with one value for all of the fields. */
function isNever(
  rule: Rule,
  mapped: Rule,
  at: number,
  key: string,
  names: readonly string[],
): boolean {
  const possible = requiredValues(mapped.conditions[at].node, mapped.identifiers, key);
  if (possible?.size !== 0) return false;
  const { node } = rule.conditions[at];
  return names.every((name) => requiredValues(node, rule.identifiers, name)?.size !== 0);
}

/** Whether fields are one property: named so by the table, or spelled alike. */
function isOneProperty(names: readonly string[], { fields }: PreparedEntry): boolean {
  const links = [...fields].flatMap(([name, field]): (readonly [string, string])[] => {
    const other = field.kind === "Keys" ? field.sameAs : undefined;
    return other === undefined ? [] : [[plain(name), plain(other)]];
  });
  const known = new Set([plain(names[0])]);
  // What is added while it runs is visited, too.
  for (const name of known) {
    for (const [one, other] of links) {
      if (one === name) known.add(other);
      else if (other === name) known.add(one);
    }
  }
  return names.every((name) => known.has(plain(name)));
}

/** The name without letter case and signs: `Threat Name` and `threat_name` are one. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
