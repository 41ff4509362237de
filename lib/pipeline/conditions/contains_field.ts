/** @module `contains_field`: the rule uses a field. */

import { itemsOfRule } from "../visit.ts";
import type { ProcessingConditionType } from "./condition.ts";

/** The condition `contains_field`. */
export const containsField: ProcessingConditionType = {
  name: "contains_field",
  summary: "A detection item of the rule has this field",
  parseRuleTest(reader) {
    const field = reader.requiredText("field");
    if (field === undefined) return undefined;
    return (rule) => rule.kind === "Rule" && itemsOfRule(rule).some((item) => item.field === field);
  },
};
