/**
 * What a correlation says of the events in its time span.
 *
 * Source: Sigma correlation rules specification 2.1, "Correlation Types".
 *
 * @module
 */

import { numberOf, numberOfText } from "../../event/scalar.ts";
import type { ConditionNode, CorrelationBound, CorrelationRule } from "../../sigma/ast.ts";
import type { KeyValues } from "../event_view.ts";
import { percentile } from "../leql/calculate.ts";
import { NotEvaluable } from "../not_evaluable.ts";

/** An event that one of the rules matches. */
export interface Hit {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The rules that match, by their place in the correlation. */
  readonly rules: Set<number>;
  /** Values of the fields that are counted or summed. */
  readonly values: readonly KeyValues[];
}

/** Says of the events from `start` to before `end`, those of a time span, whether it holds. */
export type WindowTest = (hits: readonly Hit[], start: number, end: number) => boolean;

/** Prepares the condition of a correlation; throws `NotEvaluable`. */
export function windowTest(correlation: CorrelationRule): WindowTest {
  const { type, condition, rules } = correlation;
  const { extended } = condition;
  const order = extended === undefined ? rules.map((_, at) => at) : undefined;
  switch (type) {
    case "event_count":
      return bounded(condition.bounds, (_, start, end) => end - start);
    case "value_count":
      return bounded(condition.bounds, sliced(countValues));
    case "value_sum":
      return numeric(condition.bounds, sum);
    case "value_avg":
      return numeric(condition.bounds, (numbers) => sum(numbers) / numbers.length);
    case "value_median":
      return numeric(condition.bounds, (numbers) => percentile(numbers, 50));
    case "value_percentile": {
      const { percentile: percent = 50 } = condition;
      return numeric(condition.bounds, (numbers) => percentile(numbers, percent));
    }
    case "temporal_ordered":
      if (order === undefined || condition.bounds.length > 0) {
        throw new NotEvaluable("an order of rules has a condition of its own", condition.span);
      }
      return sliced((hits) => inOrder(hits, order));
    case "temporal": {
      if (extended !== undefined) {
        const names = rules.map(({ name }) => name);
        // What has no meaning is found before the first event.
        holds(extended.node, new Set(), names);
        return sliced((hits) => holds(extended.node, seenRules(hits), names));
      }
      if (condition.bounds.length > 0) {
        return bounded(condition.bounds, sliced((hits) => seenRules(hits).size));
      }
      return sliced((hits) => seenRules(hits).size === rules.length);
    }
  }
}

const ACCEPTS: {
  readonly [O in CorrelationBound["operator"]]: (value: number, bound: number) => boolean;
} = {
  lt: (value, bound) => value < bound,
  lte: (value, bound) => value <= bound,
  gt: (value, bound) => value > bound,
  gte: (value, bound) => value >= bound,
  eq: (value, bound) => value === bound,
  neq: (value, bound) => value !== bound,
};

type Window<T> = (hits: readonly Hit[], start: number, end: number) => T;

function sliced<T>(measure: (hits: readonly Hit[]) => T): Window<T> {
  return (hits, start, end) => measure(hits.slice(start, end));
}

function bounded(
  bounds: readonly CorrelationBound[],
  measure: Window<number | undefined>,
): WindowTest {
  const limits = bounds.map(({ operator, text }) => {
    const bound = numberOfText(text);
    if (bound === undefined) throw new NotEvaluable(`"${text}" is no number`);
    return (value: number) => ACCEPTS[operator](value, bound);
  });
  return (hits, start, end) => {
    const value = measure(hits, start, end);
    return value !== undefined && limits.every((accepts) => accepts(value));
  };
}

/** Distinct values; of several fields, distinct combinations of their first values. */
function countValues(hits: readonly Hit[]): number {
  const seen = new Set<string>();
  for (const { values } of hits) {
    if (values.length === 1) values[0].folded.forEach((text) => seen.add(text));
    else seen.add(JSON.stringify(values.map(({ folded }) => folded[0] ?? null)));
  }
  return seen.size;
}

function numeric(
  bounds: readonly CorrelationBound[],
  measure: (sorted: readonly number[]) => number,
): WindowTest {
  const numbersOf = ({ values }: Hit): number[] =>
    values.flatMap((key) => key.values.map(numberOf).filter((number) => number !== undefined));
  return bounded(
    bounds,
    sliced((hits) => {
      const numbers = hits.flatMap(numbersOf);
      return numbers.length === 0 ? undefined : measure(numbers.sort((a, b) => a - b));
    }),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function seenRules(hits: readonly Hit[]): ReadonlySet<number> {
  const seen = new Set<number>();
  for (const { rules } of hits) rules.forEach((rule) => seen.add(rule));
  return seen;
}

/** Each rule matches an event of its own, none before that of the rule before. */
function inOrder(hits: readonly Hit[], order: readonly number[]): boolean {
  let next = 0;
  for (const { rules } of hits) if (rules.has(order[next])) next++;
  return next === order.length;
}

/** A condition over rules: each name holds when its rule has matched in the time span. */
function holds(node: ConditionNode, seen: ReadonlySet<number>, names: readonly string[]): boolean {
  switch (node.kind) {
    case "And":
      return node.args.map((arg) => holds(arg, seen, names)).every((held) => held);
    case "Or":
      return node.args.map((arg) => holds(arg, seen, names)).some((held) => held);
    case "Not":
      return !holds(node.arg, seen, names);
    case "Identifier":
      return seen.has(names.indexOf(node.name));
    case "Quantifier": {
      const { pattern, quantifier } = node;
      if (pattern !== "them") throw new NotEvaluable("a quantifier has a pattern", node.span);
      return quantifier === "all" ? seen.size === names.length : seen.size > 0;
    }
  }
}
