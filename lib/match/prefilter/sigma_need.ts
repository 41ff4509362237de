/**
 * What must stand in an event for a Sigma rule to match it.
 *
 * @module
 */

import type { ConditionNode, Detection, DetectionItem, Rule } from "../../sigma/ast.ts";
import { matchNames } from "../../sigma/condition/names.ts";
import type { SigmaValue, StringPart } from "../../sigma/value.ts";
import {
  ANY_EVENT,
  type Literal,
  type Need,
  needAll,
  needAny,
  needNumber,
  needText,
  WHOLE,
} from "./need.ts";
import { regexNeed } from "./regex_need.ts";

/**
 * Derives the need of one condition.
 *
 * Negated parts need nothing; neither do nulls, networks, comparisons and what compares two fields.
 *
 * @param rule The rule
 * @param condition Index of the condition
 * @returns A need that every event meets which the rule matches
 */
export function sigmaNeed(rule: Rule, condition: number): Need {
  const detections = new Map(rule.identifiers.map(({ name, detection }) => [name, detection]));
  const names = [...detections.keys()];
  const identifier = (name: string, isNegated: boolean): Need => {
    const detection = detections.get(name);
    return detection === undefined ? ANY_EVENT : detectionNeed(detection, isNegated);
  };
  const visit = (node: ConditionNode, isNegated: boolean): Need => {
    switch (node.kind) {
      case "And":
      case "Or":
        return join(node.kind === "And", node.args.map((arg) => visit(arg, isNegated)), isNegated);
      case "Not":
        return visit(node.arg, !isNegated);
      case "Identifier":
        return identifier(node.name, isNegated);
      case "Quantifier": {
        const found = matchNames(node.pattern, names);
        if (found.length === 0) return ANY_EVENT;
        const needs = found.map((name) => identifier(name, isNegated));
        return join(node.quantifier === "all", needs, isNegated);
      }
    }
  };
  return visit(rule.conditions[condition].node, false);
}

/** Joins needs; under a negation AND and OR change places. */
function join(isAnd: boolean, needs: readonly Need[], isNegated: boolean): Need {
  return isAnd !== isNegated ? needAll(needs) : needAny(needs);
}

function detectionNeed(detection: Detection, isNegated: boolean): Need {
  if (detection.kind === "Item") return itemNeed(detection, isNegated);
  if (detection.items.length === 0) return ANY_EVENT;
  const needs = detection.items.map((item) => detectionNeed(item, isNegated));
  return join(detection.kind === "All", needs, isNegated);
}

function itemNeed(item: DetectionItem, isNegated: boolean): Need {
  if (item.negated !== isNegated || item.values.length === 0) return ANY_EVENT;
  const place = item.field === null ? "anywhere" : "values";
  const needs = item.values.map((value) => valueNeed(value, place));
  return item.linking === "and" ? needAll(needs) : needAny(needs);
}

function valueNeed(value: SigmaValue, place: Literal["place"]): Need {
  switch (value.kind) {
    case "String":
      return stringNeed(value.parts, place);
    case "Number":
      return place === "values" ? needNumber(value.text) : needText(value.text, place);
    case "Boolean":
      return needText(String(value.value), place, place === "values" ? WHOLE : {});
    case "Regex":
      return regexNeed(value.pattern, place);
    case "Variants":
      return needAny(value.values.map((variant) => valueNeed(variant, place)));
    default:
      return ANY_EVENT;
  }
}

/** The pattern is that of a whole value, but for a keyword. */
function stringNeed(parts: readonly StringPart[], place: Literal["place"]): Need {
  if (parts.length === 0) return ANY_EVENT;
  const last = parts.length - 1;
  return needAll(parts.map((part, at) => {
    if (part.kind !== "Text") return ANY_EVENT;
    if (place === "anywhere") return needText(part.text, place);
    return needText(part.text, place, { start: at === 0, end: at === last });
  }));
}
