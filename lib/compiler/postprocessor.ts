/**
 * The postprocessing items of pipelines, for the queries of one rule.
 *
 * @module
 */

import { isFatal } from "../diagnostic.ts";
import type { PipelineRun } from "../pipeline/pipeline.ts";
import type { CorrelationRule, Rule } from "../sigma/ast.ts";
import type { Postprocess } from "./render.ts";
import type { PipelineStage } from "./stage.ts";

/** Makes what changes the printed queries of a rule; `undefined` when nothing does. */
export function postprocessor(
  stage: PipelineStage | undefined,
  rule: Rule | CorrelationRule,
  run: PipelineRun | undefined,
  referencedRules: readonly (Rule | CorrelationRule)[] = [],
): Postprocess | undefined {
  if (stage === undefined || run === undefined || stage.pipeline.postprocessing.length === 0) {
    return undefined;
  }
  return (text, format) => {
    const { query, diagnostics } = stage.postprocess(text, rule, run, { format, referencedRules });
    return query ?? diagnostics.find(isFatal)!;
  };
}
