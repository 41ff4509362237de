/**
 * Runs the tests of one file.
 *
 * @module
 */

import type { Setup } from "../../compiler/setup.ts";
import { formatDiagnostic } from "../../diagnostic.ts";
import { aggregateEvents } from "../../evaluate/leql_aggregate.ts";
import type { LogEvent } from "../../event/event.ts";
import { flattenWindowsEvent } from "../../event/read_event.ts";
import { didYouMean } from "../../suggest.ts";
import { eachEvent } from "../events/decode_event.ts";
import type { EventBatch } from "../events/batch.ts";
import type { RuleReading } from "../rules/rule_reader.ts";
import { explainLeql } from "./explain_leql.ts";
import { explainSigma } from "./explain_sigma.ts";
import type { EventOrigin, TestedRule, TestFailure, TestOutcome } from "./outcome.ts";
import { storeEvent } from "./store_event.ts";
import type { RuleTest, TestEvents, TestFile } from "./test_file.ts";
import { type SideOptions, type TestSide, testSides } from "./test_sides.ts";

/** What running tests needs. */
export interface TestContext extends SideOptions {
  /** What the rules were read with. */
  readonly setup: Setup;
  /**
   * Opens a file of events.
   *
   * @param path The path as it stands in the test file
   * @returns Its events and the path for reports; an error ends the test with its message
   */
  readonly openEvents: (path: string) => {
    readonly path: string;
    readonly batches: AsyncIterable<EventBatch>;
  };
}

/** Most failures of a test that are told in full. */
const MAX_FAILURES = 10;

/**
 * Runs the tests of a file, in order.
 *
 * @param file The tests
 * @param readings The rules of the file that it tests
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
    const run = new TestRun(test, file, context);
    await run.run(readings);
    outcomes.push(run.outcome((performance.now() - start) / 1000));
  }
  return outcomes;
}

/** An event of a test and where it stands. */
interface TestEvent {
  readonly event: LogEvent;
  readonly origin: EventOrigin;
}

class TestRun {
  readonly #test: RuleTest;
  readonly #file: TestFile;
  readonly #context: TestContext;
  readonly #reasons: string[] = [];
  readonly #failures: TestFailure[] = [];
  #notes: readonly string[] = [];
  #rule: TestedRule | undefined;
  #failed = 0;
  #events = 0;
  #expected = 0;

  constructor(test: RuleTest, file: TestFile, context: TestContext) {
    this.#test = test;
    this.#file = file;
    this.#context = context;
  }

  async run(readings: readonly RuleReading[]): Promise<void> {
    const reading = this.#find(readings);
    if (reading === undefined) return;
    const { path, rule, id, title } = reading;
    this.#rule = { path, rule, id, title };
    const { fields, match, noMatch } = this.#test;
    const { sides, reasons, notes } = testSides(reading, fields, this.#context);
    this.#notes = notes;
    this.#reasons.push(...reasons);
    if (reasons.length > 0) return;
    await this.#expect(true, match, reading, sides);
    await this.#expect(false, noMatch, reading, sides);
  }

  outcome(seconds: number): TestOutcome {
    const { name, line, column } = this.#test;
    const status = this.#reasons.length > 0 ? "error" : this.#failed > 0 ? "failed" : "passed";
    return {
      path: this.#file.path,
      line,
      column,
      name,
      ...(this.#rule && { rule: this.#rule }),
      status,
      reasons: this.#reasons,
      failures: this.#failures,
      failed: this.#failed,
      events: this.#events,
      expected: this.#expected,
      notes: this.#notes,
      seconds,
    };
  }

  #find(readings: readonly RuleReading[]): RuleReading | undefined {
    const { id } = this.#test;
    if (id === undefined && readings.length === 1) return readings[0];
    const named = readings.filter((one) => {
      return id !== undefined && [one.id, one.name, one.title].includes(id.value);
    });
    if (named.length === 1) return named[0];
    const count = `The file has ${readings.length} rules`;
    if (id === undefined) {
      this.#reasons.push(`${count}: say with "id" which one the test is about`);
    } else if (named.length > 1) {
      this.#reasons.push(`Several rules of the file are called "${id.value}"`);
    } else {
      const known = readings.flatMap((one) => [one.id, one.name, one.title])
        .filter((name) => name !== null);
      const hint = didYouMean(id.value, known);
      const end = hint === undefined ? "" : `: ${hint.charAt(0).toLowerCase()}${hint.slice(1)}`;
      this.#reasons.push(`No rule of the file has the id, name or title "${id.value}"${end}`);
    }
    return undefined;
  }

  async #expect(
    expected: boolean,
    given: TestEvents,
    reading: RuleReading,
    sides: readonly TestSide[],
  ): Promise<void> {
    const single = sides.filter((side) => !side.isAggregating);
    const counting = sides.filter((side) => side.isAggregating);
    const gathered: TestEvent[] = [];
    let count = 0;
    for await (const event of this.#read(given)) {
      count++;
      for (const side of single) this.#hold(event, expected, reading, side);
      if (counting.length > 0) gathered.push(event);
    }
    this.#events += count;
    if (expected) this.#expected += count;
    if (count === 0) return;
    for (const side of counting) this.#count(gathered, expected, reading, side);
  }

