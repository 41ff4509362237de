/** @module `tag`: the rule has a tag. */

import type { ProcessingConditionType } from "./condition.ts";

/** The condition `tag`. */
export const tag: ProcessingConditionType = {
  name: "tag",
  summary: "The rule has this tag, namespace included",
  parseRuleTest(reader) {
    const wanted = reader.requiredText("tag");
    if (wanted === undefined) return undefined;
    if (!/^[^.]+\../.test(wanted)) {
      return reader.fault(`the tag "${wanted}" has no namespace`, reader.node("tag")?.span);
    }
    return (rule) => rule.metadata.tags.includes(wanted);
  },
};
