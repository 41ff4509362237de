/**
 * Verification as a stage of the compiler. What verifies is loaded only when it
 * is asked for; here is what it is told.
 *
 * @module
 */

import { someNode } from "../leql/ast.ts";
import { FORMAT_REGISTRY } from "../leql/formats/registry.ts";
import type { LeqlQuery } from "../leql/query.ts";
import type { Target } from "../mappings/prepare_entry.ts";
import type { Rule } from "../sigma/ast.ts";
import type { PrintedQuery, VerificationReport, Verifier } from "../verify/verification.ts";
import type { Outcome } from "./outcome.ts";
import type { Rendered } from "./render.ts";
import type { LeqlRule } from "./rule_to_leql.ts";

/**
 * Verifies the queries of a rule.
 *
 * @param verifier What does it
 * @param written The rule as it was read
 * @param converted The rule as it was converted
 * @param parts Its queries before they had a format
 * @param rendered Its queries in their formats
 */
export function verifyQueries(
  verifier: Verifier,
  written: Rule,
  { processed, entry, target, declared }: LeqlRule,
  parts: readonly LeqlQuery[],
  rendered: Rendered,
): VerificationReport {
  return verifier.rule({
    rule: processed,
    written,
    entry,
    eventTypes: eventTypesOf(target).filter((name) => !rendered.weakEventTypes?.has(name)),
    conditions: parts.map((part, condition) => ({
      queries: printedQueries(part, condition, rendered),
      declared: declared[condition],
    })),
  });
}

/** What `from()` may name. */
export function eventTypesOf(target: Target | undefined): readonly string[] {
  return target?.eventType === undefined ? [] : [target.eventType, ...target.twins ?? []];
}

/** The texts of one query, as they were before processing pipelines changed them. */
export function printedQueries(
  part: LeqlQuery,
  condition: number,
  { queries }: Rendered,
): PrintedQuery[] {
  const hasInsert = someNode(part.where, ({ kind }) => kind === "Raw");
  const own = queries.filter((query) => query.condition === condition);
  return own.flatMap(({ format, eventType, query }) => {
    const text = FORMAT_REGISTRY[format].render(
      eventType === undefined ? part : { ...part, eventType },
    );
    return typeof text === "string" ? [{ format, text, isChanged: text !== query, hasInsert }] : [];
  });
}

/** The outcome with its verification: a query that does not mean its rule is not given out. */
export function withVerification(outcome: Outcome, report: VerificationReport): Outcome {
  const verification = { outcome: report.outcome, events: report.events };
  if (report.outcome !== "differs") return { ...outcome, verification };
  return { ...outcome, queries: [], formatDiagnostics: [], verification };
}
