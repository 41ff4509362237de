/**
 * Values of rules: their alternatives, prepared for comparison, as keys and for messages.
 *
 * @module
 */

import { encodeParts } from "../../sigma/sigma_string.ts";
import type { CompareValue, SigmaValue, StringPart, VariantsValue } from "../../sigma/value.ts";
import { type TextPattern, textPattern } from "./text_pattern.ts";

/** A value of one alternative. */
export type PlainValue = Exclude<SigmaValue, VariantsValue>;

/** A value prepared for comparison; what a comparison needs is made when it is needed. */
export class Prepared {
  readonly value: PlainValue;
  readonly #isKeyword: boolean;
  #text: TextPattern | null | undefined;
  #key: string | undefined;

  /**
   * Takes a value.
   *
   * @param value The value
   * @param isKeyword True when it may stand anywhere in the event
   */
  constructor(value: PlainValue, isKeyword = false) {
    this.value = value;
    this.#isKeyword = isKeyword;
  }

  /** For strings without placeholders. */
  get text(): TextPattern | undefined {
    if (this.#text === undefined) {
      const { value } = this;
      this.#text = value.kind === "String" ? textPattern(value, this.#isKeyword) ?? null : null;
    }
    return this.#text ?? undefined;
  }

  /** Equal for values that match the same. */
  get key(): string {
    return this.#key ??= valueKey(this.value);
  }
}

/** Prepares a value; `keyword` when it may stand anywhere in the event. */
export function prepareValue(value: PlainValue, keyword = false): Prepared {
  return new Prepared(value, keyword);
}

/** The alternatives of a value: its variants, or itself. */
export function alternatives(value: SigmaValue): readonly PlainValue[] {
  return value.kind === "Variants" ? value.values.flatMap(alternatives) : [value];
}

/** A text that is equal for values that match the same. */
export function valueKey(value: SigmaValue): string {
  switch (value.kind) {
    case "String": {
      let text = "";
      for (const part of value.parts) text += partKey(part);
      return value.cased ? `cased ${text}` : text.toLowerCase();
    }
    case "Variants":
      return `variants ${value.values.map(valueKey).join("\n")}`;
    default: {
      const { span: _span, ...rest } = value;
      return JSON.stringify(rest);
    }
  }
}

function partKey(part: StringPart): string {
  switch (part.kind) {
    case "Text":
      return `${part.text.length}:${part.text}`;
    case "Any":
      return "*";
    case "One":
      return "?";
    case "Placeholder":
      return `%${part.name}%`;
  }
}

const LONGEST_SHOWN = 60;

/** A value for a message: one line, not too long. */
export function showValue(value: SigmaValue): string {
  const text = valueText(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

const OPERATOR_SIGNS: { readonly [O in CompareValue["operator"]]: string } = {
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
};

function valueText(value: SigmaValue): string {
  switch (value.kind) {
    case "String":
      return `"${encodeParts(value.parts)}"`;
    case "Number":
      return value.text;
    case "Boolean":
      return String(value.value);
    case "Null":
      return "null";
    case "Regex":
      return `/${value.pattern}/${value.flags}`;
    case "Cidr":
      return `${value.address}/${value.prefix}`;
    case "Compare":
      return `${OPERATOR_SIGNS[value.operator]} ${value.text}`;
    case "Exists":
      return value.exists ? "present" : "absent";
    case "FieldRef":
      return `the field "${value.field}"`;
    case "TimestampPart":
      return `${value.part} ${value.text}`;
    case "QueryExpression":
      return value.template;
    case "Variants":
      return valueText(value.values[0]);
  }
}
