/** @module `convert_type`: numbers become texts, or texts numbers. */

import { literalText } from "../../sigma/sigma_string.ts";
import type { NumberValue, StringValue } from "../../sigma/value.ts";
import { plainText } from "../sigma_text.ts";
import { changeValues, describeItem } from "../visit.ts";
import type { TransformationType } from "./transformation.ts";

const INTEGER_REGEXP = /^[-+]?\d+$/;
const DECIMAL_REGEXP = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** Reads a text as a number; `undefined` when it is none. */
export function toNumber(value: StringValue | NumberValue): NumberValue | undefined {
  if (value.kind === "Number") return value;
  const text = literalText(value)?.trim();
  if (text === undefined) return undefined;
  const { span } = value;
  if (INTEGER_REGEXP.test(text)) {
    return { kind: "Number", text: String(BigInt(text.replace("+", ""))), span };
  }
  const number = Number(text);
  if (!DECIMAL_REGEXP.test(text) || !Number.isFinite(number)) return undefined;
  return { kind: "Number", text: String(number), span };
}

/** The transformation `convert_type`. */
export const convertType: TransformationType = {
  name: "convert_type",
  summary: "Turns numbers into texts, or texts into numbers",
  parse(reader) {
    const target = reader.choice("target_type", ["str", "num"]);
    if (target === undefined) return undefined;
    return {
      applyToRule: (rule, context) =>
        changeValues(rule, context, (value, item) => {
          if (target === "str" && value.kind === "Number") {
            const parts = [{ kind: "Text", text: value.text }] as const;
            return { kind: "String", parts, cased: false, span: value.span };
          }
          if (target === "str" || value.kind !== "String") return value;
          return toNumber(value) ?? context.fail(
            `cannot turn "${plainText(value)}" of ${describeItem(item)} into a number`,
            value.span,
          );
        }),
    };
  },
};
