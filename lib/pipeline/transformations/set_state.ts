/** @module `set_state`: a value is remembered for conditions and templates. */

import { toPipelineValue } from "../pipeline_value.ts";
import type { TransformationType } from "./transformation.ts";

/** The transformation `set_state`. */
export const setState: TransformationType = {
  name: "set_state",
  summary: "Remembers a value for later conditions and templates, for one rule",
  parse(reader) {
    const key = reader.requiredText("key");
    const node = reader.requiredNode("val");
    if (key === undefined || node === undefined) return undefined;
    const value = toPipelineValue(node);
    return {
      applyToRule(rule, { state }) {
        state.set(key, value);
        return rule;
      },
      applyToCorrelation(correlation, { state }) {
        state.set(key, value);
        return correlation;
      },
    };
  },
};
