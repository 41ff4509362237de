/**
 * What `calculate` and `having` ask of a group of events.
 *
 * Source: Rapid7, "Components for Building a Query", analytic functions.
 *
 * @module
 */

import { numberOf } from "../../event/scalar.ts";
import type { StatementCalculation } from "../../leql/statement.ts";
import { type EventView, type KeyValues, valuesReader } from "../event_view.ts";

/** Takes the events of one group, one after the other. */
export interface Accumulator {
  add(event: EventView): void;
  /** The outcome so far; `undefined` when no event had a value. */
  result(): number | undefined;
}

/**
 * Prepares a calculation.
 *
 * `count:key` and `unique:key` take values as texts, the others those that are numbers. The
 * standard deviation is that of all values (not of a sample), a percentile lies between the two
 * nearest values in proportion.
 *
 * @param calculation The calculation
 * @returns A function that begins a group
 */
export function accumulator(calculation: StatementCalculation): () => Accumulator {
  const { function: name, key, percent = 50 } = calculation;
  if (key === undefined) return name === "bytes" ? countBytes : countEvents;
  const read = valuesReader(key);
  switch (name) {
    case "count":
      return () => countTexts(read);
    case "unique":
      return () => uniqueTexts(read);
    case "bytes":
      return countBytes;
    default:
      return () => numbers(read, (sorted) => aggregate(name, sorted, percent));
  }
}

function countEvents(): Accumulator {
  let count = 0;
  return { add: () => count++, result: () => count };
}

function countBytes(): Accumulator {
  let bytes = 0;
  const encoder = new TextEncoder();
  return {
    add: ({ event }) => bytes += encoder.encode(event.line).length,
    result: () => bytes,
  };
}

type Read = (event: EventView) => KeyValues;

function countTexts(read: Read): Accumulator {
  let count = 0;
  return { add: (event) => count += read(event).plain.length, result: () => count };
}

function uniqueTexts(read: Read): Accumulator {
  const texts = new Set<string>();
  return {
    add: (event) => read(event).plain.forEach((text) => texts.add(text)),
    result: () => texts.size,
  };
}

function numbers(read: Read, result: (sorted: readonly number[]) => number): Accumulator {
  const found: number[] = [];
  return {
    add(event) {
      for (const value of read(event).values) {
        const number = numberOf(value);
        if (number !== undefined) found.push(number);
      }
    },
    result: () => found.length === 0 ? undefined : result(found.sort((a, b) => a - b)),
  };
}

function aggregate(
  name: Exclude<StatementCalculation["function"], "count" | "unique" | "bytes">,
  sorted: readonly number[],
  percent: number,
): number {
  switch (name) {
    case "sum":
      return sum(sorted);
    case "average":
      return sum(sorted) / sorted.length;
    case "min":
      return sorted[0];
    case "max":
      return sorted[sorted.length - 1];
    case "standarddeviation": {
      const mean = sum(sorted) / sorted.length;
      return Math.sqrt(sum(sorted.map((value) => (value - mean) ** 2)) / sorted.length);
    }
    case "percentile":
      return percentile(sorted, percent);
  }
}

function sum(list: readonly number[]): number {
  return list.reduce((total, value) => total + value, 0);
}

/**
 * A percentile, in proportion between the two nearest values.
 *
 * @param sorted At least one number, the smallest first
 * @param percent 0 to 100
 */
export function percentile(sorted: readonly number[], percent: number): number {
  const place = (sorted.length - 1) * percent / 100;
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
}
