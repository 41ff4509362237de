/**
 * The stages from a rule to LEQL trees, in order.
 *
 * filters -> mapping table -> expression -> LEQL tree
 *
 * @module
 */

import { type Diagnostic, isFatal } from "../diagnostic.ts";
import { lowerRule } from "../expr/lower_rule.ts";
import type { LeqlNode } from "../leql/ast.ts";
import { lowerExpr } from "../leql/lower_expr.ts";
import { applyMapping, type MappedRule, type Target } from "../mappings/apply.ts";
import { applyFilter, filterApplies, suspectFilter } from "../sigma/apply_filter.ts";
import type { Rule } from "../sigma/ast.ts";
import type { Collection } from "../sigma/collection.ts";
import type { Setup } from "./setup.ts";

/** A rule, ready for printing. */
export interface LeqlRule {
  /** One tree for each condition; empty when a diagnostic is fatal. */
  readonly trees: readonly LeqlNode[];
  /** Where the queries go; absent when no entry serves the rule. */
  readonly target?: Target;
  readonly diagnostics: readonly Diagnostic[];
}

const UNMAPPED_TARGET: Target = { entry: "none", eventTypeKey: "event_type" };

/** Takes a rule through all stages. Stages go on after a fault, so that all faults are found. */
export function ruleToLeql(rule: Rule, collection: Collection, setup: Setup): LeqlRule {
  const diagnostics: Diagnostic[] = [];
  const filtered = applyFilters(rule, collection, setup, diagnostics);
  const mapped = setup.mapping === undefined
    ? { rule: filtered, target: UNMAPPED_TARGET, diagnostics: [] } satisfies MappedRule
    : applyMapping(filtered, setup.mapping);
  diagnostics.push(...mapped.diagnostics);
  const lowered = lowerRule(mapped.rule ?? filtered);
  diagnostics.push(...lowered.diagnostics);
  const trees: LeqlNode[] = [];
  for (const condition of lowered.conditions) {
    const { node, diagnostics: found } = lowerExpr(condition, setup.style);
    diagnostics.push(...found);
    if (node !== undefined) trees.push(node);
  }
  const fatal = diagnostics.some(isFatal) || mapped.target === undefined;
  return { trees: fatal ? [] : trees, target: mapped.target, diagnostics };
}

function applyFilters(
  rule: Rule,
  collection: Collection,
  setup: Setup,
  diagnostics: Diagnostic[],
): Rule {
  let filtered = rule;
  let number = 1;
  for (const filter of collection.filters) {
    if (!filterApplies(filter, rule)) continue;
    filtered = applyFilter(filtered, filter, number++, setup.filterMode);
    const suspect = suspectFilter(filter, setup.filterMode);
    if (suspect === undefined) continue;
    // The span belongs to the filter's text, so the rule's record names the filter instead.
    const { code, severity, message, hint } = suspect;
    const title = filter.metadata.title ?? filter.metadata.id ?? "without a title";
    diagnostics.push({ code, severity, message: `Filter "${title}": ${message}`, hint });
  }
  return filtered;
}
