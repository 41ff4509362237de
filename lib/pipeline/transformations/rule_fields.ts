/** @module `add_field`, `remove_field` and `set_field`: the rule's list of fields to show. */

import type { TransformationType } from "./transformation.ts";

/** The transformation `add_field`. */
export const addField: TransformationType = {
  name: "add_field",
  summary: "Adds fields to the rule's fields list",
  parse(reader) {
    const added = reader.requiredTexts("field", true);
    if (added === undefined) return undefined;
    return { applyToRule: (rule) => ({ ...rule, fields: [...rule.fields, ...added] }) };
  },
};

/** The transformation `remove_field`. */
export const removeField: TransformationType = {
  name: "remove_field",
  summary: "Takes fields out of the rule's fields list",
  parse(reader) {
    const removed = reader.requiredTexts("field", true);
    if (removed === undefined) return undefined;
    return {
      applyToRule(rule) {
        const fields = [...rule.fields];
        for (const field of removed) {
          const index = fields.indexOf(field);
          if (index >= 0) fields.splice(index, 1);
        }
        return { ...rule, fields };
      },
    };
  },
};

/** The transformation `set_field`. */
export const setField: TransformationType = {
  name: "set_field",
  summary: "Replaces the rule's fields list",
  parse(reader) {
    const fields = reader.requiredTexts("fields");
    return fields && { applyToRule: (rule) => ({ ...rule, fields }) };
  },
};
