/**
 * What LEQL can say of a correlation: it has no joins, no order of events and no time window of its
 * own, so counts and values can be said, and what relates different events cannot.
 *
 * @module
 */

import { type Diagnostic, diagnostic, withEffect } from "../diagnostic.ts";
import { type Calculation, MAX_GROUP_KEYS } from "../leql/aggregation.ts";
import type { CorrelationRule } from "../sigma/ast.ts";
import type { Span } from "../source.ts";

/** The fault of a correlation that LEQL cannot say. */
export function unsupportedCorrelation(message: string, span: Span, hint?: string): Diagnostic {
  return diagnostic("unsupported", "unsupported-correlation", message, span, hint);
}

/** Finds what no query can say, whatever the rules of the correlation are. */
export function checkCorrelation(correlation: CorrelationRule): Diagnostic[] {
  const { type, condition, groupBy, span, generate } = correlation;
  const start = { start: span.start, end: span.start };
  const found: Diagnostic[] = [];
  if (type === "temporal" || type === "temporal_ordered") {
    const what = condition.extended === undefined
      ? "how events of different rules follow each other in time"
      : "a condition over the events of different rules";
    found.push(unsupportedCorrelation(
      `LEQL cannot say ${what}: it has no joins and no sequences`,
      start,
      generate
        ? "The rules give queries of their own"
        : "Set generate: true to get the queries of the rules themselves",
    ));
  } else if (groupBy.length === 0) {
    found.push(unsupportedCorrelation(
      "LEQL sets a condition on groups alone, and the correlation has no group-by",
      start,
      "Give it a group-by; a basic detection rule can count all matches of a query, outside of LEQL",
    ));
  } else if (groupBy.length > MAX_GROUP_KEYS) {
    found.push(unsupportedCorrelation(
      `LEQL groups by at most ${MAX_GROUP_KEYS} keys, the correlation by ${groupBy.length}`,
      start,
    ));
  }
  if (condition.fields.length > 1) {
    found.push(unsupportedCorrelation(
      "LEQL calculates over one key, the correlation names several fields",
      condition.span,
    ));
  }
  return found;
}

/** Tells what the query of a correlation does not say, and which of its forms nobody documents. */
export function correlationWarnings(
  { condition, timespan, span }: CorrelationRule,
  calculation: Calculation,
): Diagnostic[] {
  const noTimespan = diagnostic(
    "warning",
    "correlation-timespan",
    `The time span ${timespan.text} cannot stand in the query, which counts over its time range`,
    { start: span.start, end: span.start },
    `Run the query over ${timespan.text} at a time`,
  );
  const warnings = [withEffect(noTimespan, "mixed")];
  const undocumented = (message: string): void => {
    warnings.push(diagnostic("warning", "undocumented-form", message, condition.span));
  };
  if (condition.bounds.length > 1) {
    undocumented("The documentation of LEQL shows no two bounds in having");
  }
  if (condition.bounds.some(({ operator }) => operator === "neq")) {
    undocumented("The documentation of LEQL shows no != in having");
  }
  if (calculation.kind !== "count" && calculation.kind !== "unique") {
    undocumented(
      `The documentation of LEQL shows having with count and unique, not with ${calculation.kind}`,
    );
  }
  return warnings;
}
