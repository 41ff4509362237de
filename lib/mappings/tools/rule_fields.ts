/**
 * The Sigma fields that a rule uses.
 *
 * @module
 */

import type { Detection, Rule } from "../../sigma/ast.ts";
import type { SigmaValue } from "../../sigma/value.ts";
import { polarities } from "../polarity.ts";

/**
 * Lists the fields of a rule: those of the items that some condition reaches, and those that values
 * refer to.
 *
 * @param rule The rule
 * @returns Each field once, in the order of the rule
 */
export function ruleFields(rule: Rule): ReadonlySet<string> {
  const fields = new Set<string>();
  const reached = polarities(rule);
  for (const { name, detection } of rule.identifiers) {
    if (reached.has(name)) addFields(detection, fields);
  }
  return fields;
}

function addFields(detection: Detection, fields: Set<string>): void {
  if (detection.kind !== "Item") {
    for (const item of detection.items) addFields(item, fields);
    return;
  }
  if (detection.field === null) return;
  fields.add(detection.field);
  for (const value of detection.values) addReferences(value, fields);
}

function addReferences(value: SigmaValue, fields: Set<string>): void {
  if (value.kind === "FieldRef") fields.add(value.field);
  if (value.kind === "Variants") { for (const one of value.values) addReferences(one, fields); }
}