  async *#read({ events, files }: TestEvents): AsyncGenerator<TestEvent> {
    for (const { event, line } of events) {
      const flat = this.#flatten(event);
      yield { event: flat, origin: { path: this.#file.path, line } };
    }
    for (const file of files) {
      try {
        yield* this.#readFile(file.value);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#reasons.push(`${this.#file.path}:${file.line}:${file.column}: ${reason}`);
      }
    }
  }

  async *#readFile(given: string): AsyncGenerator<TestEvent> {
    const { path, batches } = this.#context.openEvents(given);
    let isEmpty = true;
    for await (const batch of batches) {
      const events: TestEvent[] = [];
      eachEvent(
        batch,
        this.#hasSigmaFields,
        (event, { line }) => events.push({ event, origin: { path, line } }),
        ({ line, diagnostic }) =>
          this.#reasons.push(formatDiagnostic({ ...diagnostic, line }, path)),
      );
      isEmpty = false;
      yield* events;
    }
    if (isEmpty) this.#reasons.push(`${path}: the file has no events`);
  }

  get #hasSigmaFields(): boolean {
    return this.#test.fields !== "insightidr";
  }

  #flatten(event: LogEvent): LogEvent {
    if (!this.#hasSigmaFields || Object.keys(event.fields).length === 0) return event;
    return flattenWindowsEvent(event.fields);
  }

  /** The event in the names of a side. */
  #variants(event: LogEvent, reading: RuleReading, { side }: TestSide): readonly LogEvent[] {
    const isStored = side === "sigma" || reading.kind === "Query" || !this.#hasSigmaFields;
    return isStored ? [event] : storeEvent(event, reading, this.#context.setup);
  }

  #hold(
    { event, origin }: TestEvent,
    expected: boolean,
    reading: RuleReading,
    side: TestSide,
  ): void {
    for (const variant of this.#variants(event, reading, side)) {
      if (side.queries.some(({ matcher }) => matcher.matches(variant)) === expected) continue;
      this.#fail(expected, side, () => {
        const explanation = side.queries.flatMap((query) =>
          this.#explain(query, variant, expected)
        );
        return { origin, event: variant.fields, explanation };
      });
      return;
    }
  }

  #explain({ query, matcher }: TestSide["queries"][number], event: LogEvent, wanted: boolean) {
    // Of several conditions, only those that match are to blame for a match.
    if (!wanted && !matcher.matches(event)) return [];
    if (query.kind === "Sigma") return explainSigma(query.rule, query.condition, event, wanted);
    const { where, from } = query.statement;
    if (where === undefined) return [query.text];
    const lines = explainLeql(where, event, wanted, this.#context.variables);
    return from === undefined ? lines : [`from ${from.eventTypes.join(", ")}`, ...lines];
  }

  /** A query that counts has one outcome for all events: groups, or none. */
  #count(
    events: readonly TestEvent[],
    expected: boolean,
    reading: RuleReading,
    side: TestSide,
  ): void {
    const { variables } = this.#context;
    const stored = events.map(({ event }) => this.#variants(event, reading, side));
    for (const last of [false, true]) {
      const all = stored.map((variants) => variants[last ? variants.length - 1 : 0]);
      const explanation: string[] = [];
      const isFound = side.queries.some(({ query, matcher }) => {
        if (query.kind !== "Leql") return false;
        const { where: _, ...rest } = query.statement;
        const matching = all.filter((event) => matcher.matches(event));
        const groups = aggregateEvents(rest, matching, { variables });
        const { having: _having, ...open } = rest;
        const shown = aggregateEvents(open, matching, { variables });
        explanation.push(`${matching.length} of ${all.length} events match the condition`);
        for (const { keys, count, value } of Array.isArray(shown) ? shown.slice(0, 10) : []) {
          explanation.push(`  group ${keys.join(", ")}: ${count} events, value ${value ?? "none"}`);
        }
        return Array.isArray(groups) && groups.length > 0;
      });
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
