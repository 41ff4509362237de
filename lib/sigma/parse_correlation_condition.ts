/**
 * Reads the condition of a correlation: bounds, fields, percentile, or a text
 * over rule names.
 *
 * @module
 */

import type { Span } from "../source.ts";
import { didYouMean } from "../suggest.ts";
import type { YamlNode, YamlPair } from "../yaml/node.ts";
import type { CorrelationBound, CorrelationCondition, CorrelationType } from "./ast.ts";
import { parseConditionScalar } from "./parse_detection.ts";
import { numberText } from "./parse_item.ts";
import type { Report } from "./report.ts";

const OPERATORS: readonly CorrelationBound["operator"][] = ["lt", "lte", "gt", "gte", "eq", "neq"];
const KEYS: readonly string[] = [...OPERATORS, "field", "percentile"];

/** Reads the condition; faults go to the report. */
export function parseCorrelationCondition(
  node: YamlNode | undefined,
  type: CorrelationType,
  start: Span,
  report: Report,
): CorrelationCondition {
  const temporal = type === "temporal" || type === "temporal_ordered";
  const empty: CorrelationCondition = { bounds: [], fields: [], span: node?.span ?? start };
  if (node === undefined) {
    if (!temporal) {
      report.error("invalid-correlation", "The correlation has no condition", start);
    }
    return empty;
  }
  if (node.kind === "Scalar" && temporal) {
    const extended = parseConditionScalar(node, report);
    return extended === undefined ? empty : { ...empty, extended };
  }
  if (node.kind !== "Mapping") {
    report.error("invalid-correlation", "The correlation's condition is not a mapping", node.span);
    return empty;
  }
  const bounds: CorrelationBound[] = [];
  let fields: readonly string[] = [];
  let percentile: number | undefined;
  for (const pair of node.pairs) {
    const operator = OPERATORS.find((known) => known === pair.key.text);
    if (operator !== undefined) {
      const text = parseNumber(pair, report);
      if (text !== undefined) bounds.push({ operator, text });
    } else if (pair.key.text === "field") {
      fields = fieldNames(pair.value, "field", report);
    } else if (pair.key.text === "percentile") {
      percentile = parsePercentile(pair, report);
    } else {
      report.error(
        "invalid-correlation",
        `The key "${pair.key.text}" is not part of a correlation's condition`,
        pair.key.span,
        didYouMean(pair.key.text, KEYS),
      );
    }
  }
  if (report.isFatal) return empty;
  checkBounds(bounds, temporal, node.span, report);
  checkFields(type, fields, percentile, node.span, report);
  const condition = { bounds, fields, span: node.span };
  return percentile === undefined ? condition : { ...condition, percentile };
}

/**
 * Reads a field name or a list of them.
 *
 * @param node What stands behind the key; none gives no names
 * @param key The key, for messages
 * @param report Gets the names that are no texts
 */
export function fieldNames(
  node: YamlNode | undefined,
  key: string,
  report: Report,
): readonly string[] {
  if (node === undefined) return [];
  const names: string[] = [];
  for (const item of node.kind === "Sequence" ? node.items : [node]) {
    if (item.kind === "Scalar" && item.type !== "null") names.push(item.text);
    else report.error("invalid-correlation", `A name under "${key}" is not a text`, item.span);
  }
  return names;
}

function parseNumber({ key, value }: YamlPair, report: Report): string | undefined {
  if (value.kind === "Scalar" && value.type === "number" && Number.isFinite(Number(value.value))) {
    return numberText(value);
  }
  report.error("invalid-correlation", `The bound "${key.text}" is not a number`, value.span);
  return undefined;
}

/** Below it a number would be written with an exponent. */
const LOWEST_PERCENTILE = 0.001;

function parsePercentile({ value }: YamlPair, report: Report): number | undefined {
  const number = value.kind === "Scalar" && value.type === "number" ? Number(value.value) : NaN;
  if (number >= LOWEST_PERCENTILE && number < 100) return number;
  report.error(
    "invalid-correlation",
    "The percentile is not a number above 0 and below 100",
    value.span,
  );
  return undefined;
}

function checkBounds(
  bounds: readonly CorrelationBound[],
  temporal: boolean,
  span: Span,
  report: Report,
): void {
  if (bounds.length === 0 && !temporal) {
    report.error(
      "invalid-correlation",
      "The correlation's condition has no bound",
      span,
      "Write one, such as gte: 10",
    );
  }
  const lower = bounds.filter(({ operator }) => operator.startsWith("g")).length;
  const upper = bounds.filter(({ operator }) => operator.startsWith("l")).length;
  if (bounds.length > 1 && (lower !== 1 || upper !== 1 || bounds.length > 2)) {
    report.error(
      "invalid-correlation",
      "Two bounds of a correlation make a range: one lower, one upper",
      span,
    );
  }
}

function checkFields(
  type: CorrelationType,
  fields: readonly string[],
  percentile: number | undefined,
  span: Span,
  report: Report,
): void {
  if (type.startsWith("value_") && fields.length === 0) {
    report.error(
      "invalid-correlation",
      `A correlation of type ${type} needs a field`,
      span,
      'Give the condition a "field"',
    );
  }
  if (!type.startsWith("value_") && fields.length > 0) {
    report.warning(
      "invalid-correlation",
      `The field has no effect in a correlation of type ${type}`,
      span,
      type === "event_count" ? "Distinct values are counted by value_count" : undefined,
    );
  }
  if (type !== "value_percentile" && percentile !== undefined) {
    report.warning(
      "invalid-correlation",
      `The percentile has no effect in a correlation of type ${type}`,
      span,
    );
  }
  if (type === "value_percentile" && percentile === undefined) {
    report.error(
      "invalid-correlation",
      "A correlation of type value_percentile needs a percentile",
      span,
      "Give the condition a percentile, such as percentile: 95",
    );
  }
}
