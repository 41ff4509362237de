/**
 * Reads one YAML document as a correlation.
 *
 * Source: Sigma correlation rules specification 2.1.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import type { Span } from "../source.ts";
import { didYouMean } from "../suggest.ts";
import { getValue, type YamlMapping, type YamlNode } from "../yaml/node.ts";
import type { CorrelationAlias, CorrelationRule, CorrelationType } from "./ast.ts";
import { conditionNames } from "./condition/names.ts";
import { fieldNames, parseCorrelationCondition } from "./parse_correlation_condition.ts";
import { parseMetadata } from "./parse_metadata.ts";
import { parseReferences } from "./parse_references.ts";
import { Report } from "./report.ts";
import { timespanSeconds } from "./timespan.ts";

/** A correlation; absent when it cannot be read at all. */
export interface ParsedCorrelation {
  readonly correlation?: CorrelationRule;
  /** With a fatal one among them the correlation is incomplete and must not be converted. */
  readonly diagnostics: readonly Diagnostic[];
}

/** All kinds of correlation. */
export const CORRELATION_TYPES: readonly CorrelationType[] = [
  "event_count",
  "value_count",
  "value_sum",
  "value_avg",
  "value_percentile",
  "value_median",
  "temporal",
  "temporal_ordered",
];

const KEYS: readonly string[] = [
  "type",
  "rules",
  "group-by",
  "timespan",
  "condition",
  "aliases",
  "generate",
];

/** Reads a correlation. Never throws; every fault is in the diagnostics. */
export function parseCorrelation(document: YamlMapping): ParsedCorrelation {
  const report = new Report();
  const metadata = parseMetadata(document, report);
  const section = getValue(document, "correlation")!;
  if (section.kind !== "Mapping") {
    report.error("invalid-correlation", "The correlation section is not a mapping", section.span);
    return { diagnostics: report.items };
  }
  for (const { key } of section.pairs) {
    if (KEYS.includes(key.text)) continue;
    report.warning(
      "invalid-correlation",
      `The key "${key.text}" is not part of a correlation`,
      key.span,
      didYouMean(key.text, KEYS),
    );
  }
  const start = { start: section.span.start, end: section.span.start };
  const type = parseType(section, start, report);
  const condition = parseCorrelationCondition(getValue(section, "condition"), type, start, report);
  let rules = parseRules(section, report);
  if (rules.length === 0 && condition.extended !== undefined) {
    const { extended } = condition;
    rules = conditionNames(extended.node).map((name) => ({ name, span: extended.span }));
  }
  if (rules.length === 0 && !report.isFatal) {
    report.error("invalid-correlation", "The correlation names no rules", start);
  }
  const correlation: CorrelationRule = {
    kind: "Correlation",
    metadata,
    type,
    rules,
    groupBy: fieldNames(getValue(section, "group-by"), "group-by", report),
    timespan: parseTimespan(section, start, report),
    condition,
    aliases: parseAliases(getValue(section, "aliases"), report),
    generate: parseGenerate(document, section, report),
    document,
    span: section.span,
  };
  return { correlation, diagnostics: report.items };
}

function parseType(section: YamlMapping, start: Span, report: Report): CorrelationType {
  const node = getValue(section, "type");
  const text = node?.kind === "Scalar" ? node.text : "";
  const type = CORRELATION_TYPES.find((known) => known === text);
  if (type !== undefined) return type;
  report.error(
    "invalid-correlation",
    node === undefined
      ? "The correlation has no type"
      : `The correlation type "${text}" does not exist`,
    node?.span ?? start,
    didYouMean(text, CORRELATION_TYPES) ?? `Types: ${CORRELATION_TYPES.join(", ")}`,
  );
  return "event_count";
}

function parseRules(section: YamlMapping, report: Report): CorrelationRule["rules"] {
  const node = getValue(section, "rules");
  return node === undefined ? [] : parseReferences(node, report);
}

function parseTimespan(
  section: YamlMapping,
  start: Span,
  report: Report,
): CorrelationRule["timespan"] {
  const node = getValue(section, "timespan") ?? getValue(section, "timeframe");
  const text = node?.kind === "Scalar" ? node.text : "";
  const seconds = timespanSeconds(text);
  if (seconds !== undefined) {
    if (/[wMy]$/.test(text)) {
      report.warning(
        "invalid-correlation",
        `The unit of the time span "${text}" is not part of the specification`,
        node?.span,
        text.endsWith("M") ? "M is months; minutes are m" : undefined,
      );
    }
    return { text, seconds };
  }
  report.error(
    "invalid-correlation",
    node === undefined ? "The correlation has no time span" : `"${text}" is not a time span`,
    node?.span ?? start,
    "Write a number and one unit: 90s, 5m, 1h, 2d",
  );
  return { text, seconds: 0 };
}

function parseAliases(node: YamlNode | undefined, report: Report): readonly CorrelationAlias[] {
  if (node === undefined) return [];
  if (node.kind !== "Mapping") {
    report.error("invalid-correlation", "The aliases are not a mapping", node.span);
    return [];
  }
  return node.pairs.map(({ key, value }) => {
    const fields: { rule: string; field: string }[] = [];
    for (const pair of value.kind === "Mapping" ? value.pairs : []) {
      if (pair.value.kind === "Scalar" && pair.value.type !== "null") {
        fields.push({ rule: pair.key.text, field: pair.value.text });
      } else {
        report.error("invalid-correlation", "An alias's field is not a text", pair.value.span);
      }
    }
    if (value.kind !== "Mapping") {
      report.error("invalid-correlation", "An alias is not a mapping of rules to fields", key.span);
    }
    return { name: key.text, fields, span: key.span };
  });
}

/** At the top level by the specification, inside the section in pySigma. */
function parseGenerate(document: YamlMapping, section: YamlMapping, report: Report): boolean {
  const node = getValue(document, "generate") ?? getValue(section, "generate");
  if (node === undefined) return false;
  if (node.kind === "Scalar" && node.type === "boolean") return node.value === true;
  report.error("invalid-correlation", 'The field "generate" is not true or false', node.span);
  return false;
}
