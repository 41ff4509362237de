/**
 * Outcomes of tests as NDJSON.
 *
 * @module
 */

import type { TestOutcome } from "../rule_tests/outcome.ts";

/** Returns the line for one test. */
export function testLine(outcome: TestOutcome): string {
  const { path, line, name, status, rule = null, events, failed, failures, reasons, notes } =
    outcome;
  const told = failures.map(({ expected, side, origin, event = null, explanation }) => ({
    expected: expected ? "match" : "no_match",
    side,
    file: origin?.path ?? null,
    line: origin?.line ?? null,
    event,
    explanation,
  }));
  return `${
    JSON.stringify({
      path,
      line,
      name,
      status,
      rule,
      events,
      failed,
      failures: told,
      reasons,
      notes,
    })
  }\n`;
}
