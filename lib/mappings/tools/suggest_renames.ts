/**
 * What a key that a log does not have may be called there.
 *
 * @module
 */

import { nearest } from "../../suggest.ts";
import { beforeLastPart, lastPart, plainName } from "./key_words.ts";

/** A key that may be the one that is looked for. */
export interface Rename {
  /** The key that the log has. */
  readonly key: string;
  /** How the two differ. */
  readonly how: "style" | "prefix" | "spelling";
}

/**
 * Finds keys that missing keys may have become: the same words in another style
 * (`targetUserName`, `target_user_name`), the same key under another beginning (`query`,
 * `dns.query`), or one with the same beginning that is spelled almost alike. A key that fits one
 * missing key by style or beginning is not suggested to another one by spelling.
 *
 * @param missing The keys that the log does not have
 * @param known Keys that the log has
 * @returns For each missing key those that differ least; several when they differ in the same way,
 * none when nothing is near
 *
 * @example Another style
 * ```ts
 * import { suggestRenames } from "./suggest_renames.ts";
 * import assert from "node:assert/strict";
 *
 * const found = suggestRenames(["sourceAddress"], ["source_address", "user"]);
 * assert.deepEqual(found.get("sourceAddress"), [{ key: "source_address", how: "style" }]);
 * ```
 */
export function suggestRenames(
  missing: readonly string[],
  known: readonly string[],
): ReadonlyMap<string, readonly Rename[]> {
  const plain = known.map((key): Plain => {
    return { key, whole: plainName(key), last: plainName(lastPart(key)) };
  });
  const found = new Map(missing.map((key) => [key, sameWords(key, plain)]));
  const taken = new Set([...found.values()].flat().map(({ key }) => key));
  const free = known.filter((key) => !taken.has(key));
  for (const [key, renames] of found) {
    if (renames.length === 0) found.set(key, almostAlike(key, free));
  }
  return found;
}

/** A key and its forms without style. */
interface Plain {
  readonly key: string;
  readonly whole: string;
  readonly last: string;
}

function sameWords(missing: string, known: readonly Plain[]): readonly Rename[] {
  const whole = plainName(missing);
  const last = plainName(lastPart(missing));
  const tests: readonly (readonly [Rename["how"], (plain: Plain) => boolean])[] = [
    ["style", (plain) => plain.whole === whole],
    ["prefix", (plain) => isTail(plain.whole, whole) || isTail(whole, plain.whole)],
    ["prefix", (plain) => plain.last === last],
  ];
  for (const [how, test] of tests) {
    const fitting = known.filter(test);
    if (fitting.length > 0) return fitting.map(({ key }) => ({ key, how }));
  }
  return [];
}

/** True when the longer key is the other one with more parts in front. */
function isTail(longer: string, other: string): boolean {
  return longer.endsWith(`.${other}`);
}

function almostAlike(missing: string, known: readonly string[]): readonly Rename[] {
  const before = beforeLastPart(missing);
  const siblings = known.filter((key) => beforeLastPart(key) === before);
  const found = nearest(lastPart(missing), siblings.map(lastPart));
  return found === undefined ? [] : [{ key: `${before}${found}`, how: "spelling" }];
}
