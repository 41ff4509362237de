/**
 * Whole LEQL statements on many events: groups, and what is calculated of each.
 *
 * Source: Rapid7, "Components for Building a Query", clauses.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import type { LogEvent } from "../event/event.ts";
import { numberOfText } from "../event/scalar.ts";
import { type LeqlNode, someNode } from "../leql/ast.ts";
import type { HavingComparison, LeqlStatement, SortKey } from "../leql/statement.ts";
import { combinations } from "./combinations.ts";
import { type EventView, valuesReader, viewOf } from "./event_view.ts";
import { type Accumulator, accumulator } from "./leql/calculate.ts";
import { leqlMatcher, type LeqlMatchOptions } from "./leql_matcher.ts";
import { NotEvaluable } from "./not_evaluable.ts";

/** One group of events. */
export interface GroupResult {
  /** The values of the group keys, as texts, in the order of `groupby`; empty without one. */
  readonly keys: readonly string[];
  /** Number of events. */
  readonly count: number;
  /** What `calculate` gives, their number by default; `undefined` when no event has a value. */
  readonly value: number | undefined;
}

/**
 * Groups events as a statement says.
 *
 * An event without one of the group keys is in no group; one whose key has several values is in a
 * group for each. Without `sort` groups stand in the order of their first events, and without
 * `limit` there are all of them. `from` and `select` are not looked at: they change no group. The
 * time span is that of the events.
 *
 * @param statement The statement
 * @param events The events, in the keys of the statement
 * @param options Variables
 * @returns The groups, or the fault `not-evaluable`: as for `leqlMatcher`, and for `timeslice`, a
 * `having` without a number, and keys that a regular expression of the query captures
 */
export function aggregateEvents(
  statement: LeqlStatement,
  events: Iterable<LogEvent>,
  options: Pick<LeqlMatchOptions, "variables"> = {},
): GroupResult[] | Diagnostic {
  try {
    return aggregate(statement, events, options);
  } catch (error) {
    if (!(error instanceof NotEvaluable)) throw error;
    return error.toDiagnostic("query");
  }
}

interface Group {
  readonly keys: readonly string[];
  readonly count: Accumulator;
  readonly value: Accumulator;
  readonly having: readonly Accumulator[];
}

function aggregate(
  { where, groupBy = [], calculate, having = [], sort = [], limit = [], timeslice }: LeqlStatement,
  events: Iterable<LogEvent>,
  options: Pick<LeqlMatchOptions, "variables">,
): GroupResult[] | Diagnostic {
  if (timeslice !== undefined) throw new NotEvaluable("events are not divided by their time");
  const usedKeys = [
    ...groupBy,
    calculate?.key,
    ...having.map(({ calculation }) => calculation.key),
  ];
  for (const key of usedKeys) refuseKey(key, where?.node);
  const matcher = where && leqlMatcher(where.node, { ...options, loose: where.loose });
  if (matcher !== undefined && "code" in matcher) return matcher;
  const readers = groupBy.map(valuesReader);
  const startCount = accumulator({ function: "count" });
  const startValue = accumulator(calculate ?? { function: "count" });
  const starts = having.map(({ calculation }) => accumulator(calculation));
  const bounds = having.map(readBound);
  const groups = new Map<string, Group>();
  for (const event of events) {
    if (matcher !== undefined && !matcher.matches(event)) continue;
    const view = viewOf(event);
    for (const keys of combinations(readers.map((read) => [...new Set(read(view).plain)]))) {
      const id = JSON.stringify(keys);
      let group = groups.get(id);
      if (group === undefined) {
        const having = starts.map((start) => start());
        group = { keys, count: startCount(), value: startValue(), having };
        groups.set(id, group);
      }
      addEvent(group, view);
    }
  }
  const results = [...groups.values()]
    .filter((group) => bounds.every((holds, at) => holds(group.having[at].result())))
    .map(({ keys, count, value }) => ({ keys, count: count.result()!, value: value.result() }));
  return limited(sorted(results, sort, groupBy), limit);
}

function addEvent({ count, value, having }: Group, event: EventView): void {
  count.add(event);
  value.add(event);
  for (const accumulator of having) accumulator.add(event);
}

function refuseKey(key: string | undefined, where: LeqlNode | undefined): void {
  if (key === undefined) return;
  if (key === "#log") throw new NotEvaluable("an event does not know its log");
  const capture = `(?P<${key}>`;
  const captures = where !== undefined &&
    someNode(where, (node) =>
      (node.kind === "Keyword" && node.regex.pattern.includes(capture)) ||
      ("operand" in node && JSON.stringify(node.operand).includes(capture)));
  if (captures) throw new NotEvaluable(`"${key}" is captured by a regular expression`);
}

function readBound(
  { operator, text }: HavingComparison,
): (value: number | undefined) => boolean {
  const bound = numberOfText(text);
  if (bound === undefined) throw new NotEvaluable(`"${text}" is no number without a unit`);
  const compare = COMPARE[operator];
  return (value) => value !== undefined && compare(value, bound);
}

const COMPARE: {
  readonly [O in HavingComparison["operator"]]: (a: number, b: number) => boolean;
} = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

/** `sort(asc)` goes by the value, `sort(asc#key)` by a group key; the first that differs decides. */
function sorted(
  groups: readonly GroupResult[],
  sort: readonly SortKey[],
  groupBy: readonly string[],
): GroupResult[] {
  const orders = sort.map(({ direction, key }) => {
    const at = key === undefined ? -1 : groupBy.indexOf(key);
    if (key !== undefined && at < 0) throw new NotEvaluable(`"${key}" is no key of groupby`);
    const sign = direction === "asc" ? 1 : -1;
    return (a: GroupResult, b: GroupResult) =>
      sign * (at < 0 ? (a.value ?? 0) - (b.value ?? 0) : compareTexts(a.keys[at], b.keys[at]));
  });
  return [...groups].sort((a, b) => {
    for (const order of orders) {
      const difference = order(a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function compareTexts(a: string, b: string): number {
  const [left, right] = [numberOfText(a), numberOfText(b)];
  if (left !== undefined && right !== undefined && left !== right) return left - right;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** A number for each key: so many values of the first one, of the second below each, and so on. */
function limited(groups: readonly GroupResult[], limit: readonly number[]): GroupResult[] {
  if (limit.length === 0) return [...groups];
  if (limit.length === 1) return groups.slice(0, limit[0]);
  const kept = new Map<string, Set<string>>();
  return groups.filter(({ keys }) =>
    keys.every((key, at) => {
      if (limit[at] === undefined) return true;
      const above = JSON.stringify(keys.slice(0, at));
      const values = kept.get(above) ?? new Set();
      if (values.size < limit[at]) values.add(key);
      kept.set(above, values);
      return values.has(key);
    })
  );
}
