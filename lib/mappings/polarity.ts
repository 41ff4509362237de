/**
 * On which side of a negation the search identifiers of a rule stand, and what it makes of a loss.
 *
 * @module
 */

import type { LossEffect } from "../diagnostic.ts";
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

/**
 * Turns the effect of a loss over where the item stands under a negation.
 *
 * @param effect What it does to the item, its own negation left aside
 * @param polarity Where the item stands in the rule
 * @param negated Whether the item itself is negated
 */
export function lossEffect(
  effect: LossEffect,
  polarity: Polarity,
  negated: boolean,
): LossEffect {
  if (polarity === "both" || effect === "mixed") return "mixed";
  const turned = effect === "broader" ? "narrower" : "broader";
  return (polarity === "positive") === negated ? turned : effect;
}
