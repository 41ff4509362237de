/** @module `match_value`: values are equal to a value. */

import { isSameValue, readValue } from "../read_value.ts";
import type { ProcessingConditionType } from "./condition.ts";
import { overValues } from "./value_conditions.ts";

/** The condition `match_value`. */
export const matchValue: ProcessingConditionType = {
  name: "match_value",
  summary: "Any or all values are equal to a value",
  parseItemTest(reader) {
    const wanted = readValue(reader, "value");
    return overValues(reader, wanted && ((value) => isSameValue(value, wanted)));
  },
};
