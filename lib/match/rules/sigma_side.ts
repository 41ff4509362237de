/**
 * A rule as it is held against events in Sigma's field names: narrowed by its filters, with the
 * values of placeholders, before pipelines and mapping tables.
 *
 * @module
 */

import { type Diagnostic, isFatal } from "../../diagnostic.ts";
import { fillPlaceholders } from "../../pipeline/fill_placeholders.ts";
import type { Vars } from "../../pipeline/pipeline_value.ts";
import { applyFilter, filterApplies, type FilterMode } from "../../sigma/apply_filter.ts";
import type { Rule } from "../../sigma/ast.ts";
import type { Collection } from "../../sigma/collection.ts";

/** A rule, or why there is none. */
export interface SigmaSide {
  readonly rule?: Rule;
  readonly faults: readonly Diagnostic[];
}

/**
 * Prepares a rule.
 *
 * @param rule A rule without fatal faults
 * @param collection The filters
 * @param filterMode How filters join it
 * @param vars Values of placeholders
 */
export function sigmaSide(
  rule: Rule,
  collection: Collection,
  filterMode: FilterMode,
  vars: Vars,
): SigmaSide {
  const filters = collection.filters.filter((filter) => filterApplies(filter, rule));
  const filtered = filters.reduce(
    (narrowed, filter, at) => applyFilter(narrowed, filter, at + 1, filterMode),
    rule,
  );
  if (Object.keys(vars).length === 0) return { rule: filtered, faults: [] };
  const filled = fillPlaceholders(filtered, vars);
  return { rule: filled.rule, faults: filled.diagnostics.filter(isFatal) };
}
