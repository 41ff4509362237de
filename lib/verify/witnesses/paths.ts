/**
 * Ways from a condition to its single tests. When everything beside a way
 * keeps still, the test at its end decides: all beside it that is joined by
 * AND holds, all that is joined by OR does not.
 *
 * @module
 */

import type { Demand, Planner } from "./demands.ts";
import type { ConditionTree, Leaf, Node } from "./tree.ts";

/** A way to one test. */
export interface Path {
  readonly leaf: Leaf;
  /** From the root on, without the leaf. */
  readonly steps: readonly Step[];
  /** Whether the condition holds when the test does. */
  readonly positive: boolean;
}

/** A join on the way, and which of its arguments the way takes. */
interface Step {
  readonly node: Exclude<Node, Leaf>;
  readonly taken: Node;
}

/**
 * Finds the ways to all tests, in the order of the condition.
 *
 * A search identifier that is named several times is reached on several ways, so there may be more
 * of them than is good; they are found one by one.
 */
export function* pathsOf(tree: ConditionTree): Generator<Path> {
  yield* visit(tree.root, [], true);
}

function* visit(node: Node, steps: readonly Step[], positive: boolean): Generator<Path> {
  switch (node.kind) {
    case "Leaf":
      yield { leaf: node, steps, positive };
      return;
    case "Not":
      yield* visit(node.arg, steps, !positive);
      return;
    default:
      for (const taken of node.args) yield* visit(taken, [...steps, { node, taken }], positive);
  }
}

/** What must hold beside a way, so that the test at its end decides. */
export function planBeside({ steps }: Path, planner: Planner): Demand[] {
  const demands: Demand[] = [];
  for (const { node, taken } of steps) {
    if (node.kind === "Not") continue;
    for (const arg of planner.demanding(node)) {
      if (arg !== taken) demands.push(...planner.plan(arg, node.kind === "All"));
    }
  }
  return demands;
}
