/**
 * Applies processing items one after the other.
 *
 * @module
 */

import type { CorrelationRule, Rule } from "../sigma/ast.ts";
import type { ApplyContext } from "./apply_context.ts";
import type { ProcessingItem } from "./pipeline.ts";
import { runsFor } from "./visit.ts";

/** Applies items to a rule. Throws a processing fault when one cannot be applied. */
export function applyItems(
  rule: Rule,
  items: readonly ProcessingItem[],
  context: ApplyContext,
): Rule {
  let changed = rule;
  for (const item of items) {
    context.consider(item);
    if (!runsFor(item, changed, context)) continue;
    context.markApplied(item.id);
    changed = item.transformation.applyToRule(changed, context);
  }
  return changed;
}

/** Applies items to a correlation. Throws a processing fault when one cannot be applied. */
export function applyItemsToCorrelation(
  correlation: CorrelationRule,
  items: readonly ProcessingItem[],
  context: ApplyContext,
): CorrelationRule {
  let changed = correlation;
  for (const item of items) {
    context.consider(item);
    if (!runsFor(item, changed, context)) continue;
    context.markApplied(item.id);
    changed = item.transformation.applyToCorrelation?.(changed, context) ?? changed;
  }
  return changed;
}
