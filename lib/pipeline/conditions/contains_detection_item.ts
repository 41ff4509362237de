/** @module `contains_detection_item`: the rule looks for a value of a field. */

import { isSameValue, readValue } from "../read_value.ts";
import { itemsOfRule } from "../visit.ts";
import type { ProcessingConditionType } from "./condition.ts";

/** The condition `contains_detection_item`. */
export const containsDetectionItem: ProcessingConditionType = {
  name: "contains_detection_item",
  summary: "A detection item of the rule has this field and this value",
  parseRuleTest(reader) {
    const field = reader.requiredText("field");
    const wanted = readValue(reader, "value");
    if (field === undefined || wanted === undefined) return undefined;
    return (rule) =>
      rule.kind === "Rule" &&
      itemsOfRule(rule).some((item) =>
        item.field === field && item.values.some((value) => isSameValue(value, wanted))
      );
  },
};
