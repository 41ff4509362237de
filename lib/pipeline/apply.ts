/**
 * A rule goes through a processing pipeline.
 *
 * @module
 */

import { type Diagnostic, isFatal } from "../diagnostic.ts";
import type { CorrelationRule, Rule } from "../sigma/ast.ts";
import { ApplyContext } from "./apply_context.ts";
import { applyItems, applyItemsToCorrelation } from "./apply_items.ts";
import { ProcessingFault } from "./fault.ts";
import type { PipelineRun, ProcessingPipeline } from "./pipeline.ts";

/** A rule after its pipeline. */
export interface ProcessedRule {
  /** A new rule, or the same one; absent when a diagnostic is fatal. */
  readonly rule?: Rule;
  /** What postprocessing needs. */
  readonly run: PipelineRun;
  /** With places in the rule's source. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A correlation after its pipeline. */
export interface ProcessedCorrelation {
  /** A new correlation, or the same one; absent when a diagnostic is fatal. */
  readonly correlation?: CorrelationRule;
  /** What postprocessing needs. */
  readonly run: PipelineRun;
  /** With places in the correlation's source. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Applies the transformations of a pipeline to a rule.
 *
 * @param rule The rule, which stays as it is
 * @param pipeline One pipeline, or several that were merged
 * @returns The new rule, or what keeps an item from being applied: `pipeline-error`,
 * `pipeline-failure`, `pipeline-empty`, `unresolved-placeholder`. What an item leaves out or
 * widens is a warning: `pipeline-dropped`, `pipeline-wildcard`
 *
 * @example A field gets another name
 * ```ts
 * import { applyPipeline } from "./apply.ts";
 * import { parsePipeline } from "./parse_pipeline.ts";
 * import { parseRule } from "../sigma/parse_rule.ts";
 * import { parseYaml } from "../yaml/parse.ts";
 * import assert from "node:assert/strict";
 *
 * const { pipeline } = await parsePipeline({
 *   path: "site.yml",
 *   text: "transformations:\n  - {type: field_name_mapping, mapping: {User: account}}\n",
 * });
 * const [{ root }] = parseYaml(`
 * title: Root
 * logsource: { product: linux }
 * detection:
 *   selection: { User: root }
 *   condition: selection
 * `);
 * assert.ok(root?.kind === "Mapping");
 * const { rule } = applyPipeline(parseRule(root).rule, pipeline!);
 * const detection = rule!.identifiers[0].detection;
 * assert.ok(detection.kind === "All" && detection.items[0].kind === "Item");
 * assert.equal(detection.items[0].field, "account");
 * ```
 */
export function applyPipeline(rule: Rule, pipeline: ProcessingPipeline): ProcessedRule {
  const context = ApplyContext.start(pipeline.vars);
  const outcome = guard(context, () => applyItems(rule, pipeline.items, context));
  return { rule: outcome.value, run: context.toRun(), diagnostics: outcome.diagnostics };
}

/**
 * Applies the transformations of a pipeline to a correlation.
 *
 * @param correlation The correlation, which stays as it is
 * @param referencedRules All rules that it names, also those that they name in turn
 * @param pipeline One pipeline, or several that were merged
 * @returns The new correlation, or what keeps an item from being applied
 */
export function applyPipelineToCorrelation(
  correlation: CorrelationRule,
  referencedRules: readonly (Rule | CorrelationRule)[],
  pipeline: ProcessingPipeline,
): ProcessedCorrelation {
  const context = ApplyContext.start(pipeline.vars, referencedRules);
  const outcome = guard(
    context,
    () => applyItemsToCorrelation(correlation, pipeline.items, context),
  );
  return { correlation: outcome.value, run: context.toRun(), diagnostics: outcome.diagnostics };
}

function guard<T>(
  context: ApplyContext,
  apply: () => T,
): { readonly value?: T; readonly diagnostics: readonly Diagnostic[] } {
  try {
    const value = apply();
    return { value, diagnostics: context.diagnostics };
  } catch (error) {
    if (!(error instanceof ProcessingFault)) throw error;
    const warnings = context.diagnostics.filter((item) => !isFatal(item));
    return { diagnostics: [...warnings, error.item] };
  }
}
