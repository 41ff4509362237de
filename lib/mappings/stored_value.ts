/**
 * Values of events in Sigma's words, as InsightIDR would store them.
 *
 * @module
 */

import type { JsonValue } from "../event/event.ts";
import { DIGEST_LENGTHS } from "./hashes.ts";
import { replaceIn } from "./map_replaced.ts";
import { surroundText } from "./map_whole.ts";
import type { PreparedValues } from "./prepare_field.ts";

/**
 * Writes a value as the events have it.
 *
 * @param value The value in Sigma's words
 * @param rules How the stored values differ; absent when they do not
 * @returns The first of the words that stand for it; a value without a counterpart stays
 */
export function storedValue(value: JsonValue, rules: PreparedValues | undefined): JsonValue {
  if (rules === undefined || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => storedValue(item, rules));
  if (typeof value === "object") return value;
  const word = rules.map?.get(String(value).toLowerCase())?.[0];
  if (word !== undefined) return word.text;
  if (typeof value !== "string") return value;
  const replaced = replaceIn(value, rules.replace);
  const small = replaced.toLowerCase();
  const prefix = rules.prefixes.find(([beginning]) => small.startsWith(beginning));
  const text = prefix === undefined ? replaced : prefix[1] + replaced.slice(prefix[0].length);
  const ending = text === "" ? "" : rules.endings[0] ?? "";
  return surroundText(withCase(text, rules.letterCase) + ending, rules.whole);
}

function withCase(text: string, letterCase: PreparedValues["letterCase"]): string {
  switch (letterCase) {
    case "lower":
      return text.toLowerCase();
    case "upper":
      return text.toUpperCase();
    default:
      return text;
  }
}

/**
 * Divides a text such as `MD5=…,SHA256=…` over the keys of its algorithms. A
 * digest without an algorithm stands under each key whose digests have its
 * length.
 *
 * @param value The text, or a list of such texts
 * @param keys LEQL key by algorithm, in capitals
 * @returns Key and digest of each part that has a key
 */
export function divideHashes(
  value: JsonValue,
  keys: ReadonlyMap<string, string>,
): readonly (readonly [key: string, digest: string])[] {
  if (Array.isArray(value)) return value.flatMap((item) => divideHashes(item, keys));
  if (typeof value !== "string") return [];
  return value.split(",").flatMap((part): (readonly [string, string])[] => {
    const equals = part.indexOf("=");
    const digest = part.slice(equals + 1).trim();
    if (equals >= 0) {
      const key = keys.get(part.slice(0, equals).trim().toUpperCase());
      return key === undefined ? [] : [[key, digest]];
    }
    return [...keys].filter(([algorithm]) => DIGEST_LENGTHS[algorithm] === digest.length)
      .map(([, key]) => [key, digest]);
  });
}
