/** @module `match_string`: values match a regular expression at their start. */

import { plainText } from "../sigma_text.ts";
import { isMatch } from "../python_regex/compiled_regex.ts";
import type { ProcessingConditionType } from "./condition.ts";
import { overValues } from "./value_conditions.ts";

/** The condition `match_string`. */
export const matchString: ProcessingConditionType = {
  name: "match_string",
  summary: "Any or all string values match a regular expression from their start on",
  parseItemTest(reader) {
    const regex = reader.requiredRegex("pattern");
    const negate = reader.flag("negate", false);
    return overValues(
      reader,
      regex &&
        ((value) => (value.kind === "String" && isMatch(regex, plainText(value))) !== negate),
    );
  },
};
