/**
 * The keys that a log really has, as its owner asks the Log Search API for them.
 *
 * @module
 */

/** Keys, or why there are none. */
export type TopKeys =
  | { readonly keys: readonly string[] }
  | { readonly reason: string };

/** Under which names answers have a list of keys, and a key its name. */
const LIST_NAMES = ["topkeys", "top_keys", "topKeys", "keys"];
const KEY_NAMES = ["key", "name"];

/** What Log Search puts before the keys of JSON events. */
const JSON_PREFIX = "json.";

/**
 * Reads a list of keys: the answer of `GET /management/logs/{id}/topkeys`, which is
 * `{"topkeys": [{"key": "json.query", "weight": 0.9}]}`, a JSON list of names or of such objects, or
 * one name a line, where `#` begins a comment.
 *
 * @param text The content of a file
 * @returns Each key once, without `json.`, in the order of the text; or a reason
 *
 * @example An answer of the API
 * ```ts
 * import { readTopKeys } from "./read_topkeys.ts";
 * import assert from "node:assert/strict";
 *
 * const answer = '{"topkeys": [{"key": "json.query", "weight": 0.9}, {"key": "user"}]}';
 * assert.deepEqual(readTopKeys(answer), { keys: ["query", "user"] });
 * assert.deepEqual(readTopKeys("query\nuser\n"), { keys: ["query", "user"] });
 * ```
 */
export function readTopKeys(text: string): TopKeys {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  const names = /^[[{]/.test(trimmed) ? readJson(trimmed) : readLines(trimmed);
  if (typeof names === "string") return { reason: names };
  const keys = new Set(names.map(withoutPrefix).filter((name) => name !== ""));
  return keys.size === 0 ? { reason: "it names no key" } : { keys: [...keys] };
}

function readLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.replace(/(?:^|\s)#.*/, "").trim());
}

function readJson(text: string): readonly string[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `it is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  const list = Array.isArray(value) ? value : listIn(value as Readonly<Record<string, unknown>>);
  if (list === undefined) {
    return 'it is an object without a list "topkeys": expected an answer of ' +
      "GET /management/logs/{id}/topkeys";
  }
  const names = list.map(nameOf);
  const at = names.indexOf(undefined);
  if (at >= 0) return `item ${at + 1} of its list names no key`;
  return names as string[];
}

function listIn(answer: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  const lists = LIST_NAMES.map((name) => answer[name]);
  return lists.find((list) => Array.isArray(list)) as readonly unknown[] | undefined;
}

function nameOf(item: unknown): string | undefined {
  if (typeof item === "string") return item;
  if (typeof item !== "object" || item === null) return undefined;
  const members = item as Readonly<Record<string, unknown>>;
  const names = KEY_NAMES.map((name) => members[name]);
  return names.find((name) => typeof name === "string") as string | undefined;
}

function withoutPrefix(name: string): string {
  return name.startsWith(JSON_PREFIX) ? name.slice(JSON_PREFIX.length) : name;
}
