/** @module `set_custom_attribute`: the rule gets an attribute of another name than Sigma's. */

import { toPipelineValue } from "../pipeline_value.ts";
import { isBuiltinAttribute } from "../rule_attributes.ts";
import type { TransformationType } from "./transformation.ts";

/** The transformation `set_custom_attribute`. */
export const setCustomAttribute: TransformationType = {
  name: "set_custom_attribute",
  summary: "Gives the rule an attribute for later conditions and templates",
  parse(reader) {
    const name = reader.requiredText("attribute");
    const node = reader.requiredNode("value");
    if (name === undefined || node === undefined) return undefined;
    if (isBuiltinAttribute(name)) {
      const { span } = reader.node("attribute")!;
      return reader.fault(`"${name}" is an attribute of Sigma, not a custom one`, span);
    }
    const value = toPipelineValue(node);
    return {
      applyToRule(rule, { customAttributes }) {
        customAttributes.set(name, value);
        return rule;
      },
      applyToCorrelation(correlation, { customAttributes }) {
        customAttributes.set(name, value);
        return correlation;
      },
    };
  },
};
