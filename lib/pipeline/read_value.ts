/**
 * A Sigma value as a parameter of an item or a condition.
 *
 * @module
 */

import { numberText } from "../sigma/parse_item.ts";
import { stringValue } from "../sigma/sigma_string.ts";
import type { SigmaValue } from "../sigma/value.ts";
import type { YamlScalar } from "../yaml/node.ts";
import type { ParameterReader } from "./parameter_reader.ts";
import { plainText } from "./sigma_text.ts";

/** Reads a value that must be there; `undefined` when a fault was reported. */
export function readValue(reader: ParameterReader, key: string): SigmaValue | undefined {
  const node = reader.requiredNode(key);
  if (node === undefined) return undefined;
  if (node.kind === "Scalar") return scalarValue(node);
  return reader.fault(
    `the parameter "${key}" is not a text, a number, true, false or null`,
    node.span,
  );
}

/** Turns a scalar into the value that it would be in a rule; a date counts as a text. */
export function scalarValue(node: YamlScalar): SigmaValue {
  const { span } = node;
  switch (node.type) {
    case "number":
      return { kind: "Number", text: numberText(node), span };
    case "boolean":
      return { kind: "Boolean", value: node.value === true, span };
    case "null":
      return { kind: "Null", span };
    default:
      return stringValue(node.text, span);
  }
}

/** True when two values are of one kind and equal; letter case counts, in both. */
export function isSameValue(a: SigmaValue, b: SigmaValue): boolean {
  switch (a.kind) {
    case "String":
      return b.kind === "String" && plainText(a) === plainText(b) &&
        a.parts.length === b.parts.length &&
        a.parts.every((part, index) => part.kind === b.parts[index].kind);
    case "Number":
      return b.kind === "Number" && a.text === b.text;
    case "Boolean":
      return b.kind === "Boolean" && a.value === b.value;
    case "Null":
      return b.kind === "Null";
    default:
      return false;
  }
}
