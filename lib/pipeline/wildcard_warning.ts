/**
 * The warning about values that a pipeline makes wider.
 *
 * @module
 */

import type { DetectionItem } from "../sigma/ast.ts";
import type { SigmaValue, StringPart } from "../sigma/value.ts";
import type { ApplyContext } from "./apply_context.ts";
import { describeItem } from "./visit.ts";

/** Warns when a value has more wildcards than the one that it replaces. */
export function warnOfWildcards(
  before: SigmaValue,
  after: SigmaValue,
  item: DetectionItem,
  context: ApplyContext,
): void {
  if (after.kind !== "String") return;
  const had = before.kind === "String" ? before.parts.filter(isWildcard).length : 0;
  if (after.parts.filter(isWildcard).length <= had) return;
  context.warn(
    "pipeline-wildcard",
    `puts a wildcard into a value of ${
      describeItem(item)
    }, so the query may find more than the rule`,
    before.span,
  );
}

function isWildcard({ kind }: StringPart): boolean {
  return kind === "Any" || kind === "One";
}
