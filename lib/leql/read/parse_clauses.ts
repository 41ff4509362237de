/**
 * The clauses of a query that need no file of their own: columns, groups, order, limits.
 *
 * Source: Rapid7, "Components for Building a Query" (clauses).
 *
 * @module
 */

import { MAX_GROUP_KEYS } from "../aggregation.ts";
import type { SelectColumn, SortKey, Timeslice } from "../statement.ts";
import type { Cursor } from "./cursor.ts";
import { parseKey, parseText } from "./parse_name.ts";
import { ReadFault } from "./read_fault.ts";

/** `key as name, key` */
export function parseSelect(cursor: Cursor): readonly SelectColumn[] {
  const columns: SelectColumn[] = [];
  do {
    const key = parseKey(cursor);
    columns.push(cursor.takeWord("AS") ? { key, alias: parseText(cursor, "a name") } : { key });
  } while (cursor.takeSign(","));
  return columns;
}

/** One to five keys. */
export function parseGroupBy(cursor: Cursor): readonly string[] {
  const start = cursor.peek().start;
  const keys: string[] = [];
  do keys.push(parseKey(cursor)); while (cursor.takeSign(","));
  if (keys.length > MAX_GROUP_KEYS) {
    throw new ReadFault(
      "leql-syntax",
      `Cannot group by ${keys.length} keys: there may be ${MAX_GROUP_KEYS}`,
      cursor.spanFrom(start),
    );
  }
  return keys;
}

const DIRECTIONS: ReadonlyMap<string, SortKey["direction"]> = new Map([
  ["asc", "asc"],
  ["ascending", "asc"],
  ["desc", "desc"],
  ["dsc", "desc"],
  ["descending", "desc"],
]);

/** `asc, desc#key` */
export function parseSort(cursor: Cursor): readonly SortKey[] {
  const keys: SortKey[] = [];
  do {
    const token = cursor.peek();
    if (token.kind !== "Word") throw cursor.unexpected("asc or desc");
    cursor.next();
    const hash = token.text.indexOf("#");
    const name = (hash < 0 ? token.text : token.text.slice(0, hash)).toLowerCase();
    const direction = DIRECTIONS.get(name);
    if (direction === undefined) {
      throw new ReadFault(
        "leql-syntax",
        `Cannot sort by "${token.text}"`,
        token,
        "Write asc or desc, with # before a key: desc#key",
      );
    }
    const rest = hash < 0 ? undefined : token.text.slice(hash + 1);
    const key = rest === "" ? parseKey(cursor) : rest;
    keys.push(key === undefined ? { direction } : { direction, key });
  } while (cursor.takeSign(","));
  return keys;
}

/** `350`, `100, 20` */
export function parseLimit(cursor: Cursor): readonly number[] {
  const limits: number[] = [];
  do {
    const token = cursor.peek();
    if (token.kind !== "Word" || !/^[1-9]\d{0,8}$/.test(token.text)) {
      throw cursor.unexpected("a whole number from 1 on");
    }
    cursor.next();
    limits.push(Number(token.text));
  } while (cursor.takeSign(","));
  return limits;
}

/** `60`, `5m` */
export function parseTimeslice(cursor: Cursor): Timeslice {
  const token = cursor.peek();
  if (token.kind !== "Word" || !/^[1-9]\d*[smhd]?$/i.test(token.text)) {
    throw cursor.unexpected(
      "a number of slices, or their width",
      "Write timeslice(60), or a width such as 30s, 5m, 1h or 1d",
    );
  }
  cursor.next();
  return { text: token.text };
}
