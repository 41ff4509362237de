import type { CompileResult } from "../compile.ts";
import { isFatal } from "../diagnostic.ts";
import { outcome, problems } from "../record.ts";
import type { Counts } from "./protocol.ts";

/** Returns counts of nothing. */
export function emptyCounts(): Counts {
  return {
    rules: 0,
    converted: 0,
    partial: 0,
    unsupported: 0,
    invalid: 0,
    io: 0,
    skipped: 0,
    unselected: 0,
    excluded: 0,
    ids: [],
    queries: 0,
    warnings: 0,
    evidence: {},
    verified: {},
    events: 0,
    reasons: {},
  };
}

/**
 * Counts one result.
 *
 * @param counts Grow
 * @param result The result
 * @param ids Ids that are asked for, in lower case
 */
export function countResult(
  counts: Counts,
  result: CompileResult,
  ids?: ReadonlySet<string>,
): void {
  const ended = outcome(result);
  const id = result.id?.toLowerCase();
  if (id !== undefined && ids?.has(id)) counts.ids.push(id);
  counts.rules++;
  counts[ended]++;
  if (result.skipped?.code === "selection") counts.unselected++;
  counts.queries += result.queries.length;
  for (const item of result.diagnostics) if (!isFatal(item)) counts.warnings++;
  for (const item of result.formatDiagnostics) if (!isFatal(item.diagnostic)) counts.warnings++;
  if (result.evidence !== null) {
    const { grade } = result.evidence;
    counts.evidence[grade] = (counts.evidence[grade] ?? 0) + 1;
  }
  if (result.verification !== undefined) {
    const { outcome: verified, events } = result.verification;
    counts.verified[verified] = (counts.verified[verified] ?? 0) + 1;
    counts.events += events;
  }
  const [reason] = problems(result);
  if (reason?.severity === "unsupported") {
    counts.reasons[reason.code] = (counts.reasons[reason.code] ?? 0) + 1;
  }
}

/** Adds the second counts to the first. */
export function addCounts(total: Counts, more: Counts): void {
  total.rules += more.rules;
  total.converted += more.converted;
  total.partial += more.partial;
  total.unsupported += more.unsupported;
  total.invalid += more.invalid;
  total.io += more.io;
  total.skipped += more.skipped;
  total.unselected += more.unselected;
  total.excluded += more.excluded;
  total.ids.push(...more.ids);
  total.queries += more.queries;
  total.warnings += more.warnings;
  for (const [grade, count] of Object.entries(more.evidence)) {
    total.evidence[grade] = (total.evidence[grade] ?? 0) + count;
  }
  total.events += more.events;
  for (const outcome of ["verified", "differs", "not-verified"] as const) {
    const count = more.verified[outcome];
    if (count !== undefined) total.verified[outcome] = (total.verified[outcome] ?? 0) + count;
  }
  for (const [code, count] of Object.entries(more.reasons)) {
    total.reasons[code] = (total.reasons[code] ?? 0) + count;
  }
}
