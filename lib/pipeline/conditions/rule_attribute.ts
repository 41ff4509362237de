/** @module `rule_attribute`: an attribute of the rule has a value. */

import type { CorrelationRule, Rule } from "../../sigma/ast.ts";
import { LEVELS, STATUSES } from "../../sigma/parse_metadata.ts";
import { didYouMean } from "../../suggest.ts";
import type { ApplyContext } from "../apply_context.ts";
import type { ParameterReader } from "../parameter_reader.ts";
import { isMap, type PipelineValue } from "../pipeline_value.ts";
import {
  builtinAttribute,
  customAttributes,
  isBuiltinAttribute,
  isoDate,
} from "../rule_attributes.ts";
import { compare, type Operator, OPERATORS } from "./comparison.ts";
import type { ProcessingConditionType } from "./condition.ts";

const ALL_OPERATORS = [...OPERATORS, "in", "not_in"] as const;

/** Attributes whose values are words in an order, lowest first. */
const ORDERED: Readonly<Record<string, readonly string[]>> = { level: LEVELS, status: STATUSES };

interface Wanted {
  readonly attribute: string;
  readonly value: string | number | bigint | boolean;
  readonly operator: Operator | "in" | "not_in";
}

/** The condition `rule_attribute`. */
export const ruleAttribute: ProcessingConditionType = {
  name: "rule_attribute",
  summary: "An attribute of the rule, built-in or custom, compares with a value",
  parseRuleTest(reader) {
    const wanted = readWanted(reader);
    return wanted === undefined ? undefined : (rule, context) => test(rule, wanted, context);
  },
};

function readWanted(reader: ParameterReader): Wanted | undefined {
  const attribute = reader.requiredText("attribute");
  const node = reader.requiredNode("value");
  const operator = reader.choice("op", ALL_OPERATORS, "eq");
  if (attribute === undefined || node === undefined || operator === undefined) return undefined;
  if (node.kind !== "Scalar" || node.value === null) {
    return reader.fault('the parameter "value" is not a text or a number', node.span);
  }
  const { value, text, span } = node;
  const words = ORDERED[attribute];
  if (words !== undefined && !words.includes(text.toLowerCase())) {
    return reader.fault(`there is no ${attribute} "${text}"`, span, didYouMean(text, words));
  }
  if ((attribute === "date" || attribute === "modified") && isoDate(text) === undefined) {
    return reader.fault(`"${text}" is not a date`, span, "Write YYYY-MM-DD");
  }
  return { attribute, value, operator };
}

function test(rule: Rule | CorrelationRule, wanted: Wanted, context: ApplyContext): boolean {
  const { attribute } = wanted;
  if (!isBuiltinAttribute(attribute)) {
    const custom = customAttributes(rule, context.customAttributes);
    return Object.hasOwn(custom, attribute) && testValue(custom[attribute], wanted, context);
  }
  const value = builtinAttribute(rule, attribute);
  if (value === null) {
    cannot(wanted, context, "the rule does not set it");
  }
  const words = ORDERED[attribute];
  if (words !== undefined) return testWord(String(value), words, wanted, context);
  return testValue(value, wanted, context);
}

function testWord(
  value: string,
  words: readonly string[],
  wanted: Wanted,
  context: ApplyContext,
): boolean {
  const position = words.indexOf(value.toLowerCase());
  if (position < 0) cannot(wanted, context, `"${value}" is not one of ${words.join(", ")}`);
  return compareWith(position, words.indexOf(String(wanted.value).toLowerCase()), wanted, context);
}

function testValue(value: PipelineValue, wanted: Wanted, context: ApplyContext): boolean {
  const { attribute, operator } = wanted;
  if (Array.isArray(value)) {
    if (operator === "in") return value.includes(wanted.value);
    if (operator === "not_in") return !value.includes(wanted.value);
    return operator === "ne";
  }
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
    const number = Number(wanted.value);
    if (Number.isNaN(number)) cannot(wanted, context, `"${wanted.value}" is not a number`);
    return compareWith(Number(value), number, wanted, context);
  }
  if (typeof value !== "string" || isMap(value)) cannot(wanted, context, "it is a mapping or null");
  if (attribute === "date" || attribute === "modified") {
    const date = isoDate(value);
    if (date === undefined) cannot(wanted, context, `"${value}" is not a date`);
    return compareWith(date, isoDate(String(wanted.value))!, wanted, context);
  }
  if (operator !== "eq" && operator !== "ne") {
    cannot(wanted, context, `a text has no "${operator}"`);
  }
  const text = String(wanted.value);
  return attribute === "id"
    ? compare(value.toLowerCase(), operator, text.toLowerCase())
    : compare(value, operator, text);
}

function compareWith<T extends string | number>(
  left: T,
  right: T,
  wanted: Wanted,
  context: ApplyContext,
): boolean {
  const { operator } = wanted;
  if (operator === "in" || operator === "not_in") {
    cannot(wanted, context, `only lists have "${operator}"`);
  }
  return compare(left, operator, right);
}

function cannot({ attribute }: Wanted, context: ApplyContext, reason: string): never {
  context.fail(`cannot test the attribute "${attribute}": ${reason}`);
}
