/**
 * What must stand in an event for a LEQL condition to match it.
 *
 * @module
 */

import type {
  ComparisonNode,
  ComparisonOperator,
  CompoundNode,
  LeqlNode,
  LeqlOperand,
} from "../../leql/ast.ts";
import {
  ANY_EVENT,
  type Need,
  needAll,
  needAny,
  needNumber,
  needText,
  type TextEnds,
  WHOLE,
} from "./need.ts";
import type { WhereClause } from "../../leql/statement.ts";
import { regexNeed } from "./regex_need.ts";

/**
 * Derives the need of a condition.
 *
 * Negated parts and negated operators need nothing; neither do networks, variables, and what asks for
 * a key or compares two.
 *
 * @param where The condition
 * @returns A need that every event meets which the condition matches
 */
export function leqlNeed({ node, loose }: WhereClause): Need {
  return visit(node, { isLoose: loose, isNegated: false });
}

interface Context {
  readonly isLoose: boolean;
  readonly isNegated: boolean;
}

function visit(node: LeqlNode, context: Context): Need {
  const { isLoose, isNegated } = context;
  switch (node.kind) {
    case "And":
    case "Or": {
      if (node.args.length === 0) return ANY_EVENT;
      const needs = node.args.map((arg) => visit(arg, context));
      return (node.kind === "And") !== isNegated ? needAll(needs) : needAny(needs);
    }
    case "Not":
      return visit(node.arg, { isLoose, isNegated: !isNegated });
    case "Comparison":
    case "Compound":
      return isNegated ? ANY_EVENT : comparisonNeed(node, isLoose);
    case "Keyword":
      return isNegated ? ANY_EVENT : regexNeed(node.regex.pattern, "anywhere");
    case "Word":
      // Without quotes it may ask for a key.
      return isNegated || !node.quoted ? ANY_EVENT : wordNeed(node.text);
    default:
      return ANY_EVENT;
  }
}

/** How an operator takes its operand; absent: it needs no text. */
interface OperatorNeed {
  /** Whether all items of a list must match. */
  readonly linking: "all" | "any";
  /** Where a text stands in the value. */
  readonly ends: TextEnds;
}

const EQUALS: OperatorNeed = { linking: "any", ends: WHOLE };
const CONTAINS: OperatorNeed = { linking: "any", ends: {} };
const CONTAINS_ALL: OperatorNeed = { linking: "all", ends: {} };
const STARTS_WITH: OperatorNeed = { linking: "any", ends: { start: true } };

const OPERATORS: { readonly [O in ComparisonOperator]?: OperatorNeed } = {
  "=": EQUALS,
  "IN": EQUALS,
  "IIN": EQUALS,
  "CONTAINS": CONTAINS,
  "ICONTAINS": CONTAINS,
  "CONTAINS-ANY": CONTAINS,
  "ICONTAINS-ANY": CONTAINS,
  "CONTAINS-ALL": CONTAINS_ALL,
  "ICONTAINS-ALL": CONTAINS_ALL,
  "STARTS-WITH": STARTS_WITH,
  "ISTARTS-WITH": STARTS_WITH,
  "STARTS-WITH-ANY": STARTS_WITH,
  "ISTARTS-WITH-ANY": STARTS_WITH,
};

/** Several keys change nothing: one of them has the text in either way. */
function comparisonNeed(
  { operator, operand }: ComparisonNode | CompoundNode,
  isLoose: boolean,
): Need {
  const known = OPERATORS[operator];
  if (known === undefined) return ANY_EVENT;
  const ends = isLoose && known === EQUALS ? {} : known.ends;
  if (operand.kind !== "List") return operandNeed(operand, ends);
  if (operand.items.length === 0) return ANY_EVENT;
  const needs = operand.items.map((item) => operandNeed(item, ends));
  return known.linking === "all" ? needAll(needs) : needAny(needs);
}

function operandNeed(operand: LeqlOperand, ends: TextEnds): Need {
  switch (operand.kind) {
    case "Text":
    case "NoCase":
      return operand.text === "" ? ANY_EVENT : needText(operand.text, "values", ends);
    case "Number":
      // Under another operator it is a text.
      return ends === WHOLE ? needNumber(operand.text) : ANY_EVENT;
    case "Regex":
      return regexNeed(operand.pattern, "values");
    default:
      return ANY_EVENT;
  }
}

/** A phrase is found token by token. */
function wordNeed(text: string): Need {
  return needAll(text.split(/[^A-Za-z0-9]+/).map((token) => needText(token, "anywhere")));
}
