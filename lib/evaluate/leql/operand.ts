/**
 * What stands to the right of a LEQL operator, held against the values of a key.
 *
 * Source: Rapid7, "Components for Building a Query", comparison operators.
 *
 * @module
 */

import { numberComparer } from "../../event/scalar.ts";
import type { LeqlOperand } from "../../leql/ast.ts";
import { compileRegex } from "../../leql/regex_engine.ts";
import type { EventView, KeyValues } from "../event_view.ts";
import { containsAny } from "../contains_any.ts";
import { networkTest } from "../network.ts";
import { NotEvaluable } from "../not_evaluable.ts";
import {
  compareText,
  equalsAny,
  type OneTextTest,
  someText,
  type TextRelation,
} from "../match_texts.ts";

/** What holds for a whole `where` clause. */
export interface WhereContext {
  /** Letter case does not count, and parts of values match. */
  readonly loose: boolean;
  /** Values of variables, by name. */
  readonly variables: Readonly<Record<string, readonly string[]>>;
}

/** One item: an operand that is no list and no variable. */
export type Item = Exclude<LeqlOperand, { kind: "List" } | { kind: "Variable" }>;

/** Says of the values of a key whether one of them matches. */
export type ValuesTest = (values: KeyValues, event: EventView) => boolean;

/**
 * The items of an operand: those of a list, the values of variables.
 *
 * @param operand Any operand
 * @param context Where the variables are
 * @returns The items; throws `NotEvaluable` for a variable without values
 */
export function itemsOf(operand: LeqlOperand, context: WhereContext): readonly Item[] {
  switch (operand.kind) {
    case "List":
      return operand.items.flatMap((item) => itemsOf(item, context));
    case "Variable":
      return variableValues(operand.name, context).map(readVariable);
    default:
      return [operand];
  }
}

/** The values of a variable; throws `NotEvaluable` when it has none. */
export function variableValues(name: string, { variables }: WhereContext): readonly string[] {
  if (!Object.hasOwn(variables, name)) {
    throw new NotEvaluable(`the variable "${name}" has no value`);
  }
  return variables[name];
}

/** A value of a variable may be a network, as in a list (Rapid7, "Use Variables in Queries"). */
function readVariable(text: string): Item {
  const network = /^\s*IP\(([^)]*)\)\s*$/i.exec(text)?.[1];
  return network === undefined ? { kind: "Text", text } : { kind: "Ip", network };
}

/**
 * One of the items equals one of the values.
 *
 * A text equals the text of a number or boolean as well: quotes do not say that the value is stored
 * as a text. A number equals a text that is the same number.
 *
 * @param items The items
 * @param caseless True under IIN
 * @param context The clause
 */
export function equalsSome(
  items: readonly Item[],
  caseless: boolean,
  context: WhereContext,
): ValuesTest {
  const folded = caseless || context.loose;
  const texts = context.loose ? [] : items.flatMap((item) => item.kind === "Text" ? item.text : []);
  const others = items.filter((item) => item.kind !== "Text" || context.loose);
  const tests = others.map((item) => equalsItem(item, folded, context));
  if (texts.length > 0) tests.push(someText(equalsAny(texts, folded)));
  return anyOf(tests);
}

function equalsItem(item: Item, caseless: boolean, { loose }: WhereContext): ValuesTest {
  const relation: TextRelation = loose ? "contains" : "equals";
  switch (item.kind) {
    case "Text":
      return someText(compareText(relation, item.text, caseless));
    case "NoCase":
      return someText(compareText(relation, item.text, true));
    case "Boolean":
      return someText(compareText(relation, String(item.value), caseless));
    case "Number":
      return numberItem(item.text, (sign) => sign === 0);
    case "Regex":
      return someText(regexTest(item.pattern, item.flags, caseless));
    case "Ip":
      return someText({ folded: false, test: ipTest(item.network) });
    case "Null":
      return ({ isPresent }) => !isPresent;
    case "Key":
      throw new NotEvaluable(`"${item.key}" is a key, which only == and !== compare with`);
  }
}

/**
 * A comparison of numbers; texts that are numbers count.
 *
 * @param text The number of the query
 * @param accepts Signs of value minus number
 * @returns The test; throws `NotEvaluable` when the text is no number
 */
export function numberItem(text: string, accepts: (sign: number) => boolean): ValuesTest {
  const compare = numberComparer(text);
  if (compare === undefined) throw new NotEvaluable(`"${text}" is no number without a unit`);
  return ({ values }) =>
    values.some((value) => {
      const sign = compare(value);
      return sign !== undefined && accepts(sign);
    });
}

/** The test of a regular expression; throws `NotEvaluable`. */
export function regexTest(pattern: string, flags: string, caseless: boolean): OneTextTest {
  const all = caseless && !flags.includes("i") ? `${flags}i` : flags;
  const regex = compileRegex(pattern, all);
  if (typeof regex === "string") {
    throw new NotEvaluable(`RE2 cannot run the regular expression: ${regex}`);
  }
  return regex;
}

function ipTest(network: string): (text: string) => boolean {
  const test = networkTest(network, "masked");
  if (typeof test === "string") throw new NotEvaluable(test);
  return test;
}

/**
 * One of the items, or all of them, stand in one of the values, or at its beginning.
 *
 * @param items The items; only those that have a text
 * @param relation Where
 * @param linking Whether one item is enough
 * @param caseless True for the operators with `I`
 */
export function textItems(
  items: readonly Item[],
  relation: TextRelation,
  linking: "any" | "all",
  caseless: boolean,
): ValuesTest {
  const isFolded = (item: Item): boolean => caseless || item.kind === "NoCase";
  if (relation === "contains" && linking === "any") {
    const groups = [items.filter(isFolded), items.filter((item) => !isFolded(item))];
    return anyOf(
      groups.filter(({ length }) => length > 0).map((group) =>
        someText(containsAny(group.map(textOfItem), isFolded(group[0])))
      ),
    );
  }
  const tests = items.map((item) =>
    someText(compareText(relation, textOfItem(item), isFolded(item)))
  );
  return linking === "any" ? anyOf(tests) : (values) => tests.every((test) => test(values));
}

function textOfItem(item: Item): string {
  switch (item.kind) {
    case "Text":
    case "NoCase":
    case "Number":
      return item.text;
    case "Boolean":
      return String(item.value);
    default:
      throw new NotEvaluable("an operator for parts of texts has no text to look for");
  }
}

function anyOf(tests: readonly ValuesTest[]): ValuesTest {
  if (tests.length === 1) return tests[0];
  return (values, event) => {
    for (let at = 0; at < tests.length; at++) if (tests[at](values, event)) return true;
    return false;
  };
}
