/**
 * A compiler with processing pipelines.
 *
 * @module
 */

import { type CompileOptions, type Compiler, createPipelineCompiler } from "./compile.ts";
import { type PipelineOptions, preparePipelines } from "./compiler/pipeline_stage.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** A compiler, or what is wrong with its pipelines. */
export interface PreparedCompiler {
  /** Absent when a pipeline cannot be used. */
  readonly compiler?: Compiler;
  /** Faults and warnings by path of the pipeline file, with line and column. */
  readonly diagnostics: readonly { readonly path: string; readonly diagnostic: Diagnostic }[];
}

/**
 * Makes a compiler that runs pySigma processing pipelines, and fills placeholders, before the
 * mapping table.
 *
 * @param options Formats, mapping table, selection and shared documents
 * @param pipelines Pipeline files and values of variables and placeholders
 * @returns The compiler; never rejects for what stands in the files
 * @throws {TypeError} When a format does not exist
 *
 * @example A field gets another name
 * ```ts
 * import { prepareCompiler } from "./prepare_compiler.ts";
 * import assert from "node:assert/strict";
 *
 * const site = "transformations:\n  - {type: field_name_mapping, mapping: {cmd: CommandLine}}\n";
 * const { compiler } = await prepareCompiler({}, {
 *   sources: [{ path: "site.yml", text: site }],
 *   vars: { tool: ["mimikatz", "rubeus"] },
 * });
 * const text = `
 * title: Tools
 * logsource: { category: process_creation, product: windows }
 * detection:
 *   selection: { cmd|expand|contains: '%tool%' }
 *   condition: selection
 * `;
 * const [{ queries }] = compiler!.compileText({ path: "tools.yml", text });
 * assert.equal(queries[0].query, 'process.cmd_line ICONTAINS-ANY ["mimikatz", "rubeus"]');
 * ```
 */
export async function prepareCompiler(
  options: CompileOptions,
  pipelines: PipelineOptions,
): Promise<PreparedCompiler> {
  const { stage, diagnostics } = await preparePipelines(pipelines);
  if (stage === undefined) return { diagnostics };
  return { compiler: createPipelineCompiler(options, stage), diagnostics };
}
