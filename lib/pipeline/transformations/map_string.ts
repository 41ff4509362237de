/** @module `map_string`: whole values are replaced by others. */

import { stringValue } from "../../sigma/sigma_string.ts";
import { plainText } from "../sigma_text.ts";
import { changeStrings } from "../visit.ts";
import { warnOfWildcards } from "../wildcard_warning.ts";
import type { TransformationType } from "./transformation.ts";

/** The transformation `map_string`. */
export const mapString: TransformationType = {
  name: "map_string",
  summary:
    "Replaces string values that are equal to a text; several values are joined as the list is",
  parse(reader) {
    const pairs = reader.requiredPairs("mapping");
    if (pairs === undefined) return undefined;
    const mapping = new Map<string, readonly string[]>();
    for (const { key, value } of pairs) {
      if (value.kind === "Scalar" && value.type === "null") continue;
      const texts = reader.textsOf(key.text, value, true);
      if (texts !== undefined) mapping.set(key.text, texts);
    }
    return {
      applyToRule: (rule, context) =>
        changeStrings(rule, context, (value, item) => {
          const texts = mapping.get(plainText(value));
          if (texts === undefined) return value;
          return texts.map((text) => {
            const mapped = { ...stringValue(text, value.span), cased: value.cased };
            warnOfWildcards(value, mapped, item, context);
            return mapped;
          });
        }),
    };
  },
};
