/**
 * Conditions of a rule that no event can meet.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { Detection, Rule } from "../sigma/ast.ts";
import { requiredValues } from "./required_values.ts";

/**
 * Finds conditions that ask one field for different values at once.
 *
 * The rule means that, so its query means it, too: the warnings say nothing of the mapping.
 *
 * @param rule The rule, in Sigma fields
 * @returns A warning for each field of such a condition
 */
export function contradictions(rule: Rule): readonly Diagnostic[] {
  const uses = new Map<string, number>();
  for (const { detection } of rule.identifiers) countUses(detection, uses);
  let found: Diagnostic[] | undefined;
  for (const [field, count] of uses) {
    if (count < 2) continue;
    for (const { node, span } of rule.conditions) {
      if (requiredValues(node, rule.identifiers, field)?.size !== 0) continue;
      const message = `The condition can match no event: it asks "${field}" for different values ` +
        "at once";
      found ??= [];
      found.push(diagnostic(
        "warning",
        "never-matches",
        message,
        span,
        "Use or where one of them is enough, and a correlation for several events",
      ));
    }
  }
  return found ?? NONE;
}

const NONE: readonly Diagnostic[] = [];

function countUses(detection: Detection, uses: Map<string, number>): void {
  if (detection.kind !== "Item") {
    for (const item of detection.items) countUses(item, uses);
  } else if (detection.field !== null) {
    uses.set(detection.field, (uses.get(detection.field) ?? 0) + 1);
  }
}
