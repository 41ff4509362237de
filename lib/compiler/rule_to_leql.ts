/**
 * The stages from a rule to LEQL trees, in order.
 *
 * filters -> pipelines -> mapping table -> expression -> LEQL tree
 *
 * @module
 */

import { attribute, type Diagnostic, isFatal } from "../diagnostic.ts";
import { lowerRule } from "../expr/lower_rule.ts";
import type { LeqlNode } from "../leql/ast.ts";
import { lowerExpr } from "../leql/lower_expr.ts";
import { inlineNegations } from "../leql/negation.ts";
import {
  applyMapping,
  type MappedRule,
  type PreparedEntry,
  type Target,
  type UsedEvidence,
} from "../mappings/apply.ts";
import type { PipelineRun } from "../pipeline/pipeline.ts";
import { applyFilter, filterApplies, filterNumber, suspectFilter } from "../sigma/apply_filter.ts";
import type { FilterRule, Rule } from "../sigma/ast.ts";
import type { Collection } from "../sigma/collection.ts";
import type { Fidelity } from "../result.ts";
import { fidelityOf } from "./fidelity.ts";
import type { Setup } from "./setup.ts";

/** A rule, ready for printing. */
export interface LeqlRule {
  /** One tree for each condition; empty when a diagnostic is fatal. */
  readonly trees: readonly LeqlNode[];
  /** The rule as it came out of the pipelines, before the mapping table. */
  readonly processed: Rule;
  /** How true each tree is to the rule as it was written. */
  readonly fidelities: readonly Fidelity[];
  /** How true each tree is to `processed`. */
  readonly declared: readonly Fidelity["kind"][];
  /** What the pipelines have left for postprocessing. */
  readonly run?: PipelineRun;
  /** Where the queries go; absent when no entry serves the rule. */
  readonly target?: Target;
  /** The entry of the mapping table that carries the rule; absent without a mapping table. */
  readonly entry?: PreparedEntry;
  /** What the queries stand on. */
  readonly evidence: readonly UsedEvidence[];
  readonly diagnostics: readonly Diagnostic[];
}

const UNMAPPED_TARGET: Target = { entry: "none", eventTypeKey: "event_type" };

/**
 * Takes a rule through all stages. Stages go on after a fault, so that all faults are found.
 *
 * @param names Fields beside those of the rule that should have a key each
 */
export function ruleToLeql(
  rule: Rule,
  collection: Collection,
  setup: Setup,
  names?: readonly string[],
): LeqlRule {
  const diagnostics: Diagnostic[] = [];
  const filters = collection.filters.filter((filter) => filterApplies(filter, rule));
  const filtered = applyFilters(rule, filters, setup, diagnostics);
  const piped = setup.pipelines?.applyToRule(filtered);
  if (piped !== undefined) diagnostics.push(...piped.diagnostics);
  const processed = piped?.rule ?? filtered;
  const mapped = setup.mapping === undefined
    ? { rule: processed, target: UNMAPPED_TARGET, evidence: [], diagnostics: [] } as MappedRule
    : applyMapping(processed, setup.mapping, { minEvidence: setup.minEvidence, names });
  diagnostics.push(...mapped.diagnostics);
  const lowered = lowerRule(mapped.rule ?? processed);
  diagnostics.push(...lowered.diagnostics);
  const trees: LeqlNode[] = [];
  const fidelities: Fidelity[] = [];
  const declared: Fidelity["kind"][] = [];
  const shared = [...diagnostics];
  for (const condition of lowered.conditions) {
    const { node, diagnostics: found } = lowerExpr(condition, setup.style);
    const own = [...found];
    if (node !== undefined) {
      const inlined = setup.style.negation === "prefix" ? undefined : inlineNegations(node);
      own.push(...inlined?.diagnostics ?? []);
      const tree = inlined?.node ?? node;
      trees.push(tree);
      fidelities.push(fidelityOf(shared, tree, own));
      if (setup.verifier !== undefined) {
        declared.push(fidelityOf(mapped.diagnostics, tree, own).kind);
      }
    }
    diagnostics.push(...own);
  }
  const fatal = diagnostics.some(isFatal) || mapped.target === undefined;
  const { target, entry, evidence } = mapped;
  const named = diagnostics.map((item) => {
    const number = filterNumber(item);
    return number === undefined ? item : nameFilter(item, filters[number - 1]);
  });
  return {
    trees: fatal ? [] : trees,
    fidelities,
    declared,
    processed,
    run: piped?.run,
    target,
    entry,
    evidence,
    diagnostics: named,
  };
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
function nameFilter(item: Diagnostic, { metadata }: FilterRule): Diagnostic {
  return attribute(item, `Filter "${metadata.title ?? metadata.id ?? "without a title"}"`);
}
