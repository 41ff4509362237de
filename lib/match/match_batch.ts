/**
 * One batch of events held against all rules: the same work in a worker and without one.
 *
 * @module
 */

import type { JsonObject, LogEvent } from "../event/event.ts";
import type { Engine } from "./engine.ts";
import type { EventBatch } from "./events/batch.ts";
import { eachEvent, type EventFault, type EventPlace } from "./events/decode_event.ts";
import { isAggregating, pickFields } from "./aggregate.ts";
import type { MatchRule } from "./rules/match_rule.ts";

/** A rule that matches an event. */
export interface EventMatch extends EventPlace {
  /** Index of the rule. */
  readonly rule: number;
  /** Indexes of the queries that match, ascending. */
  readonly queries: readonly number[];
}

/** An event that a query counts or groups. */
export interface CountedEvent {
  /** Index of the rule. */
  readonly rule: number;
  /** Index of the query. */
  readonly query: number;
  /** The fields that the query looks at. */
  readonly fields: JsonObject;
  /** The raw line, where the query looks at it. */
  readonly line?: string;
}

/** What a batch became. Plain data. */
export interface BatchOutcome {
  /** Number of events that could be read. */
  readonly events: number;
  /** In the order of the events, for each in the order of the rules. */
  readonly matches: readonly EventMatch[];
  readonly counted: readonly CountedEvent[];
  readonly faults: readonly EventFault[];
}

/** How events are read. */
export interface MatchOptions {
  /** Whether events of the Windows event log get Sigma's field names. */
  readonly isWindows: boolean;
}

/** Holds the events of a batch against the rules that the engine was made of. */
export function matchBatch(
  batch: EventBatch,
  engine: Engine,
  rules: readonly MatchRule[],
  { isWindows }: MatchOptions,
): BatchOutcome {
  let events = 0;
  const matches: EventMatch[] = [];
  const counted: CountedEvent[] = [];
  const faults: EventFault[] = [];
  const take = (event: LogEvent, place: EventPlace): void => {
    events++;
    for (const { rule, queries } of engine.match(event)) {
      const listing: number[] = [];
      for (const at of queries) {
        const query = rules[rule].queries[at];
        if (query.kind === "Leql" && isAggregating(query.statement)) {
          counted.push({ rule, query: at, ...pickFields(query.statement, event) });
        } else {
          listing.push(at);
        }
      }
      if (listing.length > 0) matches.push({ ...place, rule, queries: listing });
    }
  };
  eachEvent(batch, isWindows, take, (fault) => faults.push(fault));
  return { events, matches, counted, faults };
}
