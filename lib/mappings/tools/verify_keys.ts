/**
 * The keys of entries, held against the keys that a log really has.
 *
 * @module
 */

import type { Choices, MappingTable } from "../table.ts";
import { withoutIndexes } from "./key_words.ts";
import { commonPattern, type PatternCount, patternTest } from "./pattern_keys.ts";
import { fieldsServedBy } from "./served_fields.ts";
import { type Rename, suggestRenames } from "./suggest_renames.ts";
import {
  type FieldsOfRules,
  knownFields,
  type UsedKey,
  type UsedKeys,
  usedKeys,
  type UsedPattern,
} from "./used_keys.ts";

/**
 * Whether a log has a key. `undecided`: the list names an object and not its parts.
 */
export type KeyState = "found" | "missing" | "undecided";

/** A key that entries use. */
export interface KeyCheck extends UsedKey {
  readonly state: KeyState;
  /** For a missing key: what it may be called. */
  readonly renames: readonly Rename[];
}

/** A pattern that entries use. */
export interface PatternCheck extends UsedPattern {
  /** Number of keys of the log that it can make of a field's name, and that no field has. */
  readonly count: number;
  /** When there is none: a pattern that the log agrees with. */
  readonly better?: PatternCount;
}

/** A key of the log that no entry uses. */
export interface UnusedKey {
  readonly key: string;
  /** Sigma fields that it may serve, the likeliest first. */
  readonly fields: readonly string[];
}

/** Another value of a choice, under which more keys are found. */
export interface BetterChoice {
  readonly choice: string;
  readonly value: string;
  /** Number of keys that are found under it. */
  readonly found: number;
  /** Number of keys that the entries use under it. */
  readonly of: number;
}

/** What came of it. */
export interface Verification {
  /** Keys that the entries use, in the order of the table. */
  readonly keys: readonly KeyCheck[];
  readonly patterns: readonly PatternCheck[];
  /** Keys of the log that no entry uses, in the order of the list. */
  readonly unused: readonly UnusedKey[];
  /** Values of choices that fit the log better, the best first. */
  readonly betterChoices: readonly BetterChoice[];
}

/** What is held against what. */
export interface VerifyInput {
  readonly table: MappingTable;
  /** A value for each choice of the table. */
  readonly choices: Choices;
  /** Ids of the entries. */
  readonly entries: readonly string[];
  /** Keys that the log has. */
  readonly listed: readonly string[];
  /** Fields of rules, by id of the entry that carries them. */
  readonly fields?: FieldsOfRules;
}

/** Holds the keys of entries against those of a log. */
export function verifyKeys(input: VerifyInput): Verification {
  const { table } = input;
  const listed = [...new Set(input.listed.map(withoutIndexes))];
  const used = usedIn(input, input.choices);
  const isListed = listedTest(listed);
  const claimed = new Set(used.keys.map(({ key }) => withoutIndexes(key)));
  const free = listed.filter((key) => !claimed.has(key));
  const fields = knownFields(table);
  const states = used.keys.map(({ key }) => isListed(key));
  const missing = used.keys.flatMap(({ key }, at) => states[at] === "missing" ? [key] : []);
  const renames = suggestRenames(missing, free);
  const keys = used.keys.map((key, at): KeyCheck => {
    return { ...key, state: states[at], renames: renames.get(key.key) ?? [] };
  });
  const tests = used.patterns.map(({ pattern }) => patternTest(pattern));
  const patterns = used.patterns.map((pattern, at): PatternCheck => {
    const count = free.filter(tests[at]).length;
    const better = count > 0 ? undefined : commonPattern(free, fields, pattern.pattern);
    return { ...pattern, count, ...(better && { better }) };
  });
  const explained = new Set([
    ...[...renames.values()].flat().map(({ key }) => key),
    ...[...claimed].flatMap(parents),
  ]);
  const unused = free.filter((key) => !explained.has(key) && !tests.some((test) => test(key)));
  const serve = fieldsServedBy(table, input.entries, keys);
  return {
    keys,
    patterns,
    unused: unused.map((key) => ({ key, fields: serve(key) })),
    betterChoices: betterChoices({ ...input, listed }, found(keys)),
  };
}

function usedIn({ table, entries, fields }: VerifyInput, choices: Choices): UsedKeys {
  return usedKeys(table, choices, entries, fields);
}

function listedTest(listed: readonly string[]): (key: string) => KeyState {
  const names = new Set(listed);
  const objects = new Set(listed.flatMap(parents));
  return (written) => {
    const key = withoutIndexes(written);
    // The object has parts in the list, so it is there.
    if (names.has(key) || objects.has(key)) return "found";
    return parents(key).some((parent) => names.has(parent)) ? "undecided" : "missing";
  };
}

/** `a` and `a.b` for `a.b.c`. */
function parents(key: string): string[] {
  const parts = key.split(".");
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join("."));
}

function found(keys: readonly { readonly state: KeyState }[]): number {
  return keys.filter(({ state }) => state === "found").length;
}

/** Only choices on which the field sets of the entries depend can change their keys. */
function betterChoices(input: VerifyInput, now: number): BetterChoice[] {
  const { table, choices, entries, listed } = input;
  const isListed = listedTest(listed);
  const sets = new Set(entries.flatMap((id) => table.entries?.[id]?.use ?? []));
  const names = new Set([...sets].flatMap((id) => table.fieldSets?.[id]?.choice ?? []));
  const better: BetterChoice[] = [];
  for (const choice of names) {
    for (const value of Object.keys(table.choices?.[choice]?.values ?? {})) {
      if (value === choices[choice]) continue;
      const { keys } = usedIn(input, { ...choices, [choice]: value });
      const count = found(keys.map(({ key }) => ({ state: isListed(key) })));
      if (count > now) better.push({ choice, value, found: count, of: keys.length });
    }
  }
  return better.sort((a, b) => b.found - a.found);
}
