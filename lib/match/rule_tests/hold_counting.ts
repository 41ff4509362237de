/**
 * Queries that count or group events: one outcome for all events of a test.
 *
 * @module
 */

import type { LogEvent } from "../../event/event.ts";
import { aggregateEvents } from "../../evaluate/leql_aggregate.ts";
import { isAggregating } from "../aggregate.ts";
import type { LeqlVariables } from "../rules/match_rule.ts";
import { shortText } from "./short_text.ts";
import type { TestQuery } from "./test_sides.ts";

/** What counting gave. */
export interface CountingOutcome {
  /** Whether a query gives a group, or, without groups, matches an event. */
  readonly isFound: boolean;
  /** How many events the conditions match, and the groups before `having`. */
  readonly explanation: readonly string[];
}

/** Most groups that are shown. */
const MAX_GROUPS = 10;

/**
 * Counts events.
 *
 * @param queries Queries of one rule
 * @param events All events, in the keys of the queries
 * @param variables Values of LEQL variables
 */
export function holdCounting(
  queries: readonly TestQuery[],
  events: readonly LogEvent[],
  variables: LeqlVariables,
): CountingOutcome {
  let isFound = false;
  const explanation: string[] = [];
  for (const { query, matcher } of queries) {
    if (query.kind !== "Leql") continue;
    const matching = events.filter((event) => matcher.matches(event));
    explanation.push(`${matching.length} of ${events.length} events match the condition`);
    if (!isAggregating(query.statement)) {
      if (matching.length > 0) isFound = true;
      continue;
    }
    const { where: _where, ...counting } = query.statement;
    const { having: _having, ...open } = counting;
    const groups = aggregateEvents(counting, matching, { variables });
    if (Array.isArray(groups) && groups.length > 0) isFound = true;
    const all = aggregateEvents(open, matching, { variables });
    for (const { keys, count, value } of Array.isArray(all) ? all.slice(0, MAX_GROUPS) : []) {
      const name = keys.map(shortText).join(", ");
      explanation.push(`  group ${name}: ${count} events, value ${value ?? "none"}`);
    }
  }
  return { isFound, explanation };
}
