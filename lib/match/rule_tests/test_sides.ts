/**
 * The sides of a rule that a test holds events against.
 *
 * @module
 */

import { type Diagnostic, formatDiagnostic } from "../../diagnostic.ts";
import type { Matcher } from "../../evaluate/matcher.ts";
import { type LeqlVariables, type MatchQuery, queryMatcher } from "../rules/match_rule.ts";
import type { RuleReading, RuleSide, Side } from "../rules/rule_reading.ts";
import { aggregationFault, isAggregating } from "../aggregate.ts";
import type { TestFields } from "./test_file.ts";

/** One query with what runs it. */
export interface TestQuery {
  readonly query: MatchQuery;
  readonly matcher: Matcher;
}

/** One side, ready for events. */
export interface TestSide {
  readonly side: Side;
  readonly queries: readonly TestQuery[];
  /** True when the query counts or groups events: it has one outcome for all of them. */
  readonly isAggregating: boolean;
}

/** What a test can be run on. */
export interface TestSides {
  readonly sides: readonly TestSide[];
  /** Why the test cannot be run. */
  readonly reasons: readonly string[];
  /** What is not tested, and why. */
  readonly notes: readonly string[];
}

/** How sides are chosen. */
export interface SideOptions {
  /** Whether a rule that LEQL cannot say is tested as a Sigma rule alone. */
  readonly skipUnsupported: boolean;
  readonly variables: LeqlVariables;
}

/** Said of a correlation: it has no meaning for single events. */
export const QUERY_ALONE = "A correlation is tested by its LEQL query alone: only rules can be " +
  "held against events in Sigma's field names";

const NAMES: { readonly [S in Side]: string } = { sigma: "Sigma rule", leql: "LEQL query" };

/**
 * Prepares the sides of a rule.
 *
 * @param reading The rule, read for both sides
 * @param fields Whose names the fields of the events have
 * @param options How they are chosen
 */
export function testSides(
  reading: RuleReading,
  fields: TestFields | undefined,
  options: SideOptions,
): TestSides {
  const sides: TestSide[] = [];
  const reasons: string[] = [];
  const notes: string[] = [];
  const add = (side: Side, read: RuleSide<MatchQuery> | undefined): void => {
    if (read === undefined) return;
    if (read.skipped !== undefined) {
      notes.push(`${NAMES[side]} not tested: ${read.skipped}`);
      return;
    }
    const { queries, faults } = prepare(read, options.variables);
    if (faults.length === 0) {
      const aggregating = queries.some(({ query }) =>
        query.kind === "Leql" && isAggregating(query.statement)
      );
      sides.push({ side, queries, isAggregating: aggregating });
      return;
    }
    const lines = faults.map((fault) => formatDiagnostic(fault, reading.path));
    if (side === "sigma" && reading.kind === "Correlation" && faults.every(isUnsupported)) {
      notes.push(QUERY_ALONE);
    } else if (options.skipUnsupported && faults.every(isUnsupported)) {
      notes.push(`${NAMES[side]} not tested: ${lines[0]}`);
    } else {
      reasons.push(...lines);
    }
  };
  if (fields === "sigma" || fields === undefined) add("sigma", reading.sigma);
  add("leql", reading.leql);
  if (fields === "sigma" && reading.kind === "Query") {
    reasons.push("A .leql file has no Sigma rule: its events are those of InsightIDR");
  }
  if (sides.length === 0 && reasons.length === 0) {
    reasons.push(...notes.length === 0 ? ["There is nothing to test"] : notes);
  }
  return { sides, reasons, notes: reasons.length === 0 ? notes : [] };
}

function isUnsupported({ severity }: Diagnostic): boolean {
  return severity === "unsupported";
}

function prepare(
  side: RuleSide<MatchQuery>,
  variables: LeqlVariables,
): { queries: TestQuery[]; faults: readonly Diagnostic[] } {
  if (side.faults.length > 0) return { queries: [], faults: side.faults };
  const queries: TestQuery[] = [];
  const faults: Diagnostic[] = [];
  for (const query of side.queries) {
    const fault = query.kind === "Leql" && isAggregating(query.statement)
      ? aggregationFault(query.statement, variables)
      : undefined;
    const matcher = fault ?? queryMatcher(query, variables);
    if ("matches" in matcher) queries.push({ query, matcher });
    else faults.push(matcher);
  }
  return { queries, faults };
}
