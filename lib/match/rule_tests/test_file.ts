/**
 * Test files: which events a rule must match, and which not.
 *
 * @module
 */

import type { LogEvent } from "../../event/event.ts";
import type { Position } from "../../source.ts";

/** Whose names the fields of a test's events have. */
export const TEST_FIELDS = ["sigma", "insightidr"] as const;

/** Whose names the fields of a test's events have. */
export type TestFields = typeof TEST_FIELDS[number];

/** A text of a test file and where it stands. */
export interface Placed<T> extends Position {
  readonly value: T;
}

/** An event that stands in the test file itself. */
export interface InlineEvent extends Position {
  readonly event: LogEvent;
}

/** Events with one expectation. */
export interface TestEvents {
  readonly events: readonly InlineEvent[];
  /** Files of events, relative to the test file. */
  readonly files: readonly Placed<string>[];
}

/** One test of a rule. */
export interface RuleTest extends Position {
  readonly name: string;
  /** Id, name or title of the rule, where its file has several. */
  readonly id?: Placed<string>;
  /** Absent: Sigma's for Sigma rules, InsightIDR's for `.leql` files. */
  readonly fields?: TestFields;
  readonly match: TestEvents;
  readonly noMatch: TestEvents;
}

/** A test file that was read without faults. */
export interface TestFile {
  /** Path as it stands in reports. */
  readonly path: string;
  /** Path of the rules, relative to the test file; absent for the file beside it. */
  readonly rule?: Placed<string>;
  readonly tests: readonly RuleTest[];
}

/** Names of test files: `NAME.test.yml` tests `NAME.yml`. */
export const TEST_FILE_REGEXP = /\.test\.ya?ml$/;

/** Paths of the rules that a test file without `rule` may mean, the likeliest first. */
export function rulesBeside(path: string): readonly string[] {
  const name = path.replace(TEST_FILE_REGEXP, "");
  return [".yml", ".yaml", ".leql"].map((extension) => name + extension);
}

/** Paths of the test files that a file of rules may have beside it. */
export function testsBeside(path: string): readonly string[] {
  const name = path.replace(/\.(?:ya?ml|leql)$/, "");
  return [".test.yml", ".test.yaml"].map((extension) => name + extension);
}
