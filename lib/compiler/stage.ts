/**
 * What the compiler needs of processing pipelines.
 *
 * @module
 */

import type { ProcessedCorrelation, ProcessedRule } from "../pipeline/apply.ts";
import type { PipelineRun, ProcessingPipeline } from "../pipeline/pipeline.ts";
import type { PostprocessedQuery, PostprocessOptions } from "../pipeline/postprocess.ts";
import type { CorrelationRule, Rule } from "../sigma/ast.ts";

/** Pipelines, ready to be applied. Has functions, so it stays in its thread. */
export interface PipelineStage {
  /** All pipelines as one. */
  readonly pipeline: ProcessingPipeline;
  /** Runs the transformations on a rule. */
  readonly applyToRule: (rule: Rule) => ProcessedRule;
  /** Runs them on a correlation. */
  readonly applyToCorrelation: (
    correlation: CorrelationRule,
    referencedRules: readonly (Rule | CorrelationRule)[],
  ) => ProcessedCorrelation;
  /** Runs the postprocessing items on a query. */
  readonly postprocess: (
    query: string,
    rule: Rule | CorrelationRule,
    run: PipelineRun,
    options: PostprocessOptions,
  ) => PostprocessedQuery;
}
