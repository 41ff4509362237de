/**
 * Which rules have tests.
 *
 * @module
 */

import type { TestOutcome } from "./rule_tests/outcome.ts";
import { shortText } from "./rule_tests/short_text.ts";

/** A rule that may have tests. */
export interface CoverableRule {
  readonly path: string;
  readonly rule: number;
  readonly id: string | null;
  readonly title: string | null;
}

/** Which rules have tests. */
export interface Coverage {
  /** Number of rules. */
  readonly rules: number;
  /** Number of those with an event that must match, in a test that ran. */
  readonly tested: number;
  /** The others, in order. */
  readonly untested: readonly CoverableRule[];
}

/**
 * Counts rules with tests. A test without an event that must match does not count: a rule that
 * matches nothing would pass it.
 *
 * @param rules All rules
 * @param outcomes All tests
 */
export function coverageOf(
  rules: readonly CoverableRule[],
  outcomes: readonly TestOutcome[],
): Coverage {
  const key = ({ path, rule }: { path: string; rule: number }): string => `${rule} ${path}`;
  const tested = new Set<string>();
  for (const { rule, expected, status } of outcomes) {
    if (rule !== undefined && expected > 0 && status !== "error") tested.add(key(rule));
  }
  const untested = rules.filter((rule) => !tested.has(key(rule)))
    .map(({ path, rule, id, title }) => ({ path, rule, id, title }));
  return { rules: rules.length, tested: rules.length - untested.length, untested };
}

/** The share of rules with tests in percent, 100 without any rules; not rounded. */
export function coveragePercent({ rules, tested }: Coverage): number {
  return rules === 0 ? 100 : 100 * tested / rules;
}

/** Writes the coverage for people. */
export function coverageText(coverage: Coverage): string {
  const { rules, tested, untested } = coverage;
  // Rounded down: 100 % must mean all of them.
  const percent = Math.floor(coveragePercent(coverage) * 10) / 10;
  const head = `${tested} of ${rules} rules have an event that must match (${percent} %)\n`;
  if (untested.length === 0) return head;
  const lines = untested.map(({ path, title }) => {
    return `  ${shortText(title === null ? path : `${path}  ${title}`)}\n`;
  });
  return `${head}Without tests:\n${lines.join("")}`;
}

/** Returns the coverage as one line of NDJSON. */
export function coverageLine(coverage: Coverage): string {
  return `${JSON.stringify({ coverage })}\n`;
}
