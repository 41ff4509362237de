/**
 * One-call forms of the compiler.
 *
 * @module
 */

import { type CompileOptions, createCompiler } from "./compile.ts";
import { diagnostic } from "./diagnostic.ts";
import type { CompileResult } from "./result.ts";

const PATH = "rule.yml";

/**
 * Compiles the one rule of a text.
 *
 * @param text YAML with one document
 * @param options Formats and mapping table
 * @returns The outcome; with several documents in the text the fault `not-a-rule`. Never throws
 * because of the text.
 * @throws {TypeError} When an option cannot have its value; the message says what is expected
 *
 * @example A value that LEQL cannot say
 * ```ts
 * import { compileRule } from "./api.ts";
 * import assert from "node:assert/strict";
 *
 * const { queries, diagnostics } = compileRule(`
 * title: Look-ahead
 * logsource: { category: process_creation, product: windows }
 * detection:
 *   selection:
 *     CommandLine|re: 'foo(?!bar)'
 *   condition: selection
 * `);
 * assert.deepEqual(queries, []);
 * assert.equal(diagnostics[0].code, "regex-not-re2");
 * assert.equal(diagnostics[0].line, 6);
 * assert.equal(diagnostics[0].column, 25);
 * ```
 */
export function compileRule(text: string, options: CompileOptions = {}): CompileResult {
  const results = compileText(text, options);
  if (results.length === 1) return results[0];
  const fault = diagnostic(
    "error",
    "not-a-rule",
    `The text has ${results.length} documents, not one`,
    undefined,
    "Use compileText",
  );
  return { ...results[0], queries: [], diagnostics: [fault], formatDiagnostics: [] };
}

/**
 * Compiles all documents of a text.
 *
 * @param text YAML with any number of documents
 * @param options Formats and mapping table
 * @returns One outcome for each document. Never throws because of the text.
 * @throws {TypeError} When an option cannot have its value; the message says what is expected
 *
 * @example Two documents
 * ```ts
 * import { compileText } from "./api.ts";
 * import assert from "node:assert/strict";
 *
 * const results = compileText("title: One\n---\ntitle: Two\n");
 * assert.deepEqual(results.map(({ title }) => title), ["One", "Two"]);
 * ```
 */
export function compileText(text: string, options: CompileOptions = {}): CompileResult[] {
  return createCompiler(options).compileText({ path: PATH, text });
}
