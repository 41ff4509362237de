/**
 * What is held against events: a rule or a query, on one side or both.
 *
 * @module
 */

import type { Diagnostic } from "../../diagnostic.ts";
import type { PreparedEntry } from "../../mappings/prepare.ts";
import type { Rule } from "../../sigma/ast.ts";
import type { LeqlQuery, MatchQuery, SigmaQuery } from "./match_rule.ts";

/** Events in Sigma's field names, or as InsightIDR stores them. */
export type Side = "sigma" | "leql";

/** One side of a rule. */
export interface RuleSide<Q extends MatchQuery> {
  /** One for each condition; empty when a fault is there. */
  readonly queries: readonly Q[];
  /** Why there are no queries, with line and column. */
  readonly faults: readonly Diagnostic[];
  /** Why there are no queries though nothing is wrong. */
  readonly skipped?: string;
}

/** A rule of a file, a correlation, or a query of a `.leql` file. */
export interface RuleReading {
  /** Path of the file. */
  readonly path: string;
  /** Index of the document in its file, from 0. */
  readonly rule: number;
  readonly kind: "Rule" | "Correlation" | "Query" | "Unknown";
  readonly id: string | null;
  readonly title: string | null;
  /** The name for references. */
  readonly name: string | null;
  readonly level: string | null;
  /** For events in Sigma's field names; absent when it was not asked for. */
  readonly sigma?: RuleSide<SigmaQuery>;
  /** For events as InsightIDR stores them; absent when it was not asked for. */
  readonly leql?: RuleSide<LeqlQuery>;
  /** The rule, or those of a correlation: what tells how InsightIDR stores their events. */
  readonly stored: readonly StoredRule[];
}

/** A rule whose events are translated to the keys of a query. */
export interface StoredRule {
  /** The rule as it is written, with its filters. */
  readonly written: Rule;
  /** Entry of the mapping table that carries the rule in the query; absent without a table. */
  readonly entry?: PreparedEntry;
}
