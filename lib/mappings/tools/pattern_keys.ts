/**
 * Keys that are made of the names of fields, held against the keys that a log has.
 *
 * @module
 */

import { fieldKey } from "../field_key.ts";
import { beforeLastPart, lastPart, plainName } from "./key_words.ts";

/** What a field's name becomes, as a regular expression. */
const FORMS: Readonly<Record<string, string>> = {
  name: ".+",
  lower: "[^A-Z]+",
  lowerCamel: "[^A-Z].*",
  snake: "[^A-Z]+",
};

/** Fewer keys may agree by chance. */
const MIN_AGREEING = 2;

/**
 * Makes a test of keys: whether one can be what a pattern makes of a field.
 *
 * @param pattern A key with `{name}`, `{lower}`, `{lowerCamel}` or `{snake}`
 */
export function patternTest(pattern: string): (key: string) => boolean {
  const [before, form, after] = pattern.split(/[{}]/);
  const regexp = new RegExp(`^${escape(before)}${FORMS[form] ?? ".+"}${escape(after)}$`, "s");
  return (key) => regexp.test(key);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** A pattern, and how many keys agree with it. */
export interface PatternCount {
  readonly pattern: string;
  readonly count: number;
}

/**
 * Finds the pattern that most keys of a log agree with.
 *
 * @param keys The keys
 * @param fields Names of Sigma fields that they may stand for
 * @param like A pattern that no key agrees with: where it has a beginning, so has what is found
 * @returns The pattern by which most keys are made of a field's name; `undefined` when there are
 * fewer than two such keys
 *
 * @example Small letters under a common beginning
 * ```ts
 * import { commonPattern } from "./pattern_keys.ts";
 * import assert from "node:assert/strict";
 *
 * const keys = ["event.targetusername", "event.commandline", "source"];
 * const fields = ["TargetUserName", "CommandLine", "Image"];
 * assert.deepEqual(commonPattern(keys, fields, "xml.{name}"), {
 *   pattern: "event.{lower}",
 *   count: 2,
 * });
 * ```
 */
export function commonPattern(
  keys: readonly string[],
  fields: Iterable<string>,
  like: string,
): PatternCount | undefined {
  const byName = new Map<string, string[]>();
  for (const field of fields) {
    const name = plainName(field);
    byName.set(name, [...byName.get(name) ?? [], field]);
  }
  const counts = new Map<string, number>();
  for (const key of keys) {
    const before = beforeLastPart(key);
    if (before === "" && !like.startsWith("{")) continue;
    const named = byName.get(plainName(lastPart(key))) ?? [];
    for (const form of Object.keys(FORMS)) {
      const pattern = `${before}{${form}}`;
      if (!named.some((field) => fieldKey(pattern, field) === key)) continue;
      counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
    }
  }
  let best: PatternCount | undefined;
  for (const [pattern, count] of counts) {
    if (count >= MIN_AGREEING && count > (best?.count ?? 0)) best = { pattern, count };
  }
  return best;
}
