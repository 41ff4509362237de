/** Properties: what holds for every case, checked on random cases in the gate and in the task. */

import fc from "fast-check";
import { Disagreement } from "./disagreement.ts";

/** How often something came about, by its name: a property that tests nothing is seen. */
export type Tally = Map<string, number>;

/** Adds to a tally. */
export function count(tally: Tally, what: string, by: number = 1): void {
  tally.set(what, (tally.get(what) ?? 0) + by);
}

/** What a property is called, and how much of it is enough. */
export interface PropertyHead {
  /** Name for the task's option `--property`. */
  readonly name: string;
  /** What holds. */
  readonly summary: string;
  /** Number of cases in the gate. */
  readonly gateRuns: number;
  /** Number of cases in one round of the task: seconds, not minutes. */
  readonly roundRuns: number;
  /** What the cases of the gate must come to. */
  readonly atLeast: Readonly<Record<string, number>>;
}

/** Something that holds for every case. */
export interface Property extends PropertyHead {
  /**
   * Looks for a case for which it does not hold.
   *
   * @param seed The same seed gives the same cases
   * @param runs Number of cases
   * @param tally Gets what came about
   * @returns The case in its smallest form, for people; `undefined` when it holds for all
   */
  readonly check: (seed: number, runs: number, tally: Tally) => string | undefined;
}

/**
 * Makes a property of random cases, whose failures are shrunk.
 *
 * @param head Its name and sizes
 * @param cases Makes cases
 * @param hold Throws when it does not hold for a case
 */
export function randomProperty<T>(
  head: PropertyHead,
  cases: fc.Arbitrary<T>,
  hold: (value: T, tally: Tally) => void,
): Property {
  return {
    ...head,
    check(seed, runs, tally) {
      const property = fc.property(cases, (value) => hold(value, tally));
      const { failed, errorInstance, counterexample, numShrinks } = fc.check(property, {
        seed,
        numRuns: runs,
      });
      if (!failed) return undefined;
      const why = describeError(errorInstance, fc.stringify(counterexample));
      return `${why}\n(shrunk ${numShrinks} times)`;
    },
  };
}

function describeError(error: unknown, counterexample: string): string {
  if (error instanceof Disagreement) return error.message;
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  return `${text}\nCase: ${counterexample}`;
}
