/**
 * A compiler with processing pipelines, and with verification.
 *
 * @module
 */

import { type CompileOptions, type Compiler, createStagedCompiler } from "./compile.ts";
import { type PipelineOptions, preparePipelines } from "./compiler/pipeline_stage.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Verifier } from "./verify/verification.ts";

/** A compiler, or what is wrong with its pipelines. */
export interface PreparedCompiler {
  /** Absent when a pipeline cannot be used. */
  readonly compiler?: Compiler;
  /** Faults and warnings by path of the pipeline file, with line and column. */
  readonly diagnostics: readonly { readonly path: string; readonly diagnostic: Diagnostic }[];
}

/**
 * Makes a compiler that runs pySigma processing pipelines, and fills placeholders, before the
 * mapping table; and one that verifies its queries.
 *
 * @param options Formats, mapping table, selection, shared documents, and whether to verify
 * @param pipelines Pipeline files and values of variables and placeholders; none when left out
 * @returns The compiler; never rejects for what stands in the files
 * @throws {TypeError} When an option cannot have its value; the message says what is expected
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
 *
 * @example A query that was verified
 * ```ts
 * import { prepareCompiler } from "./prepare_compiler.ts";
 * import assert from "node:assert/strict";
 *
 * const { compiler } = await prepareCompiler({ verify: true });
 * const text = `
 * title: Whoami
 * logsource: { category: process_creation, product: windows }
 * detection:
 *   selection: { Image|endswith: '\\whoami.exe' }
 *   condition: selection
 * `;
 * const [{ verification }] = compiler!.compileText({ path: "whoami.yml", text });
 * assert.equal(verification?.outcome, "verified");
 * assert.ok(verification.events > 10);
 * ```
 */
export async function prepareCompiler(
  options: CompileOptions,
  pipelines?: PipelineOptions,
): Promise<PreparedCompiler> {
  const verifier = await prepareVerifier(options);
  if (pipelines === undefined) {
    return { compiler: createStagedCompiler(options, undefined, verifier), diagnostics: [] };
  }
  const { stage, diagnostics } = await preparePipelines(pipelines);
  if (stage === undefined) return { diagnostics };
  return { compiler: createStagedCompiler(options, stage, verifier), diagnostics };
}

async function prepareVerifier({ verify }: CompileOptions): Promise<Verifier | undefined> {
  if (!verify) return undefined;
  const { makeVerifier } = await import("./verify/verifier.ts");
  return makeVerifier(verify === true ? {} : verify);
}
