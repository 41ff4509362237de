/** @module `is_null`: values are null. */

import type { ProcessingConditionType } from "./condition.ts";
import { overValues } from "./value_conditions.ts";

/** The condition `is_null`. */
export const isNull: ProcessingConditionType = {
  name: "is_null",
  summary: "Any or all values are null",
  parseItemTest: (reader) => overValues(reader, ({ kind }) => kind === "Null"),
};
