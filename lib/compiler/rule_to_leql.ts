/**
 * The stages from a rule to LEQL trees, in order.
 *
 * filters -> pipelines -> mapping table -> expression -> LEQL tree
 *
 * @module
 */

import { type Diagnostic, diagnostic, isFatal } from "../diagnostic.ts";
import { lowerRule } from "../expr/lower_rule.ts";
import type { LeqlNode } from "../leql/ast.ts";
import { lowerExpr } from "../leql/lower_expr.ts";
import { applyMapping, type MappedRule, type Target } from "../mappings/apply.ts";
import type { PipelineRun } from "../pipeline/pipeline.ts";
import { applyFilter, filterApplies, filterNumber, suspectFilter } from "../sigma/apply_filter.ts";
import type { FilterRule, Rule } from "../sigma/ast.ts";
import type { Collection } from "../sigma/collection.ts";
import type { Setup } from "./setup.ts";

/** A rule, ready for printing. */
export interface LeqlRule {
  /** One tree for each condition; empty when a diagnostic is fatal. */
  readonly trees: readonly LeqlNode[];
  /** The rule as it came out of the pipelines, before the mapping table. */
  readonly processed: Rule;
  /** What the pipelines have left for postprocessing. */
  readonly run?: PipelineRun;
  /** Where the queries go; absent when no entry serves the rule. */
  readonly target?: Target;
  readonly diagnostics: readonly Diagnostic[];
}

const UNMAPPED_TARGET: Target = { entry: "none", eventTypeKey: "event_type" };

/** Takes a rule through all stages. Stages go on after a fault, so that all faults are found. */
export function ruleToLeql(rule: Rule, collection: Collection, setup: Setup): LeqlRule {
  const diagnostics: Diagnostic[] = [];
  const filters = collection.filters.filter((filter) => filterApplies(filter, rule));
  const filtered = applyFilters(rule, filters, setup, diagnostics);
  const piped = setup.pipelines?.applyToRule(filtered);
  if (piped !== undefined) diagnostics.push(...piped.diagnostics);
  const processed = piped?.rule ?? filtered;
  const mapped = setup.mapping === undefined
    ? { rule: processed, target: UNMAPPED_TARGET, diagnostics: [] } satisfies MappedRule
    : applyMapping(processed, setup.mapping);
  diagnostics.push(...mapped.diagnostics);
  const lowered = lowerRule(mapped.rule ?? processed);
  diagnostics.push(...lowered.diagnostics);
  const trees: LeqlNode[] = [];
  for (const condition of lowered.conditions) {
    const { node, diagnostics: found } = lowerExpr(condition, setup.style);
    diagnostics.push(...found);
    if (node !== undefined) trees.push(node);
  }
  const fatal = diagnostics.some(isFatal) || mapped.target === undefined;
  const { target } = mapped;
  const named = diagnostics.map((item) => {
    const number = filterNumber(item);
    return number === undefined ? item : nameFilter(item, filters[number - 1]);
  });
  return { trees: fatal ? [] : trees, processed, run: piped?.run, target, diagnostics: named };
}

function applyFilters(
  rule: Rule,
  filters: readonly FilterRule[],
  setup: Setup,
  diagnostics: Diagnostic[],
): Rule {
  let filtered = rule;
  filters.forEach((filter, at) => {
    filtered = applyFilter(filtered, filter, at + 1, setup.filterMode);
    const suspect = suspectFilter(filter, setup.filterMode);
    if (suspect !== undefined) diagnostics.push(nameFilter(suspect, filter));
  });
  return filtered;
}

/** The place lies in the filter's text, so the rule's record names the filter instead. */
function nameFilter(
  { code, severity, message, hint }: Diagnostic,
  { metadata }: FilterRule,
): Diagnostic {
  const title = metadata.title ?? metadata.id ?? "without a title";
  return diagnostic(severity, code, `Filter "${title}": ${message}`, undefined, hint);
}
