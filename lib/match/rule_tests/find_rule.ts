/**
 * Which rule of its file a test is about.
 *
 * @module
 */

import { didYouMean } from "../../suggest.ts";
import { joinQueries } from "../rules/join_queries.ts";
import type { RuleReading } from "../rules/rule_reading.ts";

/**
 * Finds the rule of a test.
 *
 * @param readings The rules of the file
 * @param id Id, name or title; not needed when there is one rule alone, as in a `.leql` file, whose
 * queries are of one rule
 * @returns The rule, or why it is not known which one is meant
 */
export function findRule(
  readings: readonly RuleReading[],
  id: string | undefined,
): RuleReading | string {
  if (id === undefined) {
    const rules = joinQueries(readings);
    if (rules.length === 0) return "The file has no rule to test";
    return rules.length === 1
      ? rules[0]
      : `The file has ${rules.length} rules: say with "id" which one the test is about`;
  }
  const named = readings.filter((one) => [one.id, one.name, one.title].includes(id));
  if (named.length === 1) return named[0];
  if (named.length > 1) return `Several rules of the file are called "${id}"`;
  const known = readings.flatMap((one) => [one.id, one.name, one.title])
    .filter((name) => name !== null);
  const hint = didYouMean(id, known);
  const end = hint === undefined ? "" : ` (${hint})`;
  return `No rule of the file has the id, name or title "${id}"${end}`;
}
