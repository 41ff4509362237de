/**
 * Outcomes of tests for people.
 *
 * @module
 */

import type { TestFailure, TestOutcome } from "../rule_tests/outcome.ts";
import { shortJson, shortText } from "../rule_tests/short_text.ts";
import { QUERY_ALONE } from "../rule_tests/test_sides.ts";

/**
 * Writes the tests that did not pass, and what was not tested in others.
 *
 * @param outcome How a test ended
 * @returns Lines of text, each with its line break; none for a test that simply passed
 */
export function testText(outcome: TestOutcome): string {
  const { path, line, name, status, reasons, failures, failed, notes } = outcome;
  const lines = [
    ...reasons,
    ...failures.flatMap(failureLines),
    ...(failed > failures.length ? [`${failed - failures.length} more failures`] : []),
    // The summary says that, for all tests at once.
    ...notes.filter((note) => note !== QUERY_ALONE),
  ];
  if (lines.length === 0) return "";
  const head = `${HEADS[status]} ${path}:${line} ${shortText(name)}`;
  return `${[head, ...lines.map((one) => `  ${one}`)].join("\n")}\n`;
}

const HEADS: { readonly [S in TestOutcome["status"]]: string } = {
  passed: "ok   ",
  failed: "FAIL ",
  error: "ERROR",
};

const SIDES = { sigma: "the Sigma rule", leql: "the LEQL query" } as const;

/** The lines of one failure, the first says it all. */
export function failureLines(failure: TestFailure): string[] {
  const { expected, side, origin, event, explanation } = failure;
  const what = origin === undefined ? "the events" : `event at ${origin.path}:${origin.line}`;
  const [must, does] = expected ? ["must match", "does not"] : ["must not match", "does"];
  return [
    `${what} ${must}, and ${SIDES[side]} ${does}`,
    ...(event === undefined ? [] : [`  ${shortJson(event)}`]),
    ...explanation.map((line) => `  ${line}`),
  ];
}

/**
 * Counts outcomes.
 *
 * @param outcomes All outcomes
 * @returns One line with its line break, and another when there are tests of correlations
 */
export function testSummary(outcomes: readonly TestOutcome[]): string {
  const number = (status: TestOutcome["status"]): number =>
    outcomes.filter((outcome) => outcome.status === status).length;
  const files = new Set(outcomes.map(({ path }) => path)).size;
  const events = outcomes.reduce((sum, outcome) => sum + outcome.events, 0);
  const parts = [`${number("passed")} passed`, `${number("failed")} failed`];
  if (number("error") > 0) parts.push(`${number("error")} not run`);
  const hasNote = outcomes.some(({ notes }) => notes.includes(QUERY_ALONE));
  return `${plural(outcomes.length, "test")} in ${plural(files, "file")}, ` +
    `${plural(events, "event")}: ${parts.join(", ")}\n${hasNote ? `${QUERY_ALONE}\n` : ""}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
