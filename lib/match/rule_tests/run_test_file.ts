/**
 * Runs the tests of one file.
 *
 * @module
 */

import type { Setup } from "../../compiler/setup.ts";
import type { LogEvent } from "../../event/event.ts";
import type { RuleReading } from "../rules/rule_reading.ts";
import { explainQueries } from "./explain_queries.ts";
import { findRule } from "./find_rule.ts";
import { holdCounting } from "./hold_counting.ts";
import type { TestedRule, TestFailure, TestOutcome } from "./outcome.ts";
import { type OpenEvents, readTestEvents, type TestEvent } from "./read_test_events.ts";
import { storeEvent } from "./store_event.ts";
import type { RuleTest, TestEvents, TestFile } from "./test_file.ts";
import { type SideOptions, type TestSide, testSides } from "./test_sides.ts";

/** What running tests needs. */
export interface TestContext extends SideOptions {
  /** What the rules were read with. */
  readonly setup: Setup;
  readonly openEvents: OpenEvents;
}

/** Most failures of a test that are told in full. */
const MAX_FAILURES = 10;

/**
 * Runs the tests of a file, in order.
 *
 * @param file The tests
 * @param readings The rules of the file that it tests, read for both sides
 * @param context What running needs
 * @returns How each test ended; never rejects because of rules, tests or events
 */
export async function runTestFile(
  file: TestFile,
  readings: readonly RuleReading[],
  context: TestContext,
): Promise<TestOutcome[]> {
  const outcomes: TestOutcome[] = [];
  for (const test of file.tests) {
    const start = performance.now();
    const run = new TestRun(test, file.path, context);
    await run.run(readings);
    outcomes.push(run.outcome((performance.now() - start) / 1000));
  }
  return outcomes;
}

class TestRun {
  readonly #test: RuleTest;
  readonly #path: string;
  readonly #context: TestContext;
  readonly #reasons: string[] = [];
  readonly #failures: TestFailure[] = [];
  #notes: readonly string[] = [];
  #rule: TestedRule | undefined;
  #failed = 0;
  #events = 0;
  #expected = 0;

  constructor(test: RuleTest, path: string, context: TestContext) {
    this.#test = test;
    this.#path = path;
    this.#context = context;
  }

  async run(readings: readonly RuleReading[]): Promise<void> {
    const { id, fields, match, noMatch } = this.#test;
    const reading = findRule(readings, id?.value);
    if (typeof reading === "string") {
      this.#reasons.push(reading);
      return;
    }
    this.#rule = {
      path: reading.path,
      rule: reading.rule,
      id: reading.id,
      title: reading.title,
    };
    const { sides, reasons, notes } = testSides(reading, fields, this.#context);
    this.#notes = notes;
    this.#reasons.push(...reasons);
    if (reasons.length > 0) return;
    await this.#expect(true, match, reading, sides);
    await this.#expect(false, noMatch, reading, sides);
  }

  outcome(seconds: number): TestOutcome {
    const { name, line, column } = this.#test;
    return {
      path: this.#path,
      line,
      column,
      name,
      ...(this.#rule && { rule: this.#rule }),
      status: this.#reasons.length > 0 ? "error" : this.#failed > 0 ? "failed" : "passed",
      reasons: this.#reasons,
      failures: this.#failures,
      failed: this.#failed,
      events: this.#events,
      expected: this.#expected,
      notes: this.#notes,
      seconds,
    };
  }

  async #expect(
    expected: boolean,
    given: TestEvents,
    reading: RuleReading,
    sides: readonly TestSide[],
  ): Promise<void> {
    const counting = sides.filter((side) => side.isAggregating);
    const gathered: LogEvent[] = [];
    let count = 0;
    const { openEvents } = this.#context;
    const refuse = (reason: string) => this.#reasons.push(reason);
    for await (
      const event of readTestEvents(given, this.#path, this.#isSigma, openEvents, refuse)
    ) {
      count++;
      for (const side of sides) {
        if (!side.isAggregating) this.#hold(event, expected, reading, side);
      }
      if (counting.length > 0) gathered.push(event.event);
    }
    this.#events += count;
    if (expected) this.#expected += count;
    if (count === 0) return;
    for (const side of counting) this.#count(gathered, expected, reading, side);
  }

  get #isSigma(): boolean {
    return this.#test.fields !== "insightidr";
  }

  /** The event in the names of a side. */
  #variants(event: LogEvent, reading: RuleReading, { side }: TestSide): readonly LogEvent[] {
    const isAsGiven = side === "sigma" || reading.kind === "Query" || !this.#isSigma;
    return isAsGiven ? [event] : storeEvent(event, reading.stored, this.#context.setup);
  }

  #hold(
    { event, origin }: TestEvent,
    expected: boolean,
    reading: RuleReading,
    side: TestSide,
  ): void {
    const wrong = this.#variants(event, reading, side).find((variant) =>
      side.queries.some(({ matcher }) => matcher.matches(variant)) !== expected
    );
    if (wrong === undefined) return;
    this.#fail(expected, side, () => {
      const { variables } = this.#context;
      const explanation = explainQueries(side.queries, wrong, expected, variables);
      return { origin, event: wrong.fields, explanation };
    });
  }

  #count(
    events: readonly LogEvent[],
    expected: boolean,
    reading: RuleReading,
    side: TestSide,
  ): void {
    const stored = events.map((event) => this.#variants(event, reading, side));
    for (const last of [false, true]) {
      const all = stored.map((variants) => variants[last ? variants.length - 1 : 0]);
      const { isFound, explanation } = holdCounting(side.queries, all, this.#context.variables);
      if (isFound === expected) continue;
      this.#fail(expected, side, () => ({ explanation }));
      return;
    }
  }

  #fail(
    expected: boolean,
    { side }: TestSide,
    describe: () => Omit<TestFailure, "expected" | "side">,
  ): void {
    this.#failed++;
    if (this.#failures.length < MAX_FAILURES) {
      this.#failures.push({ expected, side, ...describe() });
    }
  }
}
