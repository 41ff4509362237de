/** @module `is_sigma_rule` and `is_sigma_correlation_rule`: the kind of document. */

import type { ProcessingConditionType } from "./condition.ts";

/** The condition `is_sigma_rule`. */
export const isSigmaRule: ProcessingConditionType = {
  name: "is_sigma_rule",
  summary: "It is a rule and not a correlation",
  parseRuleTest: () => (rule) => rule.kind === "Rule",
};

/** The condition `is_sigma_correlation_rule`. */
export const isSigmaCorrelationRule: ProcessingConditionType = {
  name: "is_sigma_correlation_rule",
  summary: "It is a correlation and not a rule",
  parseRuleTest: () => (rule) => rule.kind === "Correlation",
};
