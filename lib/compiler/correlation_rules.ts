/**
 * The rules of a correlation as the correlation uses them: a rule may take another entry of the
 * mapping table there than by itself, since the entry must have the fields of the correlation too.
 *
 * @module
 */

import { isFatal } from "../diagnostic.ts";
import type { CorrelationRule, Rule } from "../sigma/ast.ts";
import type { Collection } from "../sigma/collection.ts";
import { correlationFields } from "./correlation_keys.ts";
import { resolveRules } from "./resolve_rules.ts";
import { type LeqlRule, ruleToLeql } from "./rule_to_leql.ts";
import type { Setup } from "./setup.ts";

/** A rule of a correlation. */
export interface CorrelatedRule {
  /** The rule as it was read. */
  readonly rule: Rule;
  /** Fields that the correlation groups or calculates by. */
  readonly names: readonly string[];
  /** What becomes of it in the correlation. */
  readonly converted: LeqlRule;
}

/**
 * Converts the rules of a correlation, as compiling the correlation does.
 *
 * @param correlation The correlation as it was read
 * @param collection All that it may refer to
 * @param setup Pipelines and mapping table
 * @returns The rules, in the order of the references; none when a reference leads to no rule
 */
export function correlationRules(
  correlation: CorrelationRule,
  collection: Collection,
  setup: Setup,
): readonly CorrelatedRule[] {
  const { rules, diagnostics } = resolveRules(correlation, collection);
  if (diagnostics.some(isFatal)) return [];
  const piped = setup.pipelines?.applyToCorrelation(correlation, rules);
  const processed = piped?.correlation ?? correlation;
  return rules.map((rule, at) => {
    const names = correlationFields(processed, rule, at);
    return { rule, names, converted: ruleToLeql(rule, collection, setup, names) };
  });
}
