/**
 * Conditions without the search identifiers that a pipeline has emptied.
 *
 * @module
 */

import type { Condition, ConditionNode, Rule } from "../sigma/ast.ts";
import { matchNames } from "../sigma/condition/names.ts";
import type { ApplyContext } from "./apply_context.ts";

/**
 * Takes the operands out of the conditions that have lost their search
 * identifier. `a and not b` without `b` is `a`.
 *
 * @param before The rule with all its search identifiers
 * @param after The rule with those that are left
 * @param context Gets a warning for each identifier and condition that is gone; the run ends when
 * nothing is left
 * @returns The rule with its new conditions
 */
export function pruneConditions(before: Rule, after: Rule, context: ApplyContext): Rule {
  if (after.identifiers.length === before.identifiers.length) return after;
  const left = after.identifiers.map(({ name }) => name);
  const gone = before.identifiers.map(({ name }) => name).filter((name) => !left.includes(name));
  context.warn(
    "pipeline-dropped",
    `leaves nothing of ${gone.map((name) => `"${name}"`).join(", ")}`,
    before.identifiers.find(({ name }) => name === gone[0])?.span,
  );
  const conditions = after.conditions.flatMap((condition): Condition[] => {
    const node = prune(condition.node, gone, left);
    if (node === condition.node) return [condition];
    if (node !== undefined) return [{ ...condition, node }];
    context.warn(
      "pipeline-dropped",
      `leaves nothing of the condition "${condition.text}"`,
      condition.span,
    );
    return [];
  });
  if (conditions.length > 0) return { ...after, conditions };
  context.fail(
    "leaves nothing of the rule",
    before.conditions[0]?.span,
    undefined,
    "pipeline-empty",
  );
}

function prune(
  node: ConditionNode,
  gone: readonly string[],
  left: readonly string[],
): ConditionNode | undefined {
  switch (node.kind) {
    case "Identifier":
      return gone.includes(node.name) ? undefined : node;
    case "Quantifier": {
      const vanished = matchNames(node.pattern, left).length === 0 &&
        matchNames(node.pattern, gone).length > 0;
      return vanished ? undefined : node;
    }
    case "Not": {
      const arg = prune(node.arg, gone, left);
      return arg === undefined || arg === node.arg ? arg && node : { ...node, arg };
    }
    default: {
      const args = node.args.flatMap((arg) => prune(arg, gone, left) ?? []);
      if (args.length === 0) return undefined;
      if (args.length === 1) return args[0];
      const same = args.length === node.args.length &&
        args.every((arg, index) => arg === node.args[index]);
      return same ? node : { ...node, args };
    }
  }
}
