/**
 * Sigma correlations on many events.
 *
 * Source: Sigma correlation rules specification 2.1.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import type { LogEvent } from "../event/event.ts";
import { timeOf } from "../event/scalar.ts";
import type { CorrelationRule, Rule } from "../sigma/ast.ts";
import { combinations } from "./combinations.ts";
import { type Hit, type WindowTest, windowTest } from "./correlation/measure.ts";
import { type EventView, valuesReader, viewOf } from "./event_view.ts";
import type { Matcher } from "./matcher.ts";
import { NotEvaluable } from "./not_evaluable.ts";
import { sigmaMatcher } from "./sigma_matcher.ts";

/** A time span in which a correlation holds. */
export interface CorrelationMatch {
  /** The values of the `group-by` fields, as texts. */
  readonly group: readonly string[];
  /** Time of the first and of the last event, in milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Number of events. */
  readonly count: number;
}

/** What a correlation finds. */
export interface CorrelationMatches {
  /** By group, in the order of their times. */
  readonly matches: readonly CorrelationMatch[];
  /** Number of events that a rule matches and that have no time: they count in no time span. */
  readonly undated: number;
}

/** Holds events against a correlation. */
export interface CorrelationMatcher {
  /**
   * Finds the time spans in which the correlation holds.
   *
   * @param events The events, in any order
   * @returns One match where it begins to hold, and again where it does after an event at which it
   * did not; or the fault `not-evaluable`: an event in over 10,000 groups
   */
  find(events: Iterable<LogEvent>): CorrelationMatches | Diagnostic;
}

/**
 * Prepares a correlation.
 *
 * The time span slides: it ends at each event, both ends included. An event without one of the
 * `group-by` fields counts in no group, one with several values in a group for each.
 *
 * @param correlation A correlation of rules
 * @param rules The rules that it refers to, in the same order; one with several conditions matches
 * when one of them does
 * @param timestampField The field with the time of an event: ISO 8601, or seconds or milliseconds
 * since 1970
 * @returns The matcher, or the fault `not-evaluable`: as for `sigmaMatcher`, and for a condition of
 * the correlation that has no meaning here
 */
export function correlationMatcher(
  correlation: CorrelationRule,
  rules: readonly Rule[],
  timestampField: string,
): CorrelationMatcher | Diagnostic {
  return orDiagnostic(() => prepare(correlation, rules, timestampField));
}

function orDiagnostic<T>(run: () => T): T | Diagnostic {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof NotEvaluable)) throw error;
    return error.toDiagnostic("correlation");
  }
}

interface Part {
  readonly at: number;
  readonly matchers: readonly Matcher[];
  readonly readGroup: readonly ReturnType<typeof valuesReader>[];
  readonly readValues: readonly ReturnType<typeof valuesReader>[];
}

function prepare(
  correlation: CorrelationRule,
  rules: readonly Rule[],
  timestampField: string,
): CorrelationMatcher | Diagnostic {
  if (rules.length !== correlation.rules.length) {
    throw new NotEvaluable(`it refers to ${correlation.rules.length} rules, not ${rules.length}`);
  }
  const parts: Part[] = [];
  for (const [at, rule] of rules.entries()) {
    const matchers: Matcher[] = [];
    for (let condition = 0; condition < rule.conditions.length; condition++) {
      const matcher = sigmaMatcher(rule, condition);
      if ("code" in matcher) return matcher;
      matchers.push(matcher);
    }
    const readers = (names: readonly string[]) =>
      names.map((name) => valuesReader(fieldOf(correlation, name, rule, at)));
    const [readGroup, readValues] = [correlation.groupBy, correlation.condition.fields].map(
      readers,
    );
    parts.push({ at, matchers, readGroup, readValues });
  }
  const test = windowTest(correlation);
  const readTime = valuesReader(timestampField);
  const span = correlation.timespan.seconds * 1000;
  return {
    find: (events) =>
      orDiagnostic(() => {
        const { groups, undated } = collect(events, parts, readTime);
        const matches = groups.flatMap(({ group, hits }) =>
          slide(hits, span, test).map((found) => ({ group, ...found }))
        );
        return { matches, undated };
      }),
  };
}

interface Group {
  readonly group: readonly string[];
  /** In the order of their times. */
  readonly hits: Hit[];
}

function collect(
  events: Iterable<LogEvent>,
  parts: readonly Part[],
  readTime: ReturnType<typeof valuesReader>,
): { readonly groups: readonly Group[]; readonly undated: number } {
  const groups = new Map<string, Group>();
  let undated = 0;
  for (const event of events) {
    const matching = parts.filter(({ matchers }) => matchers.some((one) => one.matches(event)));
    if (matching.length === 0) continue;
    const view = viewOf(event);
    const time = readTime(view).values.map(timeOf).find((found) => found !== undefined);
    if (time === undefined) {
      undated++;
      continue;
    }
    for (const [id, group, hit] of hitsOf(view, matching, time)) {
      const known = groups.get(id);
      if (known === undefined) groups.set(id, { group, hits: [hit] });
      else known.hits.push(hit);
    }
  }
  for (const { hits } of groups.values()) hits.sort((a, b) => a.time - b.time);
  return { groups: [...groups.values()], undated };
}

/** The field that a name, or an alias, stands for in a rule. */
function fieldOf(
  { aliases, rules }: CorrelationRule,
  name: string,
  { metadata }: Rule,
  at: number,
): string {
  const alias = aliases.find((candidate) => candidate.name === name);
  if (alias === undefined) return name;
  const names = [rules[at].name, metadata.id, metadata.name];
  const field = alias.fields.find(({ rule }) => names.includes(rule))?.field;
  if (field === undefined) {
    throw new NotEvaluable(`the alias "${name}" has no field for "${rules[at].name}"`, alias.span);
  }
  return field;
}

/** An event, once in each of its groups. */
function hitsOf(
  view: EventView,
  parts: readonly Part[],
  time: number,
): Iterable<readonly [id: string, group: readonly string[], hit: Hit]> {
  const known = new Map<string, readonly [string, readonly string[], Hit]>();
  for (const { at, readGroup, readValues } of parts) {
    for (const group of combinations(readGroup.map((read) => [...new Set(read(view).plain)]))) {
      const id = JSON.stringify(group);
      let entry = known.get(id);
      if (entry === undefined) {
        const values = readValues.map((read) => read(view));
        entry = [id, group, { time, rules: new Set(), values }];
        known.set(id, entry);
      }
      entry[2].rules.add(at);
    }
  }
  return known.values();
}

function slide(
  hits: readonly Hit[],
  span: number,
  test: WindowTest,
): Omit<CorrelationMatch, "group">[] {
  const found: Omit<CorrelationMatch, "group">[] = [];
  let start = 0;
  let held = false;
  for (let end = 0; end < hits.length; end++) {
    // Events of one moment are looked at together.
    if (hits[end + 1]?.time === hits[end].time) continue;
    const { time } = hits[end];
    while (time - hits[start].time > span) start++;
    const holds = test(hits, start, end + 1);
    if (holds && !held) found.push({ from: hits[start].time, to: time, count: end + 1 - start });
    held = holds;
  }
  return found;
}
