/**
 * Why the queries of one side match an event, or do not.
 *
 * @module
 */

import type { LogEvent } from "../../event/event.ts";
import type { LeqlQuery, LeqlVariables } from "../rules/match_rule.ts";
import { explainLeql } from "./explain_leql.ts";
import { explainSigma } from "./explain_sigma.ts";
import type { TestQuery } from "./test_sides.ts";

/**
 * Explains the outcome of all queries of a side. Queries of several event types that differ in
 * nothing else are explained once.
 *
 * @param queries The queries
 * @param event The event, in the names of the side
 * @param wanted The outcome that was expected
 * @param variables Values of LEQL variables
 * @returns Lines
 */
export function explainQueries(
  queries: readonly TestQuery[],
  event: LogEvent,
  wanted: boolean,
  variables: LeqlVariables,
): readonly string[] {
  const explained = new Map<string, { heads: string[]; lines: readonly string[] }>();
  for (const { query, matcher } of queries) {
    // Of several conditions, only those that match are to blame for a match.
    if (!wanted && !matcher.matches(event)) continue;
    const heads = query.kind === "Leql" ? fromLines(query) : [];
    const lines = query.kind === "Sigma"
      ? explainSigma(query.rule, query.condition, event, wanted)
      : whereLines(query, event, wanted, variables);
    const key = `${heads.length} ${lines.join("\n")}`;
    const same = explained.get(key);
    if (same === undefined) explained.set(key, { heads, lines });
    else same.heads.push(...heads);
  }
  return [...explained.values()].flatMap(({ heads, lines }) => [...new Set(heads), ...lines]);
}

function fromLines({ statement: { from } }: LeqlQuery): string[] {
  return from === undefined ? [] : [`from: ${from.eventTypes.join(", ")}`];
}

function whereLines(
  { statement: { where }, text }: LeqlQuery,
  event: LogEvent,
  wanted: boolean,
  variables: LeqlVariables,
): readonly string[] {
  return where === undefined ? [text] : explainLeql(where, event, wanted, variables);
}
