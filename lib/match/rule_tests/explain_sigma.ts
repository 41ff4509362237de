/**
 * Why a Sigma rule matches an event, or does not.
 *
 * @module
 */

import type { LogEvent } from "../../event/event.ts";
import { valuesAt } from "../../event/lookup.ts";
import { sigmaMatcher } from "../../evaluate/sigma_matcher.ts";
import type { ConditionNode, Detection, DetectionItem, Rule } from "../../sigma/ast.ts";
import { matchNames } from "../../sigma/condition/names.ts";
import { shortJson, shortText } from "./short_text.ts";

/** Most lines of an explanation. */
const MAX_LINES = 40;

/**
 * Explains the outcome of one condition.
 *
 * @param rule The rule
 * @param condition Index of the condition
 * @param event The event
 * @param wanted The outcome that was expected
 * @returns Lines: the condition, each of its search identifiers, and the items of those that are to
 * blame
 */
export function explainSigma(
  rule: Rule,
  condition: number,
  event: LogEvent,
  wanted: boolean,
): string[] {
  const { text, node } = rule.conditions[condition];
  const lines = [`condition: ${shortText(text)}`];
  const names = rule.identifiers.map(({ name }) => name);
  for (const [name, isNegated] of usedNames(node, names, false)) {
    const identifier = rule.identifiers.find((other) => other.name === name);
    if (identifier === undefined) continue;
    const { detection } = identifier;
    const outcome = matches(rule, detection, event);
    lines.push(`  ${name}: ${outcome}`);
    if (outcome !== (wanted !== isNegated)) {
      lines.push(...itemLines(rule, detection, event, "    "));
    }
  }
  return lines.length <= MAX_LINES ? lines : [...lines.slice(0, MAX_LINES), "  …"];
}

/** The identifiers of a condition, in order, and whether they stand under a negation. */
function usedNames(
  node: ConditionNode,
  names: readonly string[],
  isNegated: boolean,
): Map<string, boolean> {
  switch (node.kind) {
    case "And":
    case "Or":
      return new Map(node.args.flatMap((arg) => [...usedNames(arg, names, isNegated)]));
    case "Not":
      return usedNames(node.arg, names, !isNegated);
    case "Identifier":
      return new Map([[node.name, isNegated]]);
    case "Quantifier":
      return new Map(matchNames(node.pattern, names).map((name) => [name, isNegated]));
  }
}

/** Whether a detection alone matches. */
function matches(rule: Rule, detection: Detection, event: LogEvent): boolean {
  const span = detection.span;
  const alone: Rule = {
    ...rule,
    identifiers: [{ name: "part", detection, span }],
    conditions: [{ text: "part", node: { kind: "Identifier", name: "part", span }, span }],
  };
  const matcher = sigmaMatcher(alone, 0);
  return "matches" in matcher && matcher.matches(event);
}

function itemLines(rule: Rule, detection: Detection, event: LogEvent, indent: string): string[] {
  if (detection.kind === "Item") {
    return [`${indent}${itemText(detection, event)}: ${matches(rule, detection, event)}`];
  }
  const lines = detection.items.flatMap((item, at) => {
    if (detection.kind === "All" || item.kind === "Item") {
      return itemLines(rule, item, event, indent);
    }
    const outcome = matches(rule, item, event);
    return [`${indent}${at + 1}.: ${outcome}`, ...itemLines(rule, item, event, `${indent}  `)];
  });
  return lines;
}

function itemText({ field, modifiers }: DetectionItem, { fields, line }: LogEvent): string {
  const used = modifiers.map(({ name }) => `|${name}`).join("");
  if (field === null) return `keyword${used} in ${shortJson(line)}`;
  const values = valuesAt(fields, field);
  if (values.length === 0) return `${field}${used} (the event has no ${field})`;
  return `${field}${used} with ${shortJson(values.length === 1 ? values[0] : values)}`;
}
