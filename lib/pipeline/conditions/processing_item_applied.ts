/** @module `processing_item_applied`: an item before this one has made a change. */

import type { ParameterReader } from "../parameter_reader.ts";
import type { ProcessingConditionType } from "./condition.ts";

function readId(reader: ParameterReader): string | undefined {
  return reader.requiredText("processing_item_id");
}

/** The condition `processing_item_applied`. */
export const processingItemApplied: ProcessingConditionType = {
  name: "processing_item_applied",
  summary: "The item with this id was applied to the rule, the detection item or the field",
  parseRuleTest(reader) {
    const id = readId(reader);
    return id === undefined ? undefined : (_rule, context) => context.wasApplied(id);
  },
  parseItemTest(reader) {
    const id = readId(reader);
    return id === undefined ? undefined : (item, context) => context.hasTouched(item, id);
  },
  parseFieldTest(reader) {
    const id = readId(reader);
    if (id === undefined) return undefined;
    return {
      matchField: (field, context) => context.hasTouchedField(field, id),
      matchItem: (item, context) => context.hasTouched(item, id),
    };
  },
};
