/**
 * The values that a field must have in every event that a rule finds.
 *
 * @module
 */

import type { ConditionNode, Detection, DetectionItem, SearchIdentifier } from "../sigma/ast.ts";
import { matchNames } from "../sigma/condition/names.ts";
import { literalText } from "../sigma/sigma_string.ts";
import type { SigmaValue } from "../sigma/value.ts";

/** Texts in small letters; `undefined`: any value, or none. */
export type RequiredValues = ReadonlySet<string> | undefined;

/**
 * Finds the values that a field must have wherever a condition holds.
 *
 * The outcome may name too many values, never too few: what is not plainly a
 * value, such as a pattern or a negation, counts as any value.
 *
 * @param node The condition
 * @param identifiers The search identifiers that it speaks of
 * @param field The field, spelled as in the rule
 * @returns The values, in small letters
 */
export function requiredValues(
  node: ConditionNode,
  identifiers: readonly SearchIdentifier[],
  field: string,
): RequiredValues {
  switch (node.kind) {
    case "And":
      return intersect(node.args.map((arg) => requiredValues(arg, identifiers, field)));
    case "Or":
      return unite(node.args.map((arg) => requiredValues(arg, identifiers, field)));
    case "Not":
      return undefined;
    case "Identifier": {
      const found = identifiers.find(({ name }) => name === node.name);
      return found === undefined ? undefined : ofDetection(found.detection, field);
    }
    case "Quantifier": {
      const names = matchNames(node.pattern, identifiers.map(({ name }) => name));
      const sets = identifiers.filter(({ name }) => names.includes(name))
        .map(({ detection }) => ofDetection(detection, field));
      return node.quantifier === "all" ? intersect(sets) : unite(sets);
    }
  }
}

function ofDetection(detection: Detection, field: string): RequiredValues {
  switch (detection.kind) {
    case "Item":
      return detection.field === field ? ofItem(detection) : undefined;
    case "All":
      return intersect(detection.items.map((item) => ofDetection(item, field)));
    case "Any":
      return unite(detection.items.map((item) => ofDetection(item, field)));
  }
}

function ofItem({ values, linking, negated }: DetectionItem): RequiredValues {
  if (negated || (linking === "and" && values.length > 1)) return undefined;
  const texts = new Set<string>();
  return addAll(values, texts) && texts.size > 0 ? texts : undefined;
}

/** Adds the texts of values, or returns false when one is not plainly a value. */
function addAll(values: readonly SigmaValue[], texts: Set<string>): boolean {
  return values.every((value) => {
    switch (value.kind) {
      case "String": {
        const text = literalText(value);
        if (text === undefined) return false;
        texts.add(text.toLowerCase());
        return true;
      }
      case "Number":
        texts.add(value.text.toLowerCase());
        return true;
      case "Boolean":
        texts.add(String(value.value));
        return true;
      case "Variants":
        return addAll(value.values, texts);
      default:
        return false;
    }
  });
}

function intersect(sets: readonly RequiredValues[]): RequiredValues {
  let common: ReadonlySet<string> | undefined;
  for (const set of sets) {
    if (set === undefined) continue;
    common = common === undefined ? set : common.intersection(set);
  }
  return common;
}

function unite(sets: readonly RequiredValues[]): RequiredValues {
  if (sets.length === 0) return undefined;
  const all = new Set<string>();
  for (const set of sets) {
    if (set === undefined) return undefined;
    for (const text of set) all.add(text);
  }
  return all;
}
