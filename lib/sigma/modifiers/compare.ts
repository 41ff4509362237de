/** @module Numeric comparisons: `lt`, `lte`, `gt`, `gte`. */

import type { CompareOperator, SigmaValue } from "../value.ts";
import { type Modifier, type Refusal, refuse } from "./modifier.ts";

function compareModifier(operator: CompareOperator, words: string): Modifier {
  return {
    name: operator,
    summary: `The field is a number ${words} the value`,
    source: "Sigma modifiers appendix, Numeric Comparison",
    needsField: true,
    applyToValue(value: SigmaValue): SigmaValue | Refusal {
      switch (value.kind) {
        case "Number":
          return { kind: "Compare", operator, text: value.text, span: value.span };
        case "TimestampPart":
          return value.operator === "eq"
            ? { ...value, operator }
            : refuse("the value is compared already");
        default:
          return refuse("value is not a number", "Write the number without quotes");
      }
    },
  };
}

/** The modifiers `lt`, `lte`, `gt` and `gte`. */
export const compareModifiers: readonly Modifier[] = [
  compareModifier("lt", "less than"),
  compareModifier("lte", "less than or equal to"),
  compareModifier("gt", "greater than"),
  compareModifier("gte", "greater than or equal to"),
];
