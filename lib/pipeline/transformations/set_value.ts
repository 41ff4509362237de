/** @module `set_value`: values are replaced by a fixed one. */

import { stringValue } from "../../sigma/sigma_string.ts";
import type { SigmaValue } from "../../sigma/value.ts";
import type { ParameterReader } from "../parameter_reader.ts";
import { readValue } from "../read_value.ts";
import { changeItems } from "../visit.ts";
import { warnOfWildcards } from "../wildcard_warning.ts";
import { toNumber } from "./convert_type.ts";
import type { TransformationType } from "./transformation.ts";

function readFixed(reader: ParameterReader): SigmaValue | undefined {
  const value = readValue(reader, "value");
  const node = reader.node("force_type");
  if (value === undefined) return undefined;
  if (node === undefined || (node.kind === "Scalar" && node.type === "null")) return value;
  const type = reader.choice("force_type", ["str", "num"]);
  const { span } = reader.node("value")!;
  if (value.kind !== "String" && value.kind !== "Number") {
    return reader.fault('"force_type" needs a text or a number', span);
  }
  if (type === "str") {
    return value.kind === "String" ? value : stringValue(value.text, value.span);
  }
  const number = toNumber(value);
  return number ?? reader.fault("the value is not a number", span);
}

/** The transformation `set_value`. */
export const setValue: TransformationType = {
  name: "set_value",
  summary: "Replaces the values of detection items by a fixed one",
  parse(reader) {
    const fixed = readFixed(reader);
    if (fixed === undefined) return undefined;
    return {
      applyToRule: (rule, context) =>
        changeItems(rule, context, (item) => {
          const [first] = item.values;
          const value: SigmaValue = fixed.kind === "String"
            ? { ...fixed, cased: first.kind === "String" && first.cased, span: first.span }
            : { ...fixed, span: first.span };
          warnOfWildcards(first, value, item, context);
          return { ...item, values: [value] };
        }),
    };
  },
};
