/** @module `regex`: strings become regular expressions. */

import type { StringPart, StringValue } from "../../sigma/value.ts";
import { changeStrings } from "../visit.ts";
import type { TransformationType } from "./transformation.ts";

type Method = "plain" | "ignore_case_flag" | "ignore_case_brackets";

/** The transformation `regex`. */
export const regex: TransformationType = {
  name: "regex",
  summary: "Turns string values into regular expressions with the same meaning",
  parse(reader) {
    const method = reader.choice<Method>(
      "method",
      ["plain", "ignore_case_flag", "ignore_case_brackets"],
      "ignore_case_brackets",
    );
    if (method === undefined) return undefined;
    return {
      applyToRule: (rule, context) =>
        changeStrings(rule, context, (value) => {
          if (value.parts.length === 0) return value;
          const placeholder = value.parts.find((part) => part.kind === "Placeholder");
          if (placeholder !== undefined) {
            context.fail(
              `cannot turn the placeholder "%${placeholder.name}%" into a regular expression`,
              value.span,
              "Fill placeholders in an item before this one",
            );
          }
          const flags = method === "ignore_case_flag" && !value.cased ? "i" : "";
          return { kind: "Regex", pattern: toPattern(value, method), flags, span: value.span };
        }),
    };
  },
};

/** A regular expression may match anywhere, so the ends of the text become anchors. */
function toPattern({ parts, cased }: StringValue, method: Method): string {
  const brackets = method === "ignore_case_brackets" && !cased;
  const start = parts[0].kind === "Any" ? "" : "^";
  const end = parts[parts.length - 1].kind === "Any" ? "" : "$";
  return `${start}${parts.map((part) => partPattern(part, brackets)).join("")}${end}`;
}

function partPattern(part: StringPart, brackets: boolean): string {
  if (part.kind === "Any") return ".*";
  if (part.kind !== "Text") return ".";
  const escaped = part.text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return brackets ? escaped.replace(/\p{L}/gu, bothCases) : escaped;
}

function bothCases(letter: string): string {
  const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
  return lower === upper || upper.length > letter.length ? letter : `[${lower}${upper}]`;
}
