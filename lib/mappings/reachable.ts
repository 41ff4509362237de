/**
 * The search identifiers that the conditions of a rule reach.
 *
 * @module
 */

import type { ConditionNode, Rule } from "../sigma/ast.ts";
import { matchNames } from "../sigma/condition/match_names.ts";

/**
 * Returns the names of all search identifiers that some condition uses.
 *
 * @param rule The rule
 * @returns The names
 */
export function reachableIdentifiers(rule: Rule): Set<string> {
  const names = rule.identifiers.map(({ name }) => name);
  const reached = new Set<string>();
  for (const condition of rule.conditions) visit(condition.node, names, reached);
  return reached;
}

function visit(node: ConditionNode, names: readonly string[], reached: Set<string>): void {
  switch (node.kind) {
    case "And":
    case "Or":
      for (const arg of node.args) visit(arg, names, reached);
      break;
    case "Not":
      visit(node.arg, names, reached);
      break;
    case "Identifier":
      reached.add(node.name);
      break;
    case "Quantifier":
      for (const name of matchNames(node.pattern, names)) reached.add(name);
      break;
  }
}
