/**
 * What a key that a log does not have may be called there.
 *
 * @module
 */

import { nearest } from "../../suggest.ts";
import { lastPart, plainName } from "./key_words.ts";

/** A key that may be the one that is looked for. */
export interface Rename {
  /** The key that the log has. */
  readonly key: string;
  /** How the two differ. */
  readonly how: "style" | "prefix" | "spelling";
}

/**
 * Finds keys that a missing key may have become: the same words in another style
 * (`targetUserName`, `target_user_name`), the same key under another beginning (`query`,
 * `dns.query`), or one that is spelled almost alike.
 *
 * @param missing The key that the log does not have
 * @param known Keys that the log has
 * @returns Those that differ least; several when they differ in the same way, none when nothing is
 * near
 *
 * @example Another style
 * ```ts
 * import { suggestRenames } from "./suggest_renames.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(suggestRenames("sourceAddress", ["source_address", "user"]), [
 *   { key: "source_address", how: "style" },
 * ]);
 * ```
 */
export function suggestRenames(missing: string, known: readonly string[]): readonly Rename[] {
  const wanted = plainName(missing);
  const styles = known.filter((key) => plainName(key) === wanted);
  if (styles.length > 0) return styles.map((key) => ({ key, how: "style" }));
  const prefixes = known.filter((key) => isTail(plainName(key), wanted));
  if (prefixes.length > 0) return prefixes.map((key) => ({ key, how: "prefix" }));
  const last = plainName(lastPart(missing));
  const moved = known.filter((key) => plainName(lastPart(key)) === last);
  if (moved.length > 0) return moved.map((key) => ({ key, how: "prefix" }));
  const key = nearest(missing, known);
  return key === undefined ? [] : [{ key, how: "spelling" }];
}

/** True when one is the other with more parts in front. */
function isTail(a: string, b: string): boolean {
  return a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}
