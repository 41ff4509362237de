/** @module `contains_wildcard`: values have wildcards. */

import type { ProcessingConditionType } from "./condition.ts";
import { overValues, overVariants } from "./value_conditions.ts";

/** The condition `contains_wildcard`. */
export const containsWildcard: ProcessingConditionType = {
  name: "contains_wildcard",
  summary: "Any or all values have a wildcard, also one that a modifier has added",
  parseItemTest: (reader) =>
    overValues(
      reader,
      overVariants((value) =>
        value.kind === "String" &&
        value.parts.some(({ kind }) => kind === "Any" || kind === "One")
      ),
    ),
};
