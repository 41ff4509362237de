/**
 * Golden cases: `NAME.yml` is a file of rules, and beside it stands what it gives.
 *
 * - `NAME.leql`, `NAME.advanced.leql`, `NAME.detection.leql`: the queries in one format,
 *   separated by a blank line
 * - `NAME.diagnostics`: one formatted diagnostic a line, those of a single format behind its name
 *
 * Lines of the `.yml` may choose: `# mapping: pysigma`, `# formats: all`, or one format. Without
 * them it is the mapping table insightidr and the format default.
 */

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCompiler } from "../../lib/compile.ts";
import { formatDiagnostic } from "../../lib/diagnostic.ts";
import { type Format, FORMATS } from "../../lib/leql/formats/registry.ts";
import { builtinMapping } from "../../lib/mappings/builtin.ts";
import { listFiles, ROOT } from "./project.ts";

const FOLDER = join(ROOT, "tests", "cases");

const ENDINGS: Readonly<Record<Format, string>> = {
  default: ".leql",
  leql_advanced_search: ".advanced.leql",
  leql_detection_definition: ".detection.leql",
};

/** Every ending of an expected output. */
const OUTPUTS: readonly string[] = [...Object.values(ENDINGS), ".diagnostics"];

/** The names of all cases, `feature/name`, sorted. */
export function caseNames(): string[] {
  return listFiles(FOLDER, ".yml").map((path) => path.slice(FOLDER.length + 1, -".yml".length));
}

/** Compiles a case. Returns its outputs by ending; an output without content is left out. */
export function compileCase(name: string): Map<string, string> {
  const text = readFileSync(join(FOLDER, `${name}.yml`), "utf8");
  const format = readHeader(text, "formats") ?? "default";
  const formats = FORMATS.filter((name) => format === "all" || format === name);
  const mapping = builtinMapping(readHeader(text, "mapping") ?? "insightidr");
  const results = createCompiler({ formats, mapping }).compileText({ path: `${name}.yml`, text });
  const outputs = new Map<string, string>();
  for (const format of formats) {
    const queries = results.flatMap((result) => result.queries)
      .filter((query) => query.format === format)
      .map(({ query }) => `${query}\n`);
    if (queries.length > 0) outputs.set(ENDINGS[format], queries.join("\n"));
  }
  const lines = results.flatMap((result) => [
    ...result.diagnostics.map((item) => formatDiagnostic(item)),
    ...result.formatDiagnostics.map(({ format, diagnostic }) =>
      formatDiagnostic(diagnostic, format)
    ),
  ]);
  if (lines.length > 0) outputs.set(".diagnostics", lines.map((line) => `${line}\n`).join(""));
  return outputs;
}

/** Reads what a case is expected to give, by ending. */
export function readExpected(name: string): Map<string, string> {
  const outputs = new Map<string, string>();
  for (const ending of OUTPUTS) {
    const path = join(FOLDER, name + ending);
    if (existsSync(path)) outputs.set(ending, readFileSync(path, "utf8"));
  }
  return outputs;
}

/** Files below the folder of cases that belong to no case. */
export function strayFiles(): string[] {
  const names = caseNames();
  const known = new Set(names.flatMap((name) => ["", ...OUTPUTS].map((ending) => name + ending)));
  return listFiles(FOLDER, "")
    .map((path) => path.slice(FOLDER.length + 1))
    .filter((path) => !known.has(path.replace(/\.yml$/, "")));
}

/** Makes what a case gives now the expectation. Returns the endings that changed. */
export function updateCase(name: string): string[] {
  const outputs = compileCase(name);
  const expected = readExpected(name);
  const changed = OUTPUTS.filter((ending) => outputs.get(ending) !== expected.get(ending));
  for (const ending of changed) {
    const path = join(FOLDER, name + ending);
    const output = outputs.get(ending);
    if (output === undefined) rmSync(path);
    else writeFileSync(path, output);
  }
  return changed;
}

function readHeader(text: string, key: string): string | undefined {
  return new RegExp(`^# ${key}: (\\S+)$`, "m").exec(text)?.[1];
}
