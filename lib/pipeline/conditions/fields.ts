/** @module `include_fields` and `exclude_fields`: the field has one of some names. */

import type { ParameterReader } from "../parameter_reader.ts";
import { type CompiledRegex, isMatch } from "../python_regex/compiled_regex.ts";
import type { FieldTest, ProcessingConditionType } from "./condition.ts";

function readTest(reader: ParameterReader, listed: boolean): FieldTest | undefined {
  const names = reader.requiredTexts("fields");
  const mode = reader.choice("mode", ["plain", "re"], "plain");
  if (names === undefined || mode === undefined) return undefined;
  if (mode === "plain") {
    return {
      matchField: (field) => (field !== null && names.includes(field)) === listed,
    };
  }
  const regexes: CompiledRegex[] = [];
  for (const name of names) {
    const regex = reader.regex(name, reader.node("fields")!.span);
    if (regex !== undefined) regexes.push(regex);
  }
  return {
    matchField: (field) =>
      (field !== null && regexes.some((regex) => isMatch(regex, field))) === listed,
  };
}

/** The condition `include_fields`. */
export const includeFields: ProcessingConditionType = {
  name: "include_fields",
  summary: "The field is one of these names, or matches one of these regular expressions",
  parseFieldTest: (reader) => readTest(reader, true),
};

/** The condition `exclude_fields`. */
export const excludeFields: ProcessingConditionType = {
  name: "exclude_fields",
  summary: "The field is none of these names, and matches none of these regular expressions",
  parseFieldTest: (reader) => readTest(reader, false),
};
