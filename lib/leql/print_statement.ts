/**
 * Statements to text.
 *
 * @module
 */

import { type Layout, ONE_LINE, OPERATOR_LINES, printNode } from "./print.ts";
import { quoteAnyKey, quoteAnyText } from "./quote.ts";
import type { HavingComparison, LeqlStatement, StatementCalculation } from "./statement.ts";

/**
 * Prints a statement.
 *
 * @param statement Any statement
 * @param layout `line`: all on one line. `detection`: as in the Rule Logic view of detection
 * rules, each clause, AND and OR on a line of its own. @default {"line"}
 * @returns LEQL; reading it gives the statement again
 *
 * @example Groups of events
 * ```ts
 * import { printStatement } from "./print_statement.ts";
 * import assert from "node:assert/strict";
 *
 * const text = printStatement({
 *   where: { node: { kind: "Presence", key: "user", presence: "filled" }, loose: false },
 *   groupBy: ["user"],
 *   calculate: { function: "unique", key: "asset" },
 *   having: [{ calculation: { function: "unique", key: "asset" }, operator: ">", text: "3" }],
 * });
 * assert.equal(
 *   text,
 *   "where(user = /.+/) groupby(user) calculate(unique:asset) having(unique:asset>3)",
 * );
 * ```
 */
export function printStatement(
  statement: LeqlStatement,
  layout: "line" | "detection" = "line",
): string {
  const { from, select, where, groupBy, calculate, having, sort, limit, timeslice } = statement;
  const isLine = layout === "line";
  const wrap = (name: string, content: string): string => {
    return isLine ? `${name}(${content})` : `${name}(\n  ${content}\n)`;
  };
  const nodeLayout: Layout = { ...isLine ? ONE_LINE : OPERATOR_LINES, anyText: true };
  const clauses: string[] = [];
  if (from !== undefined) {
    const types = from.eventTypes.map(quoteAnyText);
    const one = types.length === 1 ? `= ${types[0]}` : `IN [${types.join(", ")}]`;
    clauses.push(wrap("from", `${from.key} ${one}`));
  }
  if (select !== undefined) {
    const columns = select.map(({ key, alias }) => {
      return alias === undefined
        ? quoteAnyKey(key)
        : `${quoteAnyKey(key)} as ${quoteAnyKey(alias)}`;
    });
    clauses.push(`select(${columns.join(", ")})`);
  }
  if (where !== undefined) {
    const text = printNode(where.node, nodeLayout);
    clauses.push(wrap("where", where.loose ? `${text}, loose` : text));
  }
  if (groupBy !== undefined) clauses.push(`groupby(${groupBy.map(quoteAnyKey).join(", ")})`);
  if (calculate !== undefined) clauses.push(`calculate(${printCalculation(calculate)})`);
  if (having !== undefined) clauses.push(`having(${having.map(printHaving).join(" AND ")})`);
  if (sort !== undefined) {
    const keys = sort.map(({ direction, key }) => {
      return key === undefined ? direction : `${direction}#${quoteAnyKey(key)}`;
    });
    clauses.push(`sort(${keys.join(", ")})`);
  }
  if (limit !== undefined) clauses.push(`limit(${limit.join(", ")})`);
  if (timeslice !== undefined) clauses.push(`timeslice(${timeslice.text})`);
  return clauses.join(isLine ? " " : "\n");
}

const FUNCTION_NAMES: { readonly [F in StatementCalculation["function"]]: string } = {
  count: "count",
  bytes: "bytes",
  sum: "sum",
  average: "average",
  unique: "unique",
  min: "min",
  max: "max",
  standarddeviation: "standarddeviation",
  percentile: "pctl",
};

function printCalculation({ function: name, key, percent }: StatementCalculation): string {
  const head = FUNCTION_NAMES[name] + (percent === undefined ? "" : `(${percent})`);
  return key === undefined ? head : `${head}:${quoteAnyKey(key)}`;
}

function printHaving({ calculation, operator, text }: HavingComparison): string {
  return `${printCalculation(calculation)}${operator}${text}`;
}
