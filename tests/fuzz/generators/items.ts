/** Random detection items: a field, its modifiers and its values. */

import fc from "fast-check";
import { MODIFIERS } from "../../../lib/sigma/modifiers/registry.ts";
import {
  anyText,
  networkValue,
  numberValue,
  otherValue,
  plainText,
  regexValue,
  type RuleValue,
  textValue,
} from "./values.ts";

/** A detection item, as it is written. */
export interface RuleItem {
  /** The field; empty for keywords. */
  readonly field: string;
  /** `|contains|all`, or nothing. */
  readonly modifiers: string;
  readonly values: readonly RuleValue[];
}

type ItemRest = Omit<RuleItem, "field">;

function rest(
  modifiers: fc.Arbitrary<string>,
  value: fc.Arbitrary<RuleValue>,
  maxLength: number = 3,
): fc.Arbitrary<ItemRest> {
  return fc.record({ modifiers, values: fc.array(value, { minLength: 1, maxLength }) });
}

/** Each modifier of a list at random, in the order of the list. */
function some(...names: readonly string[]): fc.Arbitrary<string> {
  return fc.subarray([...names]).map((chosen) => chosen.map((name) => `|${name}`).join(""));
}

const place = fc.constantFrom("", "|contains", "|startswith", "|endswith");

const textModifiers = fc.oneof(
  { weight: 3, arbitrary: place },
  { weight: 3, arbitrary: fc.tuple(place, some("all", "cased", "neq")).map((two) => two.join("")) },
  {
    weight: 1,
    arbitrary: fc.tuple(place, fc.constantFrom("|windash"), some("all", "cased", "neq"))
      .map((three) => three.join("")),
  },
);

const encodings = fc.tuple(
  fc.constantFrom("", "|wide", "|utf16le", "|utf16be", "|utf16"),
  fc.constantFrom("|base64", "|base64offset"),
  fc.constantFrom("|contains", "|contains|all", "|contains|neq", ""),
).map((three) => three.join(""));

const regexModifiers = fc.tuple(fc.constant("|re"), some("i", "m", "s"), some("all", "neq"))
  .map((all) => all.join(""));

const booleanValue = fc.constantFrom("true", "false").map((yaml) => ({ yaml, text: yaml }));

/** Any modifiers at all: most of these are refused. */
const anyModifiers = fc.array(fc.constantFrom(...MODIFIERS.keys()), { maxLength: 3 })
  .map((names) => names.map((name) => `|${name}`).join(""));

const anyValue = fc.oneof(textValue(anyText), numberValue, otherValue, regexValue, networkValue);

/** Items whatever the field, and those that name another field. */
function itemRest(fields: fc.Arbitrary<string>): fc.Arbitrary<ItemRest> {
  return fc.oneof(
    { weight: 12, arbitrary: rest(textModifiers, textValue(anyText)) },
    {
      weight: 3,
      arbitrary: rest(
        fc.constantFrom("", "", "|neq", "|gt", "|gte", "|lt", "|lte", "|all", "|lt|neq"),
        numberValue,
      ),
    },
    { weight: 2, arbitrary: rest(regexModifiers, regexValue, 2) },
    { weight: 1, arbitrary: rest(fc.constantFrom("|cidr", "|cidr|neq"), networkValue, 2) },
    { weight: 1, arbitrary: rest(fc.constantFrom("|exists", "|exists|neq"), booleanValue, 1) },
    {
      weight: 1,
      arbitrary: rest(
        fc.constantFrom("|fieldref", "|fieldref|cased", "|fieldref|neq", "|fieldref|startswith"),
        fields.map((text) => ({ yaml: JSON.stringify(text), text })),
        2,
      ),
    },
    { weight: 1, arbitrary: rest(encodings, textValue(anyText), 2) },
    { weight: 2, arbitrary: rest(fc.constantFrom("", "", "|neq", "|contains", "|all"), anyValue) },
    { weight: 1, arbitrary: rest(anyModifiers, anyValue, 2) },
  );
}

/**
 * Items with a field.
 *
 * @param fields Names of fields
 */
export function fieldItems(fields: fc.Arbitrary<string>): fc.Arbitrary<RuleItem> {
  return fc.tuple(fields, itemRest(fields)).map(([field, other]) => ({ field, ...other }));
}

const keyword = fc.oneof(
  { weight: 4, arbitrary: textValue(plainText) },
  { weight: 2, arbitrary: textValue(anyText) },
  { weight: 1, arbitrary: numberValue },
);

/** An item without a field. */
export const keywordItem: fc.Arbitrary<RuleItem> = fc.oneof(
  { weight: 4, arbitrary: rest(some("contains", "all", "cased"), keyword) },
  { weight: 1, arbitrary: rest(fc.constantFrom("|re", "|re|i"), regexValue, 2) },
).map((other) => ({ field: "", ...other }));

/** An item as YAML: `"f|contains": ["a", 'b']`. */
export function itemYaml({ field, modifiers, values }: RuleItem): string {
  const list = values.map(({ yaml }) => yaml);
  const value = list.length === 1 ? list[0] : `[ ${list.join(", ")} ]`;
  return `${JSON.stringify(field + modifiers)}: ${value}`;
}
