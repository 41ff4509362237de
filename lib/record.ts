/**
 * Results as NDJSON: one line a query, and one line for a rule that gives
 * none. `docs/record.schema.json` describes a line, `docs/manifest.schema.json` one of a manifest.
 *
 * @module
 */

import type { CompileResult, Format } from "./compile.ts";
import { joinFidelities } from "./compiler/fidelity.ts";
import { type Diagnostic, isFatal } from "./diagnostic.ts";
import type { Fidelity } from "./result.ts";

/** Why a rule gives no query: faulty rule, limit of LEQL or the mapping table, file trouble. */
export type ProblemKind = "unsupported" | "invalid" | "io";

/**
 * How a rule ended. `partial`: queries in some of the requested formats, but
 * not in all. `skipped`: no query, by intention.
 */
export type Outcome = "converted" | "partial" | "skipped" | ProblemKind;

/** Tells what kind of problem a fatal diagnostic is. */
export function problemKind(item: Diagnostic): ProblemKind {
  if (item.code.startsWith("io-") || item.code.startsWith("worker-")) return "io";
  return item.severity === "unsupported" ? "unsupported" : "invalid";
}

/** What stands in for the reason when a rule gives neither a query nor a reason. */
const NO_REASON: Diagnostic = {
  code: "internal",
  severity: "error",
  message: "The rule gave no query and no reason: please report it",
};

/**
 * Returns all reasons why a rule gives no query in some or all formats, the
 * gravest kind first, and else in order.
 */
export function problems(result: CompileResult): Diagnostic[] {
  const found = result.diagnostics.filter(isFatal);
  for (const { diagnostic } of result.formatDiagnostics) {
    if (isFatal(diagnostic)) found.push(diagnostic);
  }
  if (found.length === 0 && result.queries.length === 0 && result.skipped === undefined) {
    found.push(NO_REASON);
  }
  return gravestFirst(found);
}

/** Returns all warnings: those of the rule, and then those of single formats. */
export function warnings({ diagnostics, formatDiagnostics }: CompileResult): Diagnostic[] {
  const found = diagnostics.filter((item) => !isFatal(item));
  for (const { diagnostic } of formatDiagnostics) {
    if (!isFatal(diagnostic)) found.push(diagnostic);
  }
  return found;
}

/** Tells how a rule ended. */
export function outcome(result: CompileResult): Outcome {
  const reasons = problems(result);
  if (reasons.length === 0) return result.skipped === undefined ? "converted" : "skipped";
  return result.queries.length > 0 ? "partial" : problemKind(reasons[0]);
}

/** Makes the result of a file that no compiler has seen. */
export function faultResult(path: string, fault: Diagnostic): CompileResult {
  return {
    path,
    rule: 0,
    id: null,
    title: null,
    level: null,
    status: null,
    tags: [],
    logsource: null,
    queries: [],
    diagnostics: [fault],
    formatDiagnostics: [],
    evidence: null,
  };
}

/**
 * Writes the lines for one rule: one for each query; one for each format that
 * fails alone; one for a rule without any query, whether it failed or was left
 * out by intention.
 *
 * @param result Outcome for one document
 * @returns Lines of JSON, each with its line break; none for a rule that was not selected
 *
 * @example A rule without a query
 * ```ts
 * import { faultResult, renderRecords } from "./record.ts";
 * import assert from "node:assert/strict";
 *
 * const line = renderRecords(faultResult("a.yml", {
 *   code: "io-not-utf8",
 *   severity: "error",
 *   message: "Cannot read the file as UTF-8",
 * }));
 * assert.equal(JSON.parse(line).error.kind, "io");
 * ```
 */
export function renderRecords(result: CompileResult): string {
  if (result.skipped?.code === "selection") return "";
  const head = renderHead(result);
  const timespan = renderTimespan(result);
  const verification = renderVerification(result);
  const ofRule = result.diagnostics.filter((item) => !isFatal(item));
  const warnings = `"warnings":${renderWarnings(ofRule)}}\n`;
  if (result.queries.length === 0) {
    return `${head},${renderFormat(result)}${renderReason(result)},${verification}${warnings}`;
  }
  const ofFormats = byFormat(result);
  const several = result.queries.some(({ condition }) => condition > 0);
  let lines = "";
  for (const { format, condition, eventType, query, fidelity, evidence } of result.queries) {
    const which = (several ? `"condition":${condition},` : "") +
      (eventType === undefined ? "" : `"event_type":${JSON.stringify(eventType)},`);
    const own = ofFormats.get(format);
    lines += `${head},"format":"${format}",${which}"query":${JSON.stringify(query)},` +
      `${timespan}${renderFidelity(fidelity)},"evidence":${JSON.stringify(evidence)},` +
      verification +
      (own === undefined ? warnings : `"warnings":${renderWarnings([...ofRule, ...own])}}\n`);
  }
  for (const [format, own] of ofFormats) {
    const reasons = own.filter(isFatal);
    if (reasons.length === 0) continue;
    lines += `${head},"format":"${format}",${renderProblems(gravestFirst(reasons))},${warnings}`;
  }
  return lines;
}

