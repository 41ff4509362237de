/**
 * Processing pipelines and values of placeholders, as a stage of the compiler.
 *
 * Loaded only when there are some: most runs have none.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import { applyPipeline, applyPipelineToCorrelation } from "../pipeline/apply.ts";
import { fillPlaceholders } from "../pipeline/fill_placeholders.ts";
import { mergePipelines } from "../pipeline/merge.ts";
import { parsePipeline } from "../pipeline/parse_pipeline.ts";
import type { PipelineSource, ProcessingPipeline } from "../pipeline/pipeline.ts";
import type { Vars } from "../pipeline/pipeline_value.ts";
import { postprocess } from "../pipeline/postprocess.ts";
import type { PipelineStage } from "./stage.ts";

/** Pipelines to run. Plain data, so that it can cross to a worker. */
export interface PipelineOptions {
  /** Pipeline files. */
  readonly sources: readonly PipelineSource[];
  /** Values by variable and by placeholder; they win over those of the files. */
  readonly vars: Vars;
}

/** A stage, or what is wrong with the pipelines. */
export interface PreparedPipelines {
  /** Absent when a diagnostic is an error. */
  readonly stage?: PipelineStage;
  /** Faults by path of the file, with line and column. */
  readonly diagnostics: readonly { readonly path: string; readonly diagnostic: Diagnostic }[];
}

/**
 * Reads pipelines and makes a stage of them.
 *
 * @param options Files and variables
 * @returns The stage; never rejects for what stands in the files
 */
export async function preparePipelines(options: PipelineOptions): Promise<PreparedPipelines> {
  const pipelines: ProcessingPipeline[] = [];
  const diagnostics: { path: string; diagnostic: Diagnostic }[] = [];
  for (const source of options.sources) {
    const parsed = await parsePipeline(source);
    for (const diagnostic of parsed.diagnostics) {
      diagnostics.push({ path: source.path, diagnostic });
    }
    if (parsed.pipeline !== undefined) pipelines.push(parsed.pipeline);
  }
  if (pipelines.length < options.sources.length) return { diagnostics };
  return { stage: makeStage(mergePipelines(pipelines, options.vars), options.vars), diagnostics };
}

function makeStage(pipeline: ProcessingPipeline, vars: Vars): PipelineStage {
  return {
    pipeline,
    applyToRule(rule) {
      const processed = applyPipeline(rule, pipeline);
      if (processed.rule === undefined) return processed;
      const filled = fillPlaceholders(processed.rule, vars);
      const diagnostics = [...processed.diagnostics, ...filled.diagnostics];
      return { rule: filled.rule, run: processed.run, diagnostics };
    },
    applyToCorrelation: (correlation, referencedRules) =>
      applyPipelineToCorrelation(correlation, referencedRules, pipeline),
    postprocess: (query, rule, run, options) => postprocess(query, rule, run, pipeline, options),
  };
}
