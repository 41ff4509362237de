/**
 * What templates see: the query, the rule and the pipeline.
 *
 * @module
 */

import type { ProcessingPipeline, QueryContext } from "./pipeline.ts";
import type { PipelineValue } from "./pipeline_value.ts";
import { LIST_ATTRIBUTES, ruleObject, TEXT_ATTRIBUTES } from "./rule_attributes.ts";

/** The variables of a template for one query. */
export function templateVariables(
  { rule, run, pipeline }: QueryContext,
  query: string,
): Readonly<Record<string, PipelineValue>> {
  return {
    query,
    rule: ruleObject(rule, run.customAttributes),
    pipeline: { ...pipelineObject(pipeline), state: run.state, applied_ids: run.appliedIds },
  };
}

/** The pipeline as templates see it when no rule is at hand. */
export function pipelineObject(
  { name, vars }: ProcessingPipeline,
): Readonly<Record<string, PipelineValue>> {
  return { name: name ?? null, vars, state: {}, applied_ids: [] };
}

const RULE_NAMES: readonly string[] = [
  ...TEXT_ATTRIBUTES,
  ...LIST_ATTRIBUTES,
  "logsource",
  "custom_attributes",
  "type",
];
const PIPELINE_NAMES: readonly string[] = ["name", "vars", "state", "applied_ids"];

/** True when the first names of a path exist. */
export function isTemplateRoot([root, first]: readonly string[]): boolean {
  if (root === "query") return first === undefined;
  if (root === "rule") return RULE_NAMES.includes(first);
  return root === "pipeline" && PIPELINE_NAMES.includes(first);
}
