/**
 * How tests end.
 *
 * @module
 */

import type { JsonObject } from "../../event/event.ts";
import type { Position } from "../../source.ts";
import type { Side } from "../rules/rule_reading.ts";

/** Where an event of a test stands. */
export interface EventOrigin {
  readonly path: string;
  /** Line, from 1. */
  readonly line: number;
}

/** An event that gave another outcome than the test expects. */
export interface TestFailure {
  /** True when the event must match. */
  readonly expected: boolean;
  /** The side that gave the outcome: the Sigma rule, or the LEQL query. */
  readonly side: Side;
  /** Where the event stands; absent when all events of the test are meant. */
  readonly origin?: EventOrigin;
  /** The event in the names of the side; absent when all events of the test are meant. */
  readonly event?: JsonObject;
  /** Why it has the outcome, in lines. */
  readonly explanation: readonly string[];
}

/** The rule that a test is about. */
export interface TestedRule {
  readonly path: string;
  /** Index of the document in its file, from 0. */
  readonly rule: number;
  readonly id: string | null;
  readonly title: string | null;
}

/** How a test ended. */
export interface TestOutcome extends Position {
  /** Path of the test file. */
  readonly path: string;
  readonly name: string;
  /** Absent when it was not found. */
  readonly rule?: TestedRule;
  /** `error`: the test could not be run. */
  readonly status: "passed" | "failed" | "error";
  /** For an error: why, one line each. */
  readonly reasons: readonly string[];
  /** The first of them; see `failed`. */
  readonly failures: readonly TestFailure[];
  /** Number of failures. */
  readonly failed: number;
  /** Number of events that were held against the rule. */
  readonly events: number;
  /** Number of these that must match. */
  readonly expected: number;
  /** What was not tested, and why. */
  readonly notes: readonly string[];
  /** Time in seconds. */
  readonly seconds: number;
}
