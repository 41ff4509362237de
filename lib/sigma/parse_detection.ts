/**
 * Reads the detection section: search identifiers and conditions.
 *
 * @module
 */

import type { Span } from "../source.ts";
import {
  getValue,
  type YamlMapping,
  type YamlNode,
  type YamlScalar,
  type YamlSequence,
} from "../yaml/node.ts";
import type { Condition, Detection, SearchIdentifier } from "./ast.ts";
import type { AggregationContext } from "./condition/aggregation.ts";
import { parseCondition } from "./condition/parser.ts";
import { parseItem, parseKeywords } from "./parse_item.ts";
import type { Report } from "./report.ts";

/** Search identifiers and conditions of a rule or a filter. */
export interface DetectionSection {
  readonly identifiers: readonly SearchIdentifier[];
  readonly conditions: readonly Condition[];
}

/**
 * Reads the section. Faults go to the report; what is readable is returned.
 *
 * @param section The mapping of search identifiers and conditions
 * @param report Gets the faults
 * @param rule Name or id of the rule, for hints
 */
export function parseDetectionSection(
  section: YamlMapping,
  report: Report,
  rule?: string,
): DetectionSection {
  const identifiers: SearchIdentifier[] = [];
  let conditions: readonly Condition[] = [];
  let hasCondition = false;
  for (const { key, value } of section.pairs) {
    if (key.text === "condition") {
      hasCondition = true;
      conditions = parseConditions(value, report, { rule, timeframe: timeframeOf(section) });
    } else if (key.text === "timeframe") {
      report.warning(
        "timeframe-ignored",
        'The key "timeframe" has no effect outside of correlation rules',
        key.span,
        "Write a correlation rule with a timespan",
      );
    } else {
      const detection = parseDetection(value, key.span, report);
      if (detection !== undefined) identifiers.push({ name: key.text, detection, span: key.span });
    }
  }
  if (!hasCondition) {
    report.error("missing-condition", "The detection section has no condition", section.span);
  }
  return { identifiers, conditions };
}

function timeframeOf(section: YamlMapping): string | undefined {
  const node = getValue(section, "timeframe");
  return node?.kind === "Scalar" ? node.text : undefined;
}

function parseConditions(
  node: YamlNode,
  report: Report,
  context: AggregationContext,
): Condition[] {
  const scalars = node.kind === "Sequence" ? node.items : [node];
  const conditions: Condition[] = [];
  if (scalars.length === 0) {
    report.error("missing-condition", "The list of conditions is empty", node.span);
  }
  for (const scalar of scalars) {
    const condition = parseConditionScalar(scalar, report, context);
    if (condition !== undefined) conditions.push(condition);
  }
  return conditions;
}

/** Reads one condition; `undefined` when a fault was reported. */
export function parseConditionScalar(
  node: YamlNode,
  report: Report,
  context?: AggregationContext,
): Condition | undefined {
  if (node.kind !== "Scalar" || node.type === "null") {
    report.error("missing-condition", "A condition is not a text", node.span);
    return undefined;
  }
  const { text, span } = node;
  const toSpan = (start: number, end: number): Span =>
    node.verbatim ? { start: span.start + start, end: span.start + end } : span;
  const parsed = parseCondition(text, toSpan, context);
  if ("fault" in parsed) {
    report.items.push(parsed.fault);
    return undefined;
  }
  return { text, node: parsed.node, span };
}

/** Reads the body of a search identifier; `undefined` when a fault was reported. */
export function parseDetection(
  node: YamlNode,
  keySpan: Span,
  report: Report,
): Detection | undefined {
  switch (node.kind) {
    case "Scalar":
      if (node.type === "null") {
        report.error("empty-detection", "A search identifier has no content", keySpan);
        return undefined;
      }
      return parseKeywords([node], keySpan, report);
    case "Mapping":
      return parseMap(node, keySpan, report);
    case "Sequence":
      return parseList(node, keySpan, report);
  }
}

function parseMap(node: YamlMapping, keySpan: Span, report: Report): Detection | undefined {
  if (node.pairs.length === 0) {
    report.error("empty-detection", "A map of detection items is empty", keySpan);
    return undefined;
  }
  const items: Detection[] = [];
  for (const { key, value } of node.pairs) {
    const item = parseItem(key, value, report);
    if (item !== undefined) items.push(item);
  }
  return { kind: "All", items, span: node.span };
}

function parseList(node: YamlSequence, keySpan: Span, report: Report): Detection | undefined {
  if (node.items.length === 0) {
    report.error("empty-detection", "A list of detections is empty", keySpan);
    return undefined;
  }
  if (node.items.every((item) => item.kind === "Scalar")) {
    return parseKeywords(node.items as readonly YamlScalar[], keySpan, report);
  }
  const items: Detection[] = [];
  for (const item of node.items) {
    if (item.kind === "Sequence") {
      report.error("invalid-detection", "A list of detections holds a list", item.span);
      continue;
    }
    const detection = item.kind === "Scalar"
      ? parseKeywords([item], item.span, report)
      : parseMap(item, item.span, report);
    if (detection !== undefined) items.push(detection);
  }
  return { kind: "Any", items, span: node.span };
}
