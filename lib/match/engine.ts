/**
 * Many rules on many events.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import type { Matcher } from "../evaluate/matcher.ts";
import type { LogEvent } from "../event/event.ts";
import { aggregationFault, isAggregating } from "./aggregate.ts";
import {
  type LeqlVariables,
  type MatchQuery,
  type MatchRule,
  queryMatcher,
  ruleNeed,
} from "./rules/match_rule.ts";
import { Prefilter } from "./prefilter/prefilter.ts";

/** A match of one rule. */
export interface RuleMatch {
  /** Index of the rule. */
  readonly rule: number;
  /** Indexes of the queries that match, ascending. */
  readonly queries: readonly number[];
}

/** Holds events against rules. */
export interface Engine {
  /**
   * Finds the rules that match an event.
   *
   * @param event The event
   * @returns A match for each of them, in the order of the rules
   */
  match(event: LogEvent): RuleMatch[];
}

/** A query that cannot be evaluated. */
export interface QueryFault {
  /** Index of the rule. */
  readonly rule: number;
  /** Index of the query in the rule. */
  readonly query: number;
  readonly diagnostic: Diagnostic;
}

/** An engine, and what it leaves out. */
export interface PreparedEngine {
  readonly engine: Engine;
  /** Queries that cannot be evaluated; they match nothing. */
  readonly faults: readonly QueryFault[];
}

/** How rules are evaluated. */
export interface EngineOptions {
  /** Values of LEQL variables. @default {{}} */
  readonly variables?: LeqlVariables;
  /** False to ask every rule about every event: slow, and the outcome is the same. @default {true} */
  readonly prefilter?: boolean;
}

/**
 * Prepares rules for many events.
 *
 * @param rules The rules
 * @param options How they are evaluated
 * @returns The engine; one event costs as much as there are rules that share literals with it
 */
export function prepareEngine(
  rules: readonly MatchRule[],
  { variables = {}, prefilter = true }: EngineOptions = {},
): PreparedEngine {
  const faults: QueryFault[] = [];
  const matchers = rules.map(({ queries }, rule) =>
    queries.map((query, index): Matcher | undefined => {
      const matcher = queryFault(query, variables) ?? queryMatcher(query, variables);
      if ("matches" in matcher) return matcher;
      faults.push({ rule, query: index, diagnostic: matcher });
      return undefined;
    })
  );
  const all = rules.map((_, rule) => rule);
  const filter = prefilter ? new Prefilter(rules.map(ruleNeed)) : { candidates: () => all };
  const match = (event: LogEvent): RuleMatch[] => {
    const found: RuleMatch[] = [];
    for (const rule of filter.candidates(event)) {
      const queries = matchingQueries(matchers[rule], event);
      if (queries !== undefined) found.push({ rule, queries });
    }
    return found.length > 1 ? found.sort((a, b) => a.rule - b.rule) : found;
  };
  return { engine: { match }, faults };
}

/** What counts must be able to count, too. */
function queryFault(query: MatchQuery, variables: LeqlVariables): Diagnostic | undefined {
  if (query.kind === "Sigma" || !isAggregating(query.statement)) return undefined;
  return aggregationFault(query.statement, variables);
}

function matchingQueries(
  matchers: readonly (Matcher | undefined)[],
  event: LogEvent,
): number[] | undefined {
  let found: number[] | undefined;
  for (let at = 0; at < matchers.length; at++) {
    if (matchers[at]?.matches(event)) (found ??= []).push(at);
  }
  return found;
}
