/** @module `case`: values are written in lower, upper or snake case. */

import { withParts } from "../../sigma/sigma_string.ts";
import { changeStrings } from "../visit.ts";
import type { TransformationType } from "./transformation.ts";

const METHODS = {
  lower: (text: string): string => text.toLowerCase(),
  upper: (text: string): string => text.toUpperCase(),
  snake_case: (text: string): string => text.replace(/(?<!^)(?=[A-Z])/g, "_").toLowerCase(),
} as const;

/** The transformation `case`. */
export const caseTransformation: TransformationType = {
  name: "case",
  summary: "Writes string values in lower, upper or snake case",
  parse(reader) {
    const method = reader.choice("method", ["lower", "upper", "snake_case"], "lower");
    if (method === undefined) return undefined;
    const change = METHODS[method];
    return {
      applyToRule: (rule, context) =>
        changeStrings(rule, context, (value) =>
          withParts(
            value,
            value.parts.map((part) =>
              part.kind === "Text" ? { kind: "Text", text: change(part.text) } : part
            ),
          )),
    };
  },
};
