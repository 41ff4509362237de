/**
 * Queries that count or group events, over all events of a run.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { aggregateEvents, type GroupResult } from "../evaluate/leql_aggregate.ts";
import { type JsonObject, type JsonValue, type LogEvent, makeEvent } from "../event/event.ts";
import { valuesAt } from "../event/lookup.ts";
import type { LeqlStatement } from "../leql/statement.ts";
import type { CountedEvent } from "./match_batch.ts";
import type { LeqlVariables, MatchRule } from "./rules/match_rule.ts";

/** Most events that one query may count. */
export const MAX_COUNTED_EVENTS = 1_000_000;

/** True when the query counts or groups events instead of listing them. */
export function isAggregating({ groupBy, calculate, having }: LeqlStatement): boolean {
  return groupBy !== undefined || calculate !== undefined || having !== undefined;
}

/** Returns what a query that counts looks at, of an event that its condition matches. */
export function pickFields(
  statement: LeqlStatement,
  event: LogEvent,
): { readonly fields: JsonObject; readonly line?: string } {
  const fields: [string, JsonValue][] = [];
  for (const key of keysOf(statement)) {
    const values = valuesAt(event.fields, key);
    if (values.length > 0) fields.push([key, values.length === 1 ? values[0] : values]);
  }
  const picked = Object.fromEntries(fields);
  return countsBytes(statement) ? { fields: picked, line: event.line } : { fields: picked };
}

function calculationsOf({ calculate, having = [] }: LeqlStatement) {
  return [...calculate === undefined ? [] : [calculate], ...having.map((one) => one.calculation)];
}

function keysOf(statement: LeqlStatement): Set<string> {
  const keys = calculationsOf(statement).flatMap(({ key }) => key ?? []);
  return new Set([...statement.groupBy ?? [], ...keys]);
}

function countsBytes(statement: LeqlStatement): boolean {
  return calculationsOf(statement).some((calculation) => calculation.function === "bytes");
}

/** What a query that counts gives. */
export interface Counting {
  /** Index of the rule. */
  readonly rule: number;
  /** Index of the query. */
  readonly query: number;
  /** Names of the group keys. */
  readonly keys: readonly string[];
  readonly groups: readonly GroupResult[] | Diagnostic;
}

/** Gathers the events of all queries that count. */
export class Aggregation {
  readonly #rules: readonly MatchRule[];
  readonly #variables: LeqlVariables;
  readonly #events: Map<string, LogEvent[]> = new Map();

  /**
   * @param rules The rules
   * @param variables Values of LEQL variables
   */
  constructor(rules: readonly MatchRule[], variables: LeqlVariables) {
    this.#rules = rules;
    this.#variables = variables;
  }

  /** Takes events, in their order. */
  add(counted: readonly CountedEvent[]): void {
    for (const { rule, query, fields, line } of counted) {
      const id = `${rule} ${query}`;
      const events = this.#events.get(id);
      const event = makeEvent(fields, line ?? "");
      if (events === undefined) this.#events.set(id, [event]);
      else if (events.length <= MAX_COUNTED_EVENTS) events.push(event);
    }
  }

  /** Returns what the queries give, in the order of the rules. */
  results(): Counting[] {
    const results: Counting[] = [];
    this.#rules.forEach(({ queries }, rule) =>
      queries.forEach((query, at) => {
        if (query.kind !== "Leql" || !isAggregating(query.statement)) return;
        const keys = query.statement.groupBy ?? [];
        const events = this.#events.get(`${rule} ${at}`) ?? [];
        results.push({ rule, query: at, keys, groups: this.#groups(query.statement, events) });
      })
    );
    return results;
  }

  #groups(statement: LeqlStatement, events: readonly LogEvent[]): GroupResult[] | Diagnostic {
    if (events.length > MAX_COUNTED_EVENTS) return TOO_MANY;
    const { where: _, ...rest } = statement;
    return aggregateEvents(rest, events, { variables: this.#variables });
  }
}

const TOO_MANY = diagnostic(
  "unsupported",
  "not-evaluable",
  `Cannot evaluate the query: more than ${MAX_COUNTED_EVENTS} events match its condition`,
  undefined,
  "Give fewer events",
);

/**
 * Says why a query that counts cannot be evaluated, before there are events.
 *
 * @param statement The statement
 * @param variables Values of LEQL variables
 */
export function aggregationFault(
  statement: LeqlStatement,
  variables: LeqlVariables,
): Diagnostic | undefined {
  const outcome = aggregateEvents(statement, [], { variables });
  return Array.isArray(outcome) ? undefined : outcome;
}
