/**
 * Which search identifiers the conditions of a rule reach, and on which side
 * of a negation.
 *
 * @module
 */

import type { ConditionNode, Rule } from "../sigma/ast.ts";
import { matchNames } from "../sigma/condition/names.ts";
import type { Polarity } from "./map_within.ts";

/**
 * Returns the side of each search identifier that some condition uses.
 *
 * @param rule The rule
 * @returns The sides by name; those that no condition uses are left out
 */
export function polarities(rule: Rule): Map<string, Polarity> {
  const reached = new Map<string, Polarity>();
  for (const condition of rule.conditions) visit(condition.node, "positive", rule, reached);
  return reached;
}

function visit(
  node: ConditionNode,
  side: "positive" | "negative",
  rule: Rule,
  reached: Map<string, Polarity>,
): void {
  switch (node.kind) {
    case "And":
    case "Or":
      for (const arg of node.args) visit(arg, side, rule, reached);
      break;
    case "Not":
      visit(node.arg, side === "positive" ? "negative" : "positive", rule, reached);
      break;
    case "Identifier":
      reach(node.name, side, reached);
      break;
    case "Quantifier": {
      const names = rule.identifiers.map(({ name }) => name);
      for (const name of matchNames(node.pattern, names)) reach(name, side, reached);
      break;
    }
  }
}

function reach(
  name: string,
  side: "positive" | "negative",
  reached: Map<string, Polarity>,
): void {
  const known = reached.get(name);
  reached.set(name, known === undefined || known === side ? side : "both");
}
