/**
 * How much is done to verify one condition: without a bound, a rule with long values would take
 * minutes.
 *
 * @module
 */

import type { JsonObject } from "../event/event.ts";

/** Characters that are looked at: some seconds. The longest of the public rules costs a third. */
const MOST = 2_500_000_000;
/** Times that making, storing and folding an event costs more than searching its text once. */
const PASSES = 200;
/** What a test costs that has hardly anything to search, in characters. */
const LEAST_LENGTH = 100;

/** What is left of the work that one condition may cost. It does not depend on the machine. */
export class Effort {
  #left: number;

  /** @param most Characters that may be looked at, at least 1 */
  constructor(most: number = MOST) {
    this.#left = most;
  }

  /**
   * Notes that a text was made, and searched by tests.
   *
   * @param length Its length, in UTF-16 units
   * @param tests Number of tests
   */
  spend(length: number, tests: number): void {
    this.#left -= (length + LEAST_LENGTH) * (PASSES + tests);
  }

  /** Whether nothing is left. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }
}

/** The length of an event's texts, in UTF-16 units. */
export function sizeOf(fields: JsonObject): number {
  let size = 0;
  for (const value of Object.values(fields)) {
    if (typeof value === "string") size += value.length;
    else if (Array.isArray(value)) size += JSON.stringify(value).length;
  }
  return size;
}
