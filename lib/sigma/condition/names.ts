/**
 * Names that a condition mentions.
 *
 * @module
 */

import type { ConditionNode } from "../ast.ts";

/** Returns the names of identifiers in a condition, in order, each once. Patterns are left out. */
export function conditionNames(node: ConditionNode): string[] {
  const names = new Set<string>();
  collect(node, names);
  return [...names];
}

function collect(node: ConditionNode, names: Set<string>): void {
  switch (node.kind) {
    case "And":
    case "Or":
      for (const arg of node.args) collect(arg, names);
      break;
    case "Not":
      collect(node.arg, names);
      break;
    case "Identifier":
      names.add(node.name);
      break;
    case "Quantifier":
      break;
  }
}
