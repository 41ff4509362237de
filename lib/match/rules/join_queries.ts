/**
 * The queries of a `.leql` file as one rule.
 *
 * @module
 */

import type { RuleReading } from "./rule_reading.ts";

/**
 * Joins the queries of a `.leql` file: they come from one rule, whose conditions and event types
 * each give one, and nothing in the file tells them apart.
 *
 * @param readings What a file gave
 * @returns One reading with all queries and their faults; the same readings for rules
 */
export function joinQueries(readings: readonly RuleReading[]): readonly RuleReading[] {
  if (readings.length < 2 || readings.some(({ kind }) => kind !== "Query")) return readings;
  const sides = readings.flatMap(({ leql }) => leql ?? []);
  const queries = sides.flatMap((side) => side.queries);
  const faults = sides.flatMap((side) => side.faults);
  return [{ ...readings[0], leql: { queries, faults } }];
}
