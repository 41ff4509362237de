/**
 * Matches for people: how many each rule has.
 *
 * @module
 */

import type { Counting } from "../aggregate.ts";
import type { MatchRule } from "../rules/match_rule.ts";
import { shortText } from "../rule_tests/short_text.ts";

/** Most groups that are shown of one query. */
const MAX_GROUPS = 20;

/**
 * Writes the table of rules that match.
 *
 * @param rules The rules
 * @param counts Matches of each rule
 * @param countings What the queries that count give
 * @returns Lines of text, the rule with most matches first
 */
export function matchSummary(
  rules: readonly MatchRule[],
  counts: readonly number[],
  countings: readonly Counting[],
): string {
  const totals = [...counts];
  for (const { rule, groups } of countings) {
    if (Array.isArray(groups)) totals[rule] += groups.length;
  }
  const found = totals.map((count, rule) => ({ count, rule })).filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || a.rule - b.rule);
  const width = Math.max(7, ...found.slice(0, 1).map(({ count }) => String(count).length));
  let text = "";
  for (const { count, rule } of found) {
    const { path, title, level } = rules[rule];
    const parts = [path, title, level === null ? null : `[${level}]`];
    const name = parts.filter((part) => part !== null).map(shortText).join("  ");
    text += `${String(count).padStart(width)}  ${name}\n`;
    for (const line of groupLines(countings.filter((one) => one.rule === rule))) {
      text += `${" ".repeat(width)}    ${line}\n`;
    }
  }
  return found.length === 0 ? "No rule matches\n" : text;
}

function groupLines(countings: readonly Counting[]): string[] {
  const lines: string[] = [];
  for (const { keys, groups } of countings) {
    if (!Array.isArray(groups)) continue;
    for (const { keys: values, count, value } of groups.slice(0, MAX_GROUPS)) {
      const names = keys.map((key, at) => `${key} ${shortText(values[at])}`);
      const events = `${count} event${count === 1 ? "" : "s"}`;
      lines.push(
        [...names, value === undefined || value === count ? events : `${events}, value ${value}`]
          .join(", "),
      );
    }
    if (groups.length > MAX_GROUPS) lines.push(`${groups.length - MAX_GROUPS} more groups`);
  }
  return lines;
}
