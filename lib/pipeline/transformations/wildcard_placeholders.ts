/** @module `wildcard_placeholders`: placeholders become wildcards. */

import { ANY } from "../../sigma/value.ts";
import { fillValue, readHandled } from "../placeholders.ts";
import { changeStrings } from "../visit.ts";
import { warnOfWildcards } from "../wildcard_warning.ts";
import type { TransformationType } from "./transformation.ts";

/** The transformation `wildcard_placeholders`. */
export const wildcardPlaceholders: TransformationType = {
  name: "wildcard_placeholders",
  summary: "Puts a wildcard in the place of placeholders, with a warning",
  parse(reader) {
    const handled = readHandled(reader);
    if (handled === undefined) return undefined;
    return {
      applyToRule: (rule, context) =>
        changeStrings(rule, context, (value, item) => {
          const filled = fillValue(value, (name) => handled(name) ? [[ANY]] : undefined)!;
          if (Array.isArray(filled)) warnOfWildcards(value, filled[0], item, context);
          return filled;
        }),
    };
  },
};
