/**
 * The clause `calculate`, and `having`, which compares what it gives.
 *
 * Sources: Rapid7, "Analytic Functions and Visualizations" (functions) and "Components for Building
 * a Query" (clauses).
 *
 * @module
 */

import { didYouMean } from "../../suggest.ts";
import type { HavingComparison, StatementCalculation } from "../statement.ts";
import type { Cursor } from "./cursor.ts";
import { isNumber } from "./numbers.ts";
import { parseKey } from "./parse_name.ts";
import { ReadFault } from "./read_fault.ts";

const FUNCTIONS: ReadonlyMap<string, StatementCalculation["function"]> = new Map([
  ["count", "count"],
  ["bytes", "bytes"],
  ["sum", "sum"],
  ["average", "average"],
  ["unique", "unique"],
  ["min", "min"],
  ["max", "max"],
  ["standarddeviation", "standarddeviation"],
  ["sd", "standarddeviation"],
  ["pctl", "percentile"],
  ["percentile", "percentile"],
]);

/** `count`, `sum:key`, `pctl(95):key` */
export function parseCalculation(cursor: Cursor): StatementCalculation {
  const token = cursor.peek();
  if (token.kind !== "Word") throw cursor.unexpected("a function such as count or sum:key");
  cursor.next();
  const colon = token.text.indexOf(":");
  const name = (colon < 0 ? token.text : token.text.slice(0, colon)).toLowerCase();
  const calculated = FUNCTIONS.get(name);
  if (calculated === undefined) {
    throw new ReadFault(
      "leql-unknown-word",
      `LEQL has no function "${name}"`,
      token,
      name === "avg" || name === "mean" ? "Write average" : didYouMean(name, FUNCTIONS.keys()),
    );
  }
  let rest = colon < 0 ? "" : token.text.slice(colon);
  let percent: number | undefined;
  if (calculated === "percentile") {
    percent = parsePercent(cursor);
    const behind = cursor.peek();
    if (behind.kind === "Word" && behind.text.startsWith(":")) {
      cursor.next();
      rest = behind.text;
    }
  }
  const key = rest === ":" ? parseKey(cursor) : rest === "" ? undefined : rest.slice(1);
  if (calculated === "bytes" ? key !== undefined : key === undefined && calculated !== "count") {
    throw new ReadFault(
      "leql-syntax",
      calculated === "bytes" ? "Cannot read a key behind bytes" : `Cannot find the key of ${name}`,
      token,
      calculated === "bytes"
        ? undefined
        : `Write ${percent === undefined ? name : `${name}(95)`}:key`,
    );
  }
  return {
    function: calculated,
    ...(key === undefined ? undefined : { key }),
    ...(percent === undefined ? undefined : { percent }),
  };
}

function parsePercent(cursor: Cursor): number {
  cursor.expectSign("(", "Write pctl(95):key");
  const token = cursor.next();
  const percent = token.kind === "Word" && isNumber(token.text) ? Number(token.text) : 0;
  if (!(percent > 0 && percent <= 100)) {
    throw new ReadFault(
      "leql-syntax",
      "Cannot read the percentage: it is above 0 and at most 100",
      token,
    );
  }
  cursor.expectSign(")");
  return percent;
}

/** `count>10 AND count<20` */
export function parseHaving(cursor: Cursor): readonly HavingComparison[] {
  const comparisons: HavingComparison[] = [];
  do {
    const calculation = parseCalculation(cursor);
    const operator = cursor.peek();
    if (operator.kind !== "Operator" || operator.operator === "==" || operator.operator === "!==") {
      throw cursor.unexpected("an operator for numbers");
    }
    cursor.next();
    const number = cursor.peek();
    if (number.kind !== "Word" || !isNumber(number.text)) throw cursor.unexpected("a number");
    cursor.next();
    comparisons.push({ calculation, operator: operator.operator, text: number.text });
  } while (cursor.takeWord("AND"));
  if (cursor.isWord("OR")) {
    throw cursor.unexpected("AND or the end of having()", "having() is not known to take OR");
  }
  return comparisons;
}
