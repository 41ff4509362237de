/**
 * What compiling gives, put together.
 *
 * @module
 */

import { type Diagnostic, locate } from "../diagnostic.ts";
import { weakestEvidence } from "../mappings/used_evidence.ts";
import type { CompileResult } from "../result.ts";
import type { CorrelationRule, FilterRule, Rule } from "../sigma/ast.ts";
import type { Source } from "../source.ts";

/** The parts of a result that are not the same for every document. */
export type Outcome = Partial<
  Pick<
    CompileResult,
    | "queries"
    | "formatDiagnostics"
    | "skipped"
    | "timespanSeconds"
    | "verification"
  >
>;

/**
 * Makes the result of one document.
 *
 * @param source The text it stands in
 * @param index Index in the text, from 0
 * @param content What it is, if it could be read
 * @param diagnostics With spans in the source
 * @param outcome What came of it; nothing when it failed
 */
export function makeResult(
  source: Source,
  index: number,
  content: Rule | CorrelationRule | FilterRule | undefined,
  diagnostics: readonly Diagnostic[],
  outcome: Outcome = {},
): CompileResult {
  const metadata = content?.metadata;
  const queries = outcome.queries ?? [];
  return {
    path: source.path,
    rule: index,
    id: metadata?.id ?? null,
    title: metadata?.title ?? null,
    level: metadata?.level ?? null,
    status: metadata?.status ?? null,
    tags: metadata?.tags ?? [],
    logsource: content === undefined || content.kind === "Correlation" ? null : content.logsource,
    queries,
    diagnostics: unique(diagnostics).map((item) => locate(item, source.text)),
    formatDiagnostics: outcome.formatDiagnostics ?? [],
    evidence: weakestEvidence(queries.map(({ evidence }) => evidence)),
    ...(outcome.skipped === undefined ? {} : { skipped: outcome.skipped }),
    ...(outcome.timespanSeconds === undefined ? {} : { timespanSeconds: outcome.timespanSeconds }),
    ...(outcome.verification === undefined ? {} : { verification: outcome.verification }),
  };
}

/** A search identifier that is used twice has its faults once. */
function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length < 2) return diagnostics;
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, span }) => {
    const id = `${code} ${span?.start} ${message}`;
    return !seen.has(id) && seen.add(id);
  });
}
