/**
 * The cases of docs/sigma-support.md: `GROUP/NAME.yml` is what a row is about, and beside it
 * stands what it gives.
 *
 * - `.leql`: the queries of all documents, separated by a blank line
 * - `.diagnostics`: one formatted diagnostic a line
 * - `.record`: `DOCUMENT skipped CODE` and `DOCUMENT timespan SECONDS`, one a line
 * - `.issues`: what `check` finds, with the header `check`
 *
 * Header lines of the `.yml` may choose: `# mapping: insightidr`, `# format: NAME`,
 * `# filter-mode: and-not`, `# placeholders: leql-variable`, `# var: NAME=V1,V2`,
 * `# pipeline: FILE` (beside the case), `# check: NAMES`. Without them it is the format default
 * without a mapping table.
 *
 * @module
 */

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createChecker } from "../../lib/check/checker.ts";
import type { CompileOptions, Compiler, Format } from "../../lib/compile.ts";
import { formatDiagnostic, isFatal } from "../../lib/diagnostic.ts";
import { builtinMapping } from "../../lib/mappings/builtin.ts";
import { prepareCompiler } from "../../lib/prepare_compiler.ts";
import type { CompileResult } from "../../lib/result.ts";
import { listFiles, ROOT } from "../helpers/project.ts";

const FOLDER = join(ROOT, "tests", "support");

const OUTPUTS: readonly string[] = [".leql", ".diagnostics", ".record", ".issues"];

/** What becomes of a feature: the first word of the column "Here". */
export type Outcome = "converts" | "warns" | "refused";

/** What a case gives. */
export interface SupportCase {
  /** The worst of its documents. */
  readonly outcome: Outcome;
  /** Its outputs by ending; one without content is left out. */
  readonly outputs: ReadonlyMap<string, string>;
}

/** The names of all cases, `group/name`, sorted. */
export function supportNames(): string[] {
  return listFiles(FOLDER, ".yml").map((path) => path.slice(FOLDER.length + 1, -".yml".length));
}

/** Compiles a case. */
export async function compileSupportCase(name: string): Promise<SupportCase> {
  const text = readFileSync(join(FOLDER, `${name}.yml`), "utf8");
  const compiler = await makeCompiler(name, text);
  const results = compiler.compileText({ path: `${name}.yml`, text });
  const outputs = new Map<string, string>();
  const queries = results.flatMap((result) => result.queries.map(({ query }) => `${query}\n`));
  if (queries.length > 0) outputs.set(".leql", queries.join("\n"));
  setLines(outputs, ".diagnostics", results.flatMap(diagnosticLines));
  setLines(outputs, ".record", results.flatMap(recordLines));
  const checks = readHeader(text, "check");
  if (checks !== undefined) {
    const checker = createChecker({ validators: checks.split(",") });
    const issues = [...checker.checkText({ path: `${name}.yml`, text }), ...checker.finish()];
    setLines(
      outputs,
      ".issues",
      issues.map((issue) => `${issue.line}:${issue.column} ${issue.validator}`),
    );
  }
  return { outcome: worst(results), outputs };
}

async function makeCompiler(name: string, text: string): Promise<Compiler> {
  const mapping = readHeader(text, "mapping");
  const format = readHeader(text, "format") ?? "default";
  const pipeline = readHeader(text, "pipeline");
  const variable = readHeader(text, "var")?.split("=");
  const options: CompileOptions = {
    formats: [format as Format],
    mapping: mapping === undefined ? null : builtinMapping(mapping),
    filterMode: readHeader(text, "filter-mode") === "and-not" ? "and-not" : "and",
    placeholders: readHeader(text, "placeholders") === "leql-variable" ? "leql-variable" : "error",
  };
  const path = join(FOLDER, dirname(name), pipeline ?? "");
  const { compiler } = await prepareCompiler(options, {
    sources: pipeline === undefined ? [] : [{ path: pipeline, text: readFileSync(path, "utf8") }],
    vars: variable === undefined ? {} : { [variable[0]]: variable[1].split(",") },
  });
  return compiler!;
}

function readHeader(text: string, key: string): string | undefined {
  return new RegExp(`^# ${key}: (\\S+)$`, "m").exec(text)?.[1];
}

function setLines(outputs: Map<string, string>, ending: string, lines: readonly string[]): void {
  if (lines.length > 0) outputs.set(ending, lines.map((line) => `${line}\n`).join(""));
}

function diagnosticLines({ diagnostics, formatDiagnostics }: CompileResult): string[] {
  return [
    ...diagnostics.map((item) => formatDiagnostic(item)),
    ...formatDiagnostics.map(({ format, diagnostic }) => formatDiagnostic(diagnostic, format)),
  ];
}

function recordLines({ rule, skipped, timespanSeconds }: CompileResult): string[] {
  return [
    ...skipped === undefined ? [] : [`${rule} skipped ${skipped.code}`],
    ...timespanSeconds === undefined ? [] : [`${rule} timespan ${timespanSeconds}`],
  ];
}

/** A document without a query must say why, and one with a fatal diagnostic has no query. */
function worst(results: readonly CompileResult[]): Outcome {
  let warned = false;
  let refused = false;
  for (const { rule, queries, diagnostics, formatDiagnostics, skipped } of results) {
    const found = [...diagnostics, ...formatDiagnostics.map(({ diagnostic }) => diagnostic)];
    const fatal = found.some(isFatal);
    if (fatal && queries.length > 0) throw new Error(`document ${rule} is refused and converts`);
    if (!fatal && queries.length === 0 && skipped === undefined) {
      throw new Error(`document ${rule} gives neither a query nor a reason`);
    }
    if (fatal) refused = true;
    else if (found.length > 0) warned = true;
  }
  if (refused) return "refused";
  if (results.every(({ queries }) => queries.length === 0)) throw new Error("no document converts");
  return warned ? "warns" : "converts";
}

/** Reads what a case is expected to give, by ending. */
export function readSupportOutputs(name: string): Map<string, string> {
  const outputs = new Map<string, string>();
  for (const ending of OUTPUTS) {
    const path = join(FOLDER, name + ending);
    if (existsSync(path)) outputs.set(ending, readFileSync(path, "utf8"));
  }
  return outputs;
}

/** Makes what a case gives now the expectation. Returns the endings that changed. */
export async function updateSupportCase(name: string): Promise<string[]> {
  const { outputs } = await compileSupportCase(name);
  const expected = readSupportOutputs(name);
  const changed = OUTPUTS.filter((ending) => outputs.get(ending) !== expected.get(ending));
  for (const ending of changed) {
    const output = outputs.get(ending);
    if (output === undefined) rmSync(join(FOLDER, name + ending));
    else writeFileSync(join(FOLDER, name + ending), output);
  }
  return changed;
}

/** Files below the folder of cases that belong to no case. */
export function straySupportFiles(): string[] {
  const names = supportNames();
  const known = new Set(names.flatMap((name) => [".yml", ...OUTPUTS].map((end) => name + end)));
  for (const name of names) {
    const pipeline = readHeader(readFileSync(join(FOLDER, `${name}.yml`), "utf8"), "pipeline");
    if (pipeline !== undefined) known.add(`${dirname(name)}/${pipeline}`);
  }
  return listFiles(FOLDER, "")
    .map((path) => path.slice(FOLDER.length + 1))
    .filter((path) => path.includes("/") && !known.has(path));
}
