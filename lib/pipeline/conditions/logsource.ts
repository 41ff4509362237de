/** @module `logsource`: where the rule's events come from. */

import type { CorrelationRule, LogSource, Rule } from "../../sigma/ast.ts";
import type { ApplyContext } from "../apply_context.ts";
import { LOGSOURCE_KEYS, readLogSource } from "../read_logsource.ts";
import type { ProcessingConditionType } from "./condition.ts";

/** The condition `logsource`. */
export const logsource: ProcessingConditionType = {
  name: "logsource",
  summary: "The rule has this category, product and service; of a correlation one of its rules",
  parseRuleTest(reader) {
    const wanted = readLogSource(reader);
    if (wanted === undefined) return undefined;
    return (rule, context) => matches(rule, wanted, context);
  },
};

function matches(
  rule: Rule | CorrelationRule,
  wanted: LogSource,
  context: ApplyContext,
): boolean {
  if (rule.kind === "Correlation") {
    return context.referencedRules.some((referenced) =>
      referenced.kind === "Rule" && matches(referenced, wanted, context)
    );
  }
  return LOGSOURCE_KEYS.every((key) =>
    wanted[key] === undefined || wanted[key] === rule.logsource[key]
  );
}
