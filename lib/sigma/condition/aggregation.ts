/**
 * The old aggregations behind a pipe, and the correlation rule that says the same.
 *
 * Sources: Sigma rules specification 1.0, "Aggregation expression"; Sigma
 * correlation rules specification 2.1.
 *
 * @module
 */

import { timespanSeconds } from "../timespan.ts";

/** What a correlation takes over from the rule around the condition. */
export interface AggregationContext {
  /** The rule's name, or its id; the hint asks for a name when left out. */
  readonly rule?: string;
  /** The rule's `timeframe`; the hint leaves the time span open when left out. */
  readonly timeframe?: string;
}

const CALCULATION_REGEXP =
  /^(count|min|max|avg|sum)\s*\(([^()]*)\)(?:\s+by\s+(\S(?:.*?\S)?))?\s*(<=|>=|==?|!=|<|>)\s*(-?\d+(?:\.\d+)?)$/s;
const MAX_AGGREGATION = 500;
const NEAR_REGEXP = /^near\s+(\S.*)$/s;
const NAME_REGEXP = /^[A-Za-z0-9_-]+$/;
/** Plain scalars of YAML that stay texts inside of a flow list. */
const PLAIN_REGEXP = /^[A-Za-z_][\w.-]*$/;

const OPERATORS: ReadonlyMap<string, string> = new Map([
  ["<", "lt"],
  ["<=", "lte"],
  [">", "gt"],
  [">=", "gte"],
  ["=", "eq"],
  ["==", "eq"],
  ["!=", "neq"],
]);

/** For what is neither a calculation nor `near`. */
const GENERAL_HINT = "Write a correlation rule that names this rule";

/**
 * Words the hint for a condition with an aggregation: the correlation rule to write instead.
 *
 * @param search The condition in front of the pipe
 * @param aggregation What stands behind it
 * @param context What the rule around it gives
 * @returns One line; words in capitals are for the author to fill in
 *
 * @example Failed logons of one account
 * ```ts
 * import { aggregationHint } from "./aggregation.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(
 *   aggregationHint("selection", "count() by User > 5", { rule: "failed", timeframe: "1h" }),
 *   "Cut the condition off at the pipe and write correlation: {type: event_count, " +
 *     "rules: [failed], group-by: [User], timespan: 1h, condition: {gt: 5}}",
 * );
 * ```
 */
export function aggregationHint(
  search: string,
  aggregation: string,
  context: AggregationContext,
): string {
  // No aggregation of a real rule is as long; the patterns below take their time on blanks.
  if (aggregation.length > MAX_AGGREGATION) return GENERAL_HINT;
  const near = NEAR_REGEXP.exec(aggregation.trim());
  if (near !== null) return nearHint(search.trim(), near[1], context);
  const calculation = CALCULATION_REGEXP.exec(aggregation.trim());
  if (calculation === null) return GENERAL_HINT;
  const [, calculate, argument, group, operator, value] = calculation;
  const field = argument.trim();
  const type = correlationType(calculate, field);
  if (type === undefined) return `No type of correlation calculates "${calculate}(${field})"`;
  const parts = [`type: ${type}`, `rules: [${quote(context.rule ?? "NAME")}]`];
  if (group !== undefined) {
    parts.push(`group-by: [${group.split(/\s*,\s*/).map(quote).join(", ")}]`);
  }
  parts.push(timespan(context));
  const bound = `${OPERATORS.get(operator)}: ${value}`;
  parts.push(`condition: {${type === "event_count" ? bound : `field: ${quote(field)}, ${bound}`}}`);
  const name = context.rule === undefined ? ", give the rule a name" : "";
  return `Cut the condition off at the pipe${name} and write correlation: {${parts.join(", ")}}`;
}

function correlationType(calculate: string, field: string): string | undefined {
  switch (calculate) {
    case "count":
      return field === "" ? "event_count" : "value_count";
    case "sum":
    case "avg":
      return field === "" ? undefined : `value_${calculate}`;
    default:
      return undefined;
  }
}

/** `a | near b and not c`: the search identifiers become rules. */
function nearHint(search: string, others: string, context: AggregationContext): string {
  const operands = [search, ...others.trim().split(/\s+and\s+/)];
  const names = operands.map((operand) => operand.replace(/^not\s+/, ""));
  if (!names.slice(1).every((name) => NAME_REGEXP.test(name))) return GENERAL_HINT;
  if (!NAME_REGEXP.test(names[0])) names[0] = "NAME";
  const parts = ["type: temporal", `rules: [${names.map(quote).join(", ")}]`, timespan(context)];
  const negative = operands.some((operand, at) => at > 0 && operand !== names[at]);
  if (negative) parts.push(`condition: ${[names[0], ...operands.slice(1)].join(" and ")}`);
  const rules = [search, ...names.slice(1)].map((name) => `"${name}"`).join(", ");
  return `Make a rule of each of ${rules} and write correlation: {${parts.join(", ")}}`;
}

function timespan({ timeframe }: AggregationContext): string {
  const known = timeframe !== undefined && timespanSeconds(timeframe) !== undefined;
  return `timespan: ${known ? timeframe : "TIMESPAN"}`;
}

function quote(text: string): string {
  return PLAIN_REGEXP.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}