/**
 * Writes the line of the manifest for one rule.
 *
 * @param result Outcome for one document
 * @param files Files that hold its queries, relative to the output folder
 * @returns A line of JSON with its line break
 */
export function renderManifestLine(result: CompileResult, files: readonly string[]): string {
  const ended = outcome(result);
  const reason = ended === "converted" ? "" : `${renderReason(result)},`;
  return `${renderHead(result)},"outcome":"${ended}","files":${JSON.stringify(files)},` +
    `${renderTimespan(result)}${reason}${
      renderFidelity(joinFidelities(result.queries.map(({ fidelity }) => fidelity)))
    },` +
    `"evidence":${JSON.stringify(result.evidence)},${renderVerification(result)}` +
    `"warnings":${renderWarnings(warnings(result))}}\n`;
}

const EXACT_TEXT = '"fidelity":{"kind":"exact","reasons":[]}';

function renderFidelity(fidelity: Fidelity | null): string {
  return fidelity?.kind === "exact" ? EXACT_TEXT : `"fidelity":${JSON.stringify(fidelity)}`;
}

/** Ends with a comma, unless it is empty. */
function renderTimespan({ timespanSeconds }: CompileResult): string {
  return timespanSeconds === undefined ? "" : `"timespan_seconds":${timespanSeconds},`;
}

/** Ends with a comma, unless it is empty. */
function renderVerification({ verification }: CompileResult): string {
  return verification === undefined ? "" : `"verification":${JSON.stringify(verification)},`;
}

/** The keys that all lines of one rule share, without the closing brace. */
function renderHead(result: CompileResult): string {
  const { path, rule, id, title, level, status, tags, logsource } = result;
  const source = logsource && {
    category: logsource.category,
    product: logsource.product,
    service: logsource.service,
  };
  return JSON.stringify({ path, rule, id, title, level, status, tags, logsource: source })
    .slice(0, -1);
}

function renderWarnings(warnings: readonly Diagnostic[]): string {
  if (warnings.length === 0) return "[]";
  return JSON.stringify(warnings.map(({ code, message, line, column, hint }) => ({
    code,
    message,
    line: line ?? null,
    column: column ?? null,
    hint,
  })));
}

/** Why a rule gives no query, or not all of them. */
function renderReason(result: CompileResult): string {
  const reasons = problems(result);
  if (reasons.length > 0) return renderProblems(reasons);
  return `"skipped":${JSON.stringify(result.skipped)}`;
}

function renderProblems(items: readonly Diagnostic[]): string {
  const [error, ...rest] = items.map((item) => ({
    kind: problemKind(item),
    code: item.code,
    message: item.message,
    line: item.line ?? null,
    column: item.column ?? null,
    hint: item.hint ?? null,
  }));
  return `"error":${JSON.stringify(error)},"problems":${JSON.stringify(rest)}`;
}

/** The `format` key of a rule without a query: there when one format alone is at fault. */
function renderFormat(result: CompileResult): string {
  if (result.diagnostics.some(isFatal)) return "";
  // Without a query, every one of them is a fault.
  const formats = new Set(result.formatDiagnostics.map((item) => item.format));
  return formats.size === 1 ? `"format":"${[...formats][0]}",` : "";
}

function byFormat(result: CompileResult): Map<Format, Diagnostic[]> {
  const groups = new Map<Format, Diagnostic[]>();
  for (const { format, diagnostic } of result.formatDiagnostics) {
    const group = groups.get(format);
    if (group === undefined) groups.set(format, [diagnostic]);
    else group.push(diagnostic);
  }
  return groups;
}

const GRAVITY: Readonly<Record<ProblemKind, number>> = { io: 0, invalid: 1, unsupported: 2 };

function gravestFirst(items: Diagnostic[]): Diagnostic[] {
  return items.sort((a, b) => GRAVITY[problemKind(a)] - GRAVITY[problemKind(b)]);
}
