/** One-line assertions about what a detection section gives. */

import assert from "node:assert/strict";
import { createCompiler } from "../../lib/compile.ts";
import { formatDiagnostic } from "../../lib/diagnostic.ts";
import { builtinMapping } from "../../lib/mappings/builtin.ts";
import type { CompileResult } from "../../lib/result.ts";

const HEAD = "title: T\nlogsource: {category: process_creation, product: windows}\ndetection:\n";

/** The lines in front of the detection section in {@link ruleText}. */
export const HEAD_LINES = 3;

/**
 * A rule with this detection section.
 *
 * @param detection Lines of the section; a line that is a flow or block map of items without any
 * `condition:` becomes the identifier `sel`
 */
export function ruleText(detection: string): string {
  const lines = detection.replace(/^\n/, "").trimEnd().split("\n");
  if (/^\s*(['"]?)condition\1:/m.test(detection)) {
    return `${HEAD}${lines.map((line) => `  ${line}\n`).join("")}`;
  }
  return `${HEAD}  sel:\n${lines.map((line) => `    ${line}\n`).join("")}  condition: sel\n`;
}

const COMPILERS = new Map(
  ["insightidr", "pysigma"].map((name) => [
    name,
    createCompiler({ mapping: builtinMapping(name) }),
  ]),
);

/** Compiles a detection section in the format default under the mapping table pysigma. */
export function compileDetection(detection: string, mapping = "pysigma"): CompileResult {
  return COMPILERS.get(mapping)!.compileText({ path: "rule.yml", text: ruleText(detection) })[0];
}

/** Asserts that a detection section gives these queries, whatever the warnings. */
export function expectLeql(detection: string, ...queries: string[]): void {
  const result = compileDetection(detection);
  const lines = result.diagnostics.map((item) => formatDiagnostic(item)).join("\n");
  assert.deepEqual(result.queries.map(({ query }) => query), queries, lines);
}

/**
 * Asserts that a detection section gives no query, and this first diagnostic.
 *
 * @param expected `line:column code`; lines count from the section's first
 */
export function expectFault(detection: string, expected: string): void {
  const result = compileDetection(detection);
  assert.deepEqual(result.queries, []);
  const [{ line = 0, column, code }] = result.diagnostics;
  assert.equal(`${line - HEAD_LINES}:${column} ${code}`, expected);
}

/** Compiles a whole text; returns `line:column severity code` of each diagnostic of each document. */
export function faultsOf(text: string): string[] {
  const results = COMPILERS.get("insightidr")!.compileText({ path: "rule.yml", text });
  return results.flatMap(({ diagnostics }) =>
    diagnostics.map(({ line, column, severity, code }) => `${line}:${column} ${severity} ${code}`)
  );
}
