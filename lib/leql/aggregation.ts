/**
 * Groups of events and what is asked of each: `groupby`, `calculate`, `having`.
 *
 * Source: Rapid7, "Components for Building a Query", clauses.
 *
 * @module
 */

import { quoteKey } from "./quote.ts";

/** At most this many keys in one `groupby`. */
export const MAX_GROUP_KEYS = 5;

/** What is calculated of the events of a group. */
export type Calculation =
  | { readonly kind: "count" }
  | { readonly kind: "unique" | "sum" | "average"; readonly key: string }
  | { readonly kind: "percentile"; readonly key: string; readonly percent: number };

/** A bound of the calculated value. */
export interface HavingBound {
  readonly operator: "<" | "<=" | ">" | ">=" | "=" | "!=";
  /** Decimal notation. */
  readonly text: string;
}

/** Groups and their condition. */
export interface Aggregation {
  /** One to five keys. */
  readonly groupBy: readonly string[];
  readonly calculation: Calculation;
  /** One bound, or two that make a range. */
  readonly having: readonly HavingBound[];
}

/**
 * Prints the clauses behind `where(...)`.
 *
 * @returns `groupby(k) calculate(count) having(count>=10)`
 */
export function printAggregation({ groupBy, calculation, having }: Aggregation): string {
  const subject = printCalculation(calculation);
  const bounds = having.map(({ operator, text }) => `${subject}${operator}${text}`).join(" AND ");
  return `groupby(${groupBy.map(printKey).join(", ")}) calculate(${subject}) having(${bounds})`;
}

function printCalculation(calculation: Calculation): string {
  switch (calculation.kind) {
    case "count":
      return "count";
    case "percentile":
      return `pctl(${calculation.percent}):${printKey(calculation.key)}`;
    default:
      return `${calculation.kind}:${printKey(calculation.key)}`;
  }
}

function printKey(key: string): string {
  const quoted = quoteKey(key);
  if (quoted === undefined) throw new TypeError(`Cannot print the key "${key}"`);
  return quoted;
}
