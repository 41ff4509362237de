/**
 * The compiler: texts in, queries and diagnostics out.
 *
 * text -> documents -> rule -> mapped rule -> expression -> LEQL tree -> text
 *
 * Does not load the RE2 port: whoever compiles through this module must be
 * ready for `Re2NotLoaded`. `lib/compile.ts` is the same with the port.
 *
 * @module
 */

import { compileCorrelation } from "./compile_correlation.ts";
import { compileFilter } from "./compile_filter.ts";
import { compileRuleDocument } from "./compile_rule.ts";
import { makeResult } from "./outcome.ts";
import { type CompileOptions, prepareSetup, type Setup } from "./setup.ts";
import type { PipelineStage } from "./stage.ts";
import { type Diagnostic, diagnostic, isFatal } from "../diagnostic.ts";
import type { CompileResult } from "../result.ts";
import { Re2NotLoaded } from "../leql/re2.ts";
import { Collection } from "../sigma/collection.ts";
import { readDocuments, type SigmaDocument } from "../sigma/documents.ts";
import type { Source } from "../source.ts";
import type { Verifier } from "../verify/verification.ts";

/** Compiles texts with one set of options. */
export interface Compiler {
  /**
   * Compiles all documents of a text.
   *
   * @param source The text and its path
   * @returns One result for each document, in order; for an empty text one with the fault
   * `empty-file`. Never throws.
   */
  compileText(source: Source): CompileResult[];
}

/**
 * Makes a compiler. The mapping table is indexed once, so use one compiler for many texts.
 *
 * @param options Formats, mapping table, selection and shared documents
 * @returns The compiler; it keeps no state between texts
 * @throws {TypeError} When an option cannot have its value, and for the option `verify`, which only
 * `prepareCompiler` can serve
 *
 * @example Two formats of one rule
 * ```ts
 * import { createCompiler } from "../compile.ts";
 * import assert from "node:assert/strict";
 *
 * const compiler = createCompiler({ formats: ["default", "leql_advanced_search"] });
 * const text = `
 * title: Whoami
 * logsource: { category: process_creation, product: windows }
 * detection:
 *   selection: { Image|endswith: '\\whoami.exe' }
 *   condition: selection
 * `;
 * const [result] = compiler.compileText({ path: "whoami.yml", text });
 * assert.deepEqual(result.queries.map(({ query }) => query), [
 *   "process.exe_path=/.*\\\\whoami\\.exe$/i",
 *   "where(process.exe_path=/.*\\\\whoami\\.exe$/i)",
 * ]);
 * ```
 */
export function createCompiler(options: CompileOptions = {}): Compiler {
  if (options.verify) throw new TypeError("Only prepareCompiler makes compilers that verify");
  return createStagedCompiler(options, undefined, undefined);
}

/**
 * Makes a compiler with the stages that are loaded on demand.
 *
 * @param options Formats, mapping table, selection and shared documents
 * @param pipelines Runs before the mapping table
 * @param verifier Verifies each query
 */
export function createStagedCompiler(
  options: CompileOptions,
  pipelines: PipelineStage | undefined,
  verifier: Verifier | undefined,
): Compiler {
  const setup = prepareSetup(options, pipelines, verifier);
  return { compileText: (source) => compileText(source, setup) };
}

const START = { start: 0, end: 0 };
const NO_COLLECTION = new Collection();

function compileText(source: Source, setup: Setup): CompileResult[] {
  if (typeof source?.text !== "string" || typeof source.path !== "string") {
    throw new TypeError("compileText takes an object with path and text, two strings");
  }
  const documents = guard(source, () => readDocuments(source.text));
  if (!Array.isArray(documents)) return [makeResult(source, 0, undefined, [documents])];
  if (documents.length === 0) {
    const fault = diagnostic("error", "empty-file", "The file has no document", START);
    return [makeResult(source, 0, undefined, [fault])];
  }
  const collection = needsCollection(documents, setup)
    ? setup.shared.collectionFor(source, documents)
    : NO_COLLECTION;
  return documents.map((document) => {
    const result = guard(source, () => compileDocument(source, document, collection, setup));
    return "code" in result ? makeResult(source, document.index, undefined, [result]) : result;
  });
}

function needsCollection(documents: readonly SigmaDocument[], setup: Setup): boolean {
  return !setup.shared.isEmpty ||
    documents.some(({ content }) => content !== undefined && content.kind !== "Rule");
}

/** Turns a fault of this program into a diagnostic. */
function guard<T>(source: Source, run: () => T): T | Diagnostic {
  try {
    return run();
  } catch (error) {
    if (error instanceof Re2NotLoaded) throw error;
    const what = error instanceof Error ? error.message : String(error);
    return diagnostic(
      "error",
      "internal",
      `Cannot compile "${source.path}" because of a fault of this program: ${what}`,
      undefined,
      "Please report it, with the rule",
    );
  }
}

function compileDocument(
  source: Source,
  { index, content, diagnostics }: SigmaDocument,
  collection: Collection,
  setup: Setup,
): CompileResult {
  if (content === undefined) return makeResult(source, index, undefined, diagnostics);
  if (content.kind !== "Filter") {
    const logsource = content.kind === "Rule" ? content.logsource : undefined;
    if (setup.select !== undefined && !setup.select(content.metadata, logsource)) {
      const skipped = { code: "selection", message: "Not selected" } as const;
      return makeResult(source, index, content, [], { skipped });
    }
  }
  if (diagnostics.some(isFatal)) return makeResult(source, index, content, diagnostics);
  switch (content.kind) {
    case "Rule": {
      const user = collection.usedBy(content);
      if (user !== undefined) {
        const message = `Used by the correlation "${user}", which does not generate its rules`;
        const skipped = { code: "used-by-correlation", message } as const;
        return makeResult(source, index, content, diagnostics, { skipped });
      }
      return compileRuleDocument(source, index, content, diagnostics, collection, setup);
    }
    case "Correlation":
      return compileCorrelation(source, index, content, diagnostics, collection, setup);
    case "Filter":
      return compileFilter(source, index, content, diagnostics, collection);
  }
}
