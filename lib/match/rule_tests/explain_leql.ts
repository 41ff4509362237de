/**
 * Why a LEQL query matches an event, or does not.
 *
 * @module
 */

import type { LogEvent } from "../../event/event.ts";
import { valuesAt } from "../../event/lookup.ts";
import { leqlMatcher } from "../../evaluate/leql_matcher.ts";
import type { LeqlNode } from "../../leql/ast.ts";
import { ONE_LINE, printNode } from "../../leql/print.ts";
import type { WhereClause } from "../../leql/statement.ts";
import type { LeqlVariables } from "../rules/match_rule.ts";
import { shortJson, shortText } from "./short_text.ts";

/** Most lines of an explanation. */
const MAX_LINES = 40;

/**
 * Explains the outcome of a condition.
 *
 * @param where The condition
 * @param event The event, as it is stored
 * @param wanted The outcome that was expected
 * @param variables Values of LEQL variables
 * @returns Lines: the parts of the condition that are to blame, with the values of their keys
 */
export function explainLeql(
  where: WhereClause,
  event: LogEvent,
  wanted: boolean,
  variables: LeqlVariables,
): string[] {
  const matches = (node: LeqlNode): boolean => {
    const matcher = leqlMatcher(node, { loose: where.loose, variables });
    return "matches" in matcher && matcher.matches(event);
  };
  const visit = (node: LeqlNode, wanted: boolean, indent: string): string[] => {
    const outcome = matches(node);
    const text = shortText(printNode(node, { ...ONE_LINE, anyText: true }));
    if (outcome === wanted) return [`${indent}${text}: ${outcome}`];
    switch (node.kind) {
      case "And":
      case "Or": {
        if (node.args.length === 1) return visit(node.args[0], wanted, indent);
        const head = node.kind === "And" ? "all of" : "one of";
        const parts = node.args.flatMap((arg) => visit(arg, wanted, `${indent}  `));
        return [`${indent}${head}: ${outcome}`, ...parts];
      }
      case "Not":
        return [`${indent}not: ${outcome}`, ...visit(node.arg, !wanted, `${indent}  `)];
      default:
        return [`${indent}${text}: ${outcome}${foundValues(node, event)}`];
    }
  };
  const lines = visit(where.node, wanted, "");
  return lines.length <= MAX_LINES ? lines : [...lines.slice(0, MAX_LINES), "…"];
}

function foundValues(node: LeqlNode, { fields }: LogEvent): string {
  const keys = node.kind === "Compound" ? node.keys : "key" in node ? [node.key] : [];
  const found = keys.map((key) => {
    const values = valuesAt(fields, key);
    if (values.length === 0) return `the event has no ${key}`;
    return `${key} is ${shortJson(values.length === 1 ? values[0] : values)}`;
  });
  return found.length === 0 ? "" : ` (${found.join(", ")})`;
}
