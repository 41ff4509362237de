/** @module `rule_failure`, `detection_item_failure`, `strict_field_mapping_failure`: refusals. */

import type { Span } from "../../source.ts";
import type { ApplyContext } from "../apply_context.ts";
import { changeItems, itemsOfRule } from "../visit.ts";
import type { TransformationType } from "./transformation.ts";

function refuse(context: ApplyContext, message: string, span: Span): never {
  context.fail(
    `refuses the rule: ${message}`,
    span,
    undefined,
    "pipeline-failure",
    "unsupported",
  );
}

/** The transformation `rule_failure`. */
export const ruleFailure: TransformationType = {
  name: "rule_failure",
  summary: "Refuses the rule with a message",
  parse(reader) {
    const message = reader.requiredText("message");
    if (message === undefined) return undefined;
    return {
      applyToRule: (rule, context) => refuse(context, message, rule.document.span),
      applyToCorrelation: (correlation, context) => refuse(context, message, correlation.span),
    };
  },
};

/** The transformation `detection_item_failure`. */
export const detectionItemFailure: TransformationType = {
  name: "detection_item_failure",
  summary: "Refuses the rule with a message when one of its detection items matches",
  parse(reader) {
    const message = reader.requiredText("message");
    if (message === undefined) return undefined;
    return {
      applyToRule: (rule, context) =>
        changeItems(rule, context, (item) => refuse(context, message, item.span)),
    };
  },
};

/** The transformation `strict_field_mapping_failure`. */
export const strictFieldMappingFailure: TransformationType = {
  name: "strict_field_mapping_failure",
  summary: "Refuses the rule when a field was touched by no mapping item",
  parse: () => ({
    applyToRule(rule, context) {
      const unmapped = new Map<string, Span>();
      for (const { field, span } of itemsOfRule(rule)) {
        if (field !== null && !context.mappings.has(field) && !unmapped.has(field)) {
          unmapped.set(field, span);
        }
      }
      const [first] = unmapped.values();
      if (first === undefined) return rule;
      const names = [...unmapped.keys()].map((field) => `"${field}"`).join(", ");
      refuse(context, `no item has mapped the fields ${names}`, first);
    },
  }),
};
