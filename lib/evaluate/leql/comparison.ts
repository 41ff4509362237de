/**
 * Comparisons of one key.
 *
 * Source: Rapid7, "Components for Building a Query", comparison operators.
 *
 * @module
 */

import type { ComparisonOperator, LeqlOperand, Presence } from "../../leql/ast.ts";
import { type EventTest, type KeyValues, valuesReader } from "../event_view.ts";
import { NotEvaluable } from "../not_evaluable.ts";
import { equalsSome, itemsOf, numberItem, textItems, type WhereContext } from "./operand.ts";
import type { ValuesTest } from "./operand.ts";

/**
 * The test of a comparison.
 *
 * What is negated holds when no value of the key matches: also when the key is missing.
 *
 * @param key The key
 * @param operator Any operator
 * @param operand What it compares with
 * @param context The clause
 * @returns The test; throws `NotEvaluable`
 */
export function comparisonTest(
  key: string,
  operator: ComparisonOperator,
  operand: LeqlOperand,
  context: WhereContext,
): EventTest {
  if (key === "#log") throw new NotEvaluable("an event does not know its log");
  const read = valuesReader(key);
  const negated = operator.startsWith("!") || operator.startsWith("NOT ");
  const test = positiveTest(withoutNegation(operator), operand, context);
  return negated ? (event) => !test(read(event), event) : (event) => test(read(event), event);
}

/** The `I` in front of an operator, but not that of IN. */
const CASELESS_REGEXP = /^I(?!N$)/;

function withoutNegation(operator: ComparisonOperator): string {
  if (operator === "!=") return "=";
  return operator === "!==" ? "==" : operator.replace("NOT ", "");
}

function positiveTest(operator: string, operand: LeqlOperand, context: WhereContext): ValuesTest {
  if (operand.kind === "Key") return keyTest(operator, operand.key, context);
  const items = itemsOf(operand, context);
  const cased = operator.replace(CASELESS_REGEXP, "");
  const caseless = context.loose || cased !== operator;
  switch (cased) {
    case "=":
    case "==":
    case "IN":
      return equalsSome(items, caseless, context);
    case "CONTAINS":
    case "CONTAINS-ANY":
      return textItems(items, "contains", "any", caseless);
    case "CONTAINS-ALL":
      return textItems(items, "contains", "all", caseless);
    case "STARTS-WITH":
    case "STARTS-WITH-ANY":
      return textItems(items, "startswith", "any", caseless);
    case "<":
      return numbers(items, (sign) => sign < 0);
    case "<=":
      return numbers(items, (sign) => sign <= 0);
    case ">":
      return numbers(items, (sign) => sign > 0);
    case ">=":
      return numbers(items, (sign) => sign >= 0);
    default:
      throw new NotEvaluable(`the operator "${operator}" is not known`);
  }
}

function numbers(
  items: ReturnType<typeof itemsOf>,
  accepts: (sign: number) => boolean,
): ValuesTest {
  const tests = items.map((item) => {
    if (item.kind !== "Number" && item.kind !== "Text") {
      throw new NotEvaluable("a comparison of numbers has no number");
    }
    return numberItem(item.text, accepts);
  });
  return (values, event) => tests.some((test) => test(values, event));
}

/** A value of one key equals one of the other; neither is missing. */
function keyTest(operator: string, key: string, { loose }: WhereContext): ValuesTest {
  if (operator !== "==" && operator !== "=") {
    throw new NotEvaluable(`"${operator}" does not compare two keys`);
  }
  const readOther = valuesReader(key);
  return (values, event) => {
    const other = readOther(event);
    const [left, right] = loose ? [values.folded, other.folded] : [values.plain, other.plain];
    return left.some((text) => right.includes(text));
  };
}

const LINE_BREAKS_REGEXP = /^\n*$/;

const PRESENCE_TESTS: { readonly [P in Presence]: (values: KeyValues) => boolean } = {
  present: ({ isPresent }) => isPresent,
  absent: ({ isPresent }) => !isPresent,
  filled: isFilled,
  unfilled: (values) => !isFilled(values),
};

/** `/.+/` wants one character that is no line feed. */
function isFilled(values: KeyValues): boolean {
  return values.isFilled &&
    (values.plain.length === 0 || values.plain.some((text) => !LINE_BREAKS_REGEXP.test(text)));
}

/** The test of a key's presence. */
export function presenceTest(key: string, presence: Presence): EventTest {
  const read = valuesReader(key);
  const test = PRESENCE_TESTS[presence];
  return (event) => test(read(event));
}
