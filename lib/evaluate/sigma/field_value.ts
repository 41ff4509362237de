/**
 * One value of a detection item, held against the values of its field.
 *
 * Source: Sigma rules specification 2.1, "Detection"; Sigma modifiers appendix.
 *
 * @module
 */

import type { JsonValue } from "../../event/event.ts";
import { numberComparer, timeOf } from "../../event/scalar.ts";
import { compileRegex } from "../../leql/regex_engine.ts";
import type {
  CompareOperator,
  FieldRefValue,
  RegexValue,
  SigmaValue,
  StringValue,
  TimestampPartValue,
} from "../../sigma/value.ts";
import { type EventTest, type KeyValues, valuesReader } from "../event_view.ts";
import { containsAny } from "../contains_any.ts";
import { networkTest } from "../network.ts";
import { NotEvaluable } from "../not_evaluable.ts";
import { compareText, equalsAny, type OneTextTest, someText } from "../match_texts.ts";
import { innerText, isAnything, patternTest, plainText } from "./text_value.ts";
import { timestampPart } from "./timestamp_part.ts";

/** Signs of value minus bound that an operator accepts. */
const ACCEPTS: { readonly [O in CompareOperator | "eq"]: (sign: number) => boolean } = {
  lt: (sign) => sign < 0,
  lte: (sign) => sign <= 0,
  gt: (sign) => sign > 0,
  gte: (sign) => sign >= 0,
  eq: (sign) => sign === 0,
};

/**
 * The test that one of several values matches.
 *
 * @param field Name of the field
 * @param values At least one value
 * @returns The test; throws `NotEvaluable`
 */
export function anyFieldValue(field: string, values: readonly SigmaValue[]): EventTest {
  const tests: EventTest[] = [];
  const whole: TextLists = { cased: [], caseless: [] };
  const inner: TextLists = { cased: [], caseless: [] };
  for (const value of values.flatMap(spread)) {
    if (!addText(value, plainText, whole) && !addText(value, innerText, inner)) {
      tests.push(fieldValueTest(field, value));
    }
  }
  const read = valuesReader(field);
  for (const [lists, testOf] of [[whole, equalsAny], [inner, containsAny]] as const) {
    for (const [kind, list] of Object.entries(lists)) {
      if (list.length === 0) continue;
      const test = someText(testOf(list, kind === "caseless"));
      tests.push((event) => test(read(event)));
    }
  }
  if (tests.length === 1) return tests[0];
  return (event) => {
    for (let at = 0; at < tests.length; at++) if (tests[at](event)) return true;
    return false;
  };
}

/** Texts that are looked for together. */
interface TextLists {
  readonly cased: string[];
  readonly caseless: string[];
}

/** Adds the text of a value to a list; false when it has none of this form. */
function addText(
  value: SigmaValue,
  textOf: (value: StringValue) => string | undefined,
  { cased, caseless }: TextLists,
): boolean {
  if (value.kind !== "String") return false;
  const text = textOf(value);
  if (text === undefined) return false;
  (value.cased ? cased : caseless).push(text);
  return true;
}

/** Variants of one value are alternatives. */
function spread(value: SigmaValue): readonly SigmaValue[] {
  return value.kind === "Variants" ? value.values.flatMap(spread) : [value];
}

function fieldValueTest(field: string, value: SigmaValue): EventTest {
  const read = valuesReader(field);
  switch (value.kind) {
    case "String": {
      if (isAnything(value)) return (event) => read(event).isPresent;
      const test = someText(patternTest(value, false));
      return (event) => test(read(event));
    }
    case "Number":
      return someValue(read, numberTest(value.text, "eq"));
    case "Compare":
      return someValue(read, numberTest(value.text, value.operator));
    case "Boolean": {
      const test = someText(compareText("equals", String(value.value), false));
      return (event) => test(read(event));
    }
    case "Null":
      return (event) => !read(event).isFilled;
    case "Exists":
      return (event) => read(event).isPresent === value.exists;
    case "Regex": {
      const test = someText(regexTest(value));
      return (event) => test(read(event));
    }
    case "Cidr": {
      const network = networkTest(`${value.address}/${value.prefix}`);
      if (typeof network === "string") throw new NotEvaluable(network, value.span);
      const test = someText({ folded: false, test: network });
      return (event) => test(read(event));
    }
    case "FieldRef":
      return fieldRefTest(read, value);
    case "TimestampPart":
      return someValue(read, timestampTest(value));
    case "QueryExpression":
      throw new NotEvaluable("a processing pipeline put a piece of a query into it", value.span);
    case "Variants":
      return anyFieldValue(field, value.values);
  }
}

function someValue(
  read: (event: Parameters<EventTest>[0]) => KeyValues,
  test: (value: JsonValue) => boolean,
): EventTest {
  return (event) => read(event).values.some(test);
}

/** Numbers in texts count as numbers: logs write both. What is no number matches no comparison. */
function numberTest(text: string, operator: CompareOperator | "eq"): (value: JsonValue) => boolean {
  const compare = numberComparer(text);
  // Infinity and what is not a number: no event has them.
  if (compare === undefined) return () => false;
  const accepts = ACCEPTS[operator];
  return (value) => {
    const sign = compare(value);
    return sign !== undefined && accepts(sign);
  };
}

function timestampTest(value: TimestampPartValue): (found: JsonValue) => boolean {
  const accepts = ACCEPTS[value.operator];
  const bound = Number(value.text);
  return (found) => {
    const time = timeOf(found);
    return time !== undefined && accepts(Math.sign(timestampPart(time, value.part) - bound));
  };
}

/** `{,n}`, which is a count for those who write rules, and a text for RE2. */
const OPEN_COUNT_REGEXP = /(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\{(,\d+\})/gs;

/**
 * The test of a regular expression of a rule.
 *
 * @param value The expression
 * @returns The test; throws `NotEvaluable` for what RE2 does not have
 */
export function regexTest({ pattern, flags, span }: RegexValue): OneTextTest {
  const counted = pattern.replace(
    OPEN_COUNT_REGEXP,
    (_, other: string | undefined, count: string) => other ?? `{0${count}`,
  );
  const regex = compileRegex(counted, flags);
  if (typeof regex === "string") {
    throw new NotEvaluable(`RE2 cannot run the regular expression: ${regex}`, span);
  }
  return regex;
}

function fieldRefTest(
  read: (event: Parameters<EventTest>[0]) => KeyValues,
  { field, match, cased }: FieldRefValue,
): EventTest {
  const readOther = valuesReader(field);
  return (event) => {
    const [found, other] = [read(event), readOther(event)];
    const texts = cased ? found.plain : found.folded;
    return (cased ? other.plain : other.folded).some((needle) => {
      const { test } = compareText(match, needle, false);
      return texts.some(test);
    });
  };
}
