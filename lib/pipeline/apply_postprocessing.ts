/**
 * Applies post-processing items one after the other.
 *
 * @module
 */

import { ApplyContext } from "./apply_context.ts";
import { fail, ProcessingFault } from "./fault.ts";
import type { PostprocessingItem, QueryContext } from "./pipeline.ts";
import { runsFor } from "./visit.ts";

/** Changes a query. Throws a processing fault when an item cannot be applied. */
export function applyPostprocessing(
  query: string,
  items: readonly PostprocessingItem[],
  context: QueryContext,
): string {
  let changed = query;
  let { run } = context;
  for (const item of items) {
    const tests = ApplyContext.start({}, context.referencedRules, run);
    tests.consider(item);
    if (!runsFor(item, context.rule, tests)) continue;
    changed = applyOne(changed, item, { ...context, run });
    if (item.id !== undefined && !run.appliedIds.includes(item.id)) {
      run = { ...run, appliedIds: [...run.appliedIds, item.id] };
    }
  }
  return changed;
}

function applyOne(query: string, item: PostprocessingItem, context: QueryContext): string {
  try {
    return item.apply(query, context);
  } catch (error) {
    if (!(error instanceof ProcessingFault)) throw error;
    const { code, message, span, hint, severity } = error.item;
    if (message.startsWith("Processing item")) throw error;
    const text = `Processing item ${item.label}: ${message}`;
    fail(code, text, span, hint, severity);
  }
}
