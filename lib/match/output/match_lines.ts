/**
 * Matches as NDJSON: one line for each rule and event, one for each group of a query that counts.
 *
 * @module
 */

import type { Counting } from "../aggregate.ts";
import type { EventMatch } from "../match_batch.ts";
import type { MatchRule } from "../rules/match_rule.ts";
import { ruleHead } from "./rule_head.ts";

/** Writes lines about a list of rules. */
export interface MatchLines {
  /** The lines of matches in one file of events. */
  readonly matches: (matches: readonly EventMatch[], file: string) => string;
  /** The lines of what the queries that count give; none for a query with a fault. */
  readonly countings: (countings: readonly Counting[]) => string;
}

/**
 * Prepares the lines.
 *
 * @param rules The rules that matches refer to
 */
export function matchLines(rules: readonly MatchRule[]): MatchLines {
  const heads = rules.map(ruleHead);
  return {
    matches(matches, file) {
      const name = JSON.stringify(file);
      let text = "";
      for (const { rule, queries, line, event } of matches) {
        text += `${heads[rule]},"conditions":[${queries.join()}],"file":${name},"line":${line},` +
          `"event":${event}}\n`;
      }
      return text;
    },
    countings(countings) {
      let text = "";
      for (const { rule, query, keys, groups } of countings) {
        if ("code" in groups) continue;
        for (const { keys: values, count, value } of groups) {
          const group = Object.fromEntries(keys.map((key, at) => [key, values[at]]));
          const rest = JSON.stringify({ condition: query, group, count, value: value ?? null });
          text += `${heads[rule]},${rest.slice(1)}\n`;
        }
      }
      return text;
    },
  };
}
