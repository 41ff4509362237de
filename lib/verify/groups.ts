/**
 * Groups of events around the threshold of a correlation.
 *
 * @module
 */

import type { CorrelationRule } from "../sigma/ast.ts";

/** Values of one group, and whether the correlation means it. */
export interface PlannedGroup {
  /** For people: `9 events`. */
  readonly what: string;
  /** The counted or summed value of each event; `undefined` for `event_count`. */
  readonly values: readonly (string | number | undefined)[];
  readonly isMeant: boolean;
}

/** Groups with more events are not made. */
const MAX_EVENTS = 2000;

const BOUNDS: {
  readonly [O in CorrelationRule["condition"]["bounds"][number]["operator"]]: (
    value: number,
    bound: number,
  ) => boolean;
} = {
  lt: (value, bound) => value < bound,
  lte: (value, bound) => value <= bound,
  gt: (value, bound) => value > bound,
  gte: (value, bound) => value >= bound,
  eq: (value, bound) => value === bound,
  neq: (value, bound) => value !== bound,
};

/**
 * Plans groups whose counted or calculated value lies just below, at and just above each bound of
 * the condition.
 *
 * @returns The groups; none when a bound is too high, or of a kind that is not counted
 */
export function planGroups({ type, condition }: CorrelationRule): PlannedGroup[] {
  const results = new Set(condition.bounds.flatMap(({ text }) => {
    const bound = Number(text);
    return [bound - 1, bound, bound + 1];
  }));
  const isMeant = (result: number): boolean =>
    condition.bounds.every(({ operator, text }) => BOUNDS[operator](result, Number(text)));
  const group = (what: string, values: PlannedGroup["values"], result: number): PlannedGroup => {
    return { what, values, isMeant: isMeant(result) };
  };
  return [...results].flatMap((result): PlannedGroup[] => {
    switch (type) {
      case "event_count":
        if (!isCount(result)) return [];
        return [group(`${result} events`, new Array(result).fill(undefined), result)];
      case "value_count": {
        if (!isCount(result)) return [];
        // Each value twice: to count events would be wrong.
        const values = Array.from({ length: result * 2 }, (_, at) => `value${at >> 1}`);
        return [group(`${result} values in ${result * 2} events`, values, result)];
      }
      case "value_sum":
        return [group(`a sum of ${result}`, [result - 3, 1, 2], result)];
      case "value_avg":
        return [group(`an average of ${result}`, [result - 2, result - 1, result + 3], result)];
      case "value_percentile":
      case "value_median": {
        const { percentile = 50 } = condition;
        const equal = group(`30 values of ${result}`, new Array(30).fill(result), result);
        if (percentile < 10) return [equal];
        const values = [result - 100, ...new Array(30).fill(result)];
        return [equal, group(`30 values of ${result} and one far below`, values, result)];
      }
      default:
        return [];
    }
  });
}

function isCount(result: number): boolean {
  return Number.isInteger(result) && result >= 1 && result <= MAX_EVENTS;
}
