/**
 * Values of a field that no event of a rule has.
 *
 * @module
 */

import type { ConditionNode, Detection, DetectionItem, SearchIdentifier } from "../sigma/ast.ts";
import { matchNames } from "../sigma/condition/names.ts";
import { literalText } from "../sigma/sigma_string.ts";
import type { SigmaValue } from "../sigma/value.ts";
import { decidedValues } from "./decide_pattern.ts";

/** Whether something holds; `undefined` when that depends on other fields, or is not known. */
type Outcome = boolean | undefined;

/**
 * Tells whether a condition cannot hold for events in which a field has a value.
 *
 * @param node The condition
 * @param identifiers The search identifiers that it speaks of
 * @param field The field, spelled as in the rule
 * @param value Its one value
 * @returns `false` also when it is not known
 */
export function isExcluded(
  node: ConditionNode,
  identifiers: readonly SearchIdentifier[],
  field: string,
  value: string,
): boolean {
  const outcomeOf = (one: ConditionNode): Outcome => {
    switch (one.kind) {
      case "And":
        return all(one.args.map(outcomeOf));
      case "Or":
        return any(one.args.map(outcomeOf));
      case "Not": {
        const outcome = outcomeOf(one.arg);
        return outcome === undefined ? undefined : !outcome;
      }
      case "Identifier":
        return detectionOutcome(find(one.name), field, value);
      case "Quantifier": {
        const names = matchNames(one.pattern, identifiers.map(({ name }) => name));
        if (names.length === 0) return undefined;
        const outcomes = names.map((name) => detectionOutcome(find(name), field, value));
        return one.quantifier === "all" ? all(outcomes) : any(outcomes);
      }
    }
  };
  const find = (name: string): Detection | undefined =>
    identifiers.find((one) => one.name === name)?.detection;
  return outcomeOf(node) === false;
}

function detectionOutcome(
  detection: Detection | undefined,
  field: string,
  value: string,
): Outcome {
  if (detection === undefined) return undefined;
  if (detection.kind === "Item") return itemOutcome(detection, field, value);
  const outcomes = detection.items.map((item) => detectionOutcome(item, field, value));
  return detection.kind === "All" ? all(outcomes) : any(outcomes);
}

function itemOutcome(item: DetectionItem, field: string, value: string): Outcome {
  if (item.field !== field) return undefined;
  const outcomes = item.values.map((one) => valueOutcome(one, value));
  const outcome = item.linking === "and" ? all(outcomes) : any(outcomes);
  return outcome === undefined ? undefined : outcome !== item.negated;
}

function valueOutcome(tested: SigmaValue, value: string): Outcome {
  switch (tested.kind) {
    case "Variants":
      return any(tested.values.map((one) => valueOutcome(one, value)));
    case "Number":
      return tested.text === value;
    case "String": {
      const text = literalText(tested);
      if (text !== undefined && !tested.cased) return text.toLowerCase() === value.toLowerCase();
      return decided(tested, value);
    }
    case "Null":
      return false;
    case "Exists":
      return tested.exists;
    default:
      return decided(tested, value);
  }
}

function decided(tested: SigmaValue, value: string): Outcome {
  const found = decidedValues(tested, [value]);
  return found === undefined ? undefined : found.length > 0;
}

function all(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes(false)) return false;
  return outcomes.includes(undefined) ? undefined : true;
}

function any(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes(true)) return true;
  return outcomes.includes(undefined) ? undefined : false;
}
