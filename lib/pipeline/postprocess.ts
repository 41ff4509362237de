/**
 * What a pipeline does to queries: to each one, and at the end to all.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import type { CorrelationRule, Rule } from "../sigma/ast.ts";
import { applyPostprocessing } from "./apply_postprocessing.ts";
import { ProcessingFault } from "./fault.ts";
import type { PipelineRun, ProcessingPipeline } from "./pipeline.ts";
import type { PipelineValue } from "./pipeline_value.ts";

/** A query after postprocessing. */
export interface PostprocessedQuery {
  /** Absent when a diagnostic is fatal. */
  readonly query?: string;
  /** What kept an item from being applied. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What postprocessing may know beside the rule. */
export interface PostprocessOptions {
  /** Name of the output format, for templates: the variable `output_format`. */
  readonly format: string;
  /** For a correlation: the rules that it names. */
  readonly referencedRules?: readonly (Rule | CorrelationRule)[];
}

/**
 * Applies the postprocessing items of a pipeline to one query.
 *
 * @param query The query
 * @param rule The rule or correlation of the query, as it came out of the pipeline
 * @param run What applying the pipeline has left
 * @param pipeline The pipeline
 * @param options Format of the query
 * @returns The query, or `pipeline-error` when an item cannot be applied
 */
export function postprocess(
  query: string,
  rule: Rule | CorrelationRule,
  run: PipelineRun,
  pipeline: ProcessingPipeline,
  options: PostprocessOptions,
): PostprocessedQuery {
  const { format, referencedRules = [] } = options;
  const vars: Record<string, PipelineValue> = {
    ...pipeline.vars,
    backend: "Rapid7 InsightIDR",
    output_format: format,
  };
  const context = { rule, run, pipeline: { ...pipeline, vars }, referencedRules };
  try {
    return {
      query: applyPostprocessing(query, pipeline.postprocessing, context),
      diagnostics: [],
    };
  } catch (error) {
    if (!(error instanceof ProcessingFault)) throw error;
    return { diagnostics: [error.item] };
  }
}

/** All queries as one text. */
export interface FinalizedOutput {
  /** Absent when a diagnostic is fatal. */
  readonly output?: string;
  /** What kept a finalizer from being applied. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Applies the finalizers of a pipeline to all queries.
 *
 * @param queries The queries, postprocessed
 * @param pipeline The pipeline; without finalizers each query is a line
 * @returns One text, or `pipeline-error` when a finalizer cannot be applied
 *
 * @example Queries in one search
 * ```ts
 * import { finalize } from "./postprocess.ts";
 * import { parsePipeline } from "./parse_pipeline.ts";
 * import assert from "node:assert/strict";
 *
 * const { pipeline } = await parsePipeline({
 *   path: "site.yml",
 *   text: "finalizers:\n  - {type: concat, separator: ' OR '}\n",
 * });
 * assert.equal(finalize(["a=1", "b=2"], pipeline!).output, "a=1 OR b=2");
 * ```
 */
export function finalize(
  queries: readonly string[],
  pipeline: ProcessingPipeline,
): FinalizedOutput {
  try {
    let output: readonly string[] | string = queries;
    for (const finalizer of pipeline.finalizers) output = finalizer.apply(output, pipeline);
    return { output: typeof output === "string" ? output : output.join("\n"), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof ProcessingFault)) throw error;
    return { diagnostics: [error.item] };
  }
}
