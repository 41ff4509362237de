/**
 * Rules and queries, ready to be held against events. Plain data, so that they can cross to a
 * worker.
 *
 * @module
 */

import type { Diagnostic } from "../../diagnostic.ts";
import { sigmaMatcher } from "../../evaluate/sigma_matcher.ts";
import { leqlMatcher } from "../../evaluate/leql_matcher.ts";
import type { Matcher } from "../../evaluate/matcher.ts";
import type { LogEvent } from "../../event/event.ts";
import { valuesAt } from "../../event/lookup.ts";
import type { LeqlStatement } from "../../leql/statement.ts";
import type { Rule } from "../../sigma/ast.ts";
import { ANY_EVENT, type Need, needAny } from "../prefilter/need.ts";
import { leqlNeed } from "../prefilter/leql_need.ts";
import { sigmaNeed } from "../prefilter/sigma_need.ts";

/** One condition of a Sigma rule, for events in Sigma's field names. */
export interface SigmaQuery {
  readonly kind: "Sigma";
  readonly rule: Rule;
  /** Index of the condition, from 0. */
  readonly condition: number;
}

/** A LEQL query, for events as InsightIDR stores them. */
export interface LeqlQuery {
  readonly kind: "Leql";
  readonly statement: LeqlStatement;
  /** The query as it was read. */
  readonly text: string;
}

/** What is held against events. */
export type MatchQuery = SigmaQuery | LeqlQuery;

/** A rule of which at least one query can be read. */
export interface MatchRule {
  /** Path of its file, as it stands in reports. */
  readonly path: string;
  /** Index of the document in its file, from 0. */
  readonly rule: number;
  readonly id: string | null;
  readonly title: string | null;
  readonly level: string | null;
  /** One for each condition; an event that one of them matches matches the rule. */
  readonly queries: readonly MatchQuery[];
}

/** Values of LEQL variables, by name. */
export type LeqlVariables = Readonly<Record<string, readonly string[]>>;

/**
 * Prepares a query. Of a statement, `from` and `where` are looked at.
 *
 * @param query The query
 * @param variables Values of LEQL variables
 * @returns What tells which events it matches, or the fault `not-evaluable`
 */
export function queryMatcher(
  query: MatchQuery,
  variables: LeqlVariables,
): Matcher | Diagnostic {
  if (query.kind === "Sigma") return sigmaMatcher(query.rule, query.condition);
  const { from, where } = query.statement;
  const matcher = where === undefined
    ? ANY_MATCHER
    : leqlMatcher(where.node, { loose: where.loose, variables });
  if (from === undefined || !("matches" in matcher)) return matcher;
  return { matches: (event) => isOfType(event, from) && matcher.matches(event) };
}

const ANY_MATCHER: Matcher = { matches: () => true };

/** `from()` names the log; an event that names another type does not come from it. */
function isOfType(
  { fields }: LogEvent,
  { key, eventTypes }: NonNullable<LeqlStatement["from"]>,
): boolean {
  const named = valuesAt(fields, key);
  return named.length === 0 || named.some((value) => eventTypes.some((type) => type === value));
}

/** What must stand in an event for the rule to match it. */
export function ruleNeed({ queries }: MatchRule): Need {
  return needAny(queries.map((query) => {
    if (query.kind === "Sigma") return sigmaNeed(query.rule, query.condition);
    const { where } = query.statement;
    return where === undefined ? ANY_EVENT : leqlNeed(where);
  }));
}
