/**
 * Several pipelines as one.
 *
 * @module
 */

import type { ProcessingPipeline } from "./pipeline.ts";
import type { Vars } from "./pipeline_value.ts";

/**
 * Joins pipelines in the order of their priority, then of their path: items
 * stand one behind the other, and of variables with one name the later wins.
 *
 * @param pipelines The pipelines; none gives one that does nothing
 * @param vars Variables that win over those of the pipelines
 * @returns A new pipeline
 */
export function mergePipelines(
  pipelines: readonly ProcessingPipeline[],
  vars: Vars = {},
): ProcessingPipeline {
  const sorted = [...pipelines].sort((a, b) =>
    a.priority - b.priority || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)
  );
  const [only] = sorted;
  return {
    name: sorted.length === 1 ? only.name : undefined,
    priority: sorted.length === 1 ? only.priority : 0,
    path: sorted.map(({ path }) => path).join(", "),
    vars: Object.assign({}, ...sorted.map((pipeline) => pipeline.vars), vars),
    items: sorted.flatMap(({ items }) => items),
    postprocessing: sorted.flatMap(({ postprocessing }) => postprocessing),
    finalizers: sorted.flatMap(({ finalizers }) => finalizers),
  };
}
