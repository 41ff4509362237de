/**
 * The clauses of a query beside `where`.
 *
 * Sources: Rapid7, "Components for Building a Query" (clauses), "Analytic Functions and
 * Visualizations" (functions) and "Event Types and Keys" (`from`).
 *
 * @module
 */

import { MAX_GROUP_KEYS } from "../aggregation.ts";
import type {
  FromClause,
  HavingComparison,
  SelectColumn,
  SortKey,
  StatementCalculation,
  Timeslice,
} from "../statement.ts";
import { didYouMean } from "../../suggest.ts";
import { type Cursor, ReadFault } from "./cursor.ts";
import { isNumber } from "./numbers.ts";

/** `event_type = "dns"`, `event_type IN ["dns", "ids"]`, several joined by OR. */
export function parseFrom(cursor: Cursor): FromClause {
  let key: string | undefined;
  const eventTypes: string[] = [];
  do {
    const token = cursor.peek();
    const name = parseKey(cursor);
    if (name !== "event_type" && name !== "entry_type") {
      throw new ReadFault(
        "leql-syntax",
        `Cannot read the key "${name}" in from()`,
        token,
        didYouMean(name, ["event_type", "entry_type"]) ?? "Conditions stand in where()",
      );
    }
    if (key !== undefined && key !== name) {
      throw new ReadFault(
        "leql-syntax",
        "Cannot read event_type and entry_type in one from()",
        token,
      );
    }
    key = name;
    eventTypes.push(...parseEventTypes(cursor));
  } while (cursor.takeWord("OR"));
  return { key, eventTypes };
}

function parseEventTypes(cursor: Cursor): string[] {
  const token = cursor.peek();
  if (token.kind === "Operator" && token.operator === "=") {
    cursor.next();
    return [parseEventType(cursor)];
  }
  if (!cursor.takeWord("IN") && !cursor.takeWord("IIN")) throw cursor.unexpected('"="');
  cursor.expectSign("[");
  const types: string[] = [];
  do types.push(parseEventType(cursor)); while (cursor.takeSign(","));
  cursor.expectSign("]");
  return types;
}

function parseEventType(cursor: Cursor): string {
  const token = cursor.peek();
  const name = parseText(cursor, "an event type");
  if (token.kind === "Word") {
    cursor.warn(
      "undocumented-form",
      "The documentation of LEQL shows event types in quotes alone",
      token,
      `Write "${name}"`,
    );
  }
  return name;
}

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

const FUNCTIONS: ReadonlyMap<string, StatementCalculation["function"]> = new Map([
  ["count", "count"],
  ["bytes", "bytes"],
  ["sum", "sum"],
  ["average", "average"],
  ["unique", "unique"],
  ["min", "min"],
  ["max", "max"],
  ["standarddeviation", "standarddeviation"],
  ["sd", "standarddeviation"],
  ["pctl", "percentile"],
  ["percentile", "percentile"],
]);

/** `count`, `sum:key`, `pctl(95):key` */
export function parseCalculation(cursor: Cursor): StatementCalculation {
  const token = cursor.peek();
  if (token.kind !== "Word") throw cursor.unexpected("a function such as count or sum:key");
  cursor.next();
  const colon = token.text.indexOf(":");
  const name = (colon < 0 ? token.text : token.text.slice(0, colon)).toLowerCase();
  const calculated = FUNCTIONS.get(name);
  if (calculated === undefined) {
    throw new ReadFault(
      "leql-unknown-word",
      `LEQL has no function "${name}"`,
      token,
      name === "avg" || name === "mean" ? "Write average" : didYouMean(name, FUNCTIONS.keys()),
    );
  }
  let rest = colon < 0 ? "" : token.text.slice(colon);
  let percent: number | undefined;
  if (calculated === "percentile") {
    percent = parsePercent(cursor);
    const behind = cursor.peek();
    if (behind.kind === "Word" && behind.text.startsWith(":")) {
      cursor.next();
      rest = behind.text;
    }
  }
  const key = rest === ":" ? parseKey(cursor) : rest === "" ? undefined : rest.slice(1);
  if (calculated === "bytes" ? key !== undefined : key === undefined && calculated !== "count") {
    throw new ReadFault(
      "leql-syntax",
      calculated === "bytes" ? "Cannot read a key behind bytes" : `Cannot find the key of ${name}`,
      token,
      calculated === "bytes"
        ? undefined
        : `Write ${percent === undefined ? name : `${name}(95)`}:key`,
    );
  }
  return {
    function: calculated,
    ...(key === undefined ? undefined : { key }),
    ...(percent === undefined ? undefined : { percent }),
  };
}

function parsePercent(cursor: Cursor): number {
  cursor.expectSign("(", "Write pctl(95):key");
  const token = cursor.next();
  const percent = token.kind === "Word" && isNumber(token.text) ? Number(token.text) : 0;
  if (!(percent > 0 && percent <= 100)) {
    throw new ReadFault(
      "leql-syntax",
      "Cannot read the percentage: it is above 0 and at most 100",
      token,
    );
  }
  cursor.expectSign(")");
  return percent;
}

/** `count>10 AND count<20` */
export function parseHaving(cursor: Cursor): readonly HavingComparison[] {
  const comparisons: HavingComparison[] = [];
  do {
    const calculation = parseCalculation(cursor);
    const operator = cursor.peek();
    if (operator.kind !== "Operator" || operator.operator === "==" || operator.operator === "!==") {
      throw cursor.unexpected("an operator for numbers");
    }
    cursor.next();
    const number = cursor.peek();
    if (number.kind !== "Word" || !isNumber(number.text)) throw cursor.unexpected("a number");
    cursor.next();
    comparisons.push({ calculation, operator: operator.operator, text: number.text });
  } while (cursor.takeWord("AND"));
  if (cursor.isWord("OR")) {
    throw cursor.unexpected("AND or the end of having()", "having() is not known to take OR");
  }
  return comparisons;
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

function parseKey(cursor: Cursor): string {
  return parseText(cursor, "a key");
}

function parseText(cursor: Cursor, what: string): string {
  const token = cursor.peek();
  if (token.kind !== "Word" && token.kind !== "Quoted" || token.text === "") {
    throw cursor.unexpected(what);
  }
  cursor.next();
  return token.text;
}
