/**
 * What witness events are.
 *
 * @module
 */

import type { JsonObject } from "../../event/event.ts";
import type { Effort } from "../effort.ts";
import type { Rule } from "../../sigma/ast.ts";

/** An event that shows what a condition means: it meets the condition, or just misses it. */
export interface Witness {
  /** The event's fields, by the names of the rule; no nesting. */
  readonly fields: JsonObject;
  /** The raw line; absent: the fields as JSON. */
  readonly line?: string;
  /** What the event shows, for people: `selection: Image with its case flipped`. */
  readonly why: string;
  /** Whether the condition holds, where that is known from how the event was made. */
  readonly expected?: boolean;
}

/** What could not be made into events. */
export interface WitnessTally {
  /** Regular expressions for which no matching text was found. */
  regexes: number;
  /** Whether there are more ways to the tests than are gone. */
  untried: boolean;
}

/** How witnesses are made. */
export interface WitnessOptions {
  /** Any whole number; the same seed gives the same events. */
  readonly seed: number;
  /** Most events, at least 1. @default {1000} */
  readonly limit?: number;
  /**
   * Whether each test has an event in which it decides, also where these are more than the limit.
   * @default {false}
   */
  readonly eachTest?: boolean;
  /**
   * The rule as it was read. Items of it that the rule still has are read from the document a
   * second time, so that their values are not taken on trust.
   */
  readonly written?: Rule;
  /**
   * Fields whose values are hashes, `MD5=…,SHA256=…`, with the algorithms of which they may have a
   * digest that no test asks for. @default {none}
   */
  readonly hashFields?: ReadonlyMap<string, readonly string[]>;
  /** Fields whose value is one digest, with its number of digits. @default {none} */
  readonly digestFields?: ReadonlyMap<string, number>;
  /** Fields whose values follow from those of others; none is made up. @default {none} */
  readonly dependentFields?: ReadonlySet<string>;
  /** Values that a field is known to have, by field; each is tried. @default {none} */
  readonly knownValues?: ReadonlyMap<string, readonly string[]>;
  /** What the events may cost; they end when it is spent. @default {some seconds} */
  readonly effort?: Effort;
  /** Gets what could not be made into events. */
  readonly tally?: WitnessTally;
}
