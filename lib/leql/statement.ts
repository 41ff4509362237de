/**
 * A whole LEQL statement: clauses around the condition.
 *
 * Source: Rapid7, "Components for Building a Query"
 * (https://docs.rapid7.com/insightidr/components-for-building-a-query/).
 *
 * @module
 */

import type { LeqlNode } from "./ast.ts";

/** `event_type = "dns"` in `from()`. */
export interface FromClause {
  /** `event_type` or `entry_type`. */
  readonly key: string;
  /** The event types; one of them. */
  readonly eventTypes: readonly string[];
}

/** One column of `select()`. */
export interface SelectColumn {
  readonly key: string;
  /** The name behind `as`. */
  readonly alias?: string;
}

/** `where(node)` or `where(node, loose)` */
export interface WhereClause {
  readonly node: LeqlNode;
  /** True when the whole clause ignores letter case and matches parts of words. */
  readonly loose: boolean;
}

/** `count`, `sum:key`, `pctl(95):key` */
export interface StatementCalculation {
  readonly function:
    | "count"
    | "bytes"
    | "sum"
    | "average"
    | "unique"
    | "min"
    | "max"
    | "standarddeviation"
    | "percentile";
  /** Absent for `count` over events and `bytes`. */
  readonly key?: string;
  /** For `percentile`: above 0, at most 100. */
  readonly percent?: number;
}

/** One comparison of `having()`. */
export interface HavingComparison {
  readonly calculation: StatementCalculation;
  readonly operator: "<" | "<=" | ">" | ">=" | "=" | "!=";
  /** Decimal notation. */
  readonly text: string;
}

/** `asc`, `desc#key` */
export interface SortKey {
  readonly direction: "asc" | "desc";
  readonly key?: string;
}

/** `timeslice(60)`: a number of slices; `timeslice(5m)`: their width. */
export interface Timeslice {
  readonly text: string;
}

/** A statement; every clause may be left out. */
export interface LeqlStatement {
  readonly from?: FromClause;
  readonly select?: readonly SelectColumn[];
  readonly where?: WhereClause;
  /** One to five keys. */
  readonly groupBy?: readonly string[];
  readonly calculate?: StatementCalculation;
  /** All must hold. */
  readonly having?: readonly HavingComparison[];
  readonly sort?: readonly SortKey[];
  /** One number, or one for each group key. */
  readonly limit?: readonly number[];
  readonly timeslice?: Timeslice;
}
