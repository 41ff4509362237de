/**
 * LEQL trees to text. Decides nothing: precedence gives the parentheses.
 *
 * @module
 */

import type { ComparisonOperator, LeqlNode, LeqlOperand, Presence } from "./ast.ts";
import {
  escapeWord,
  quoteAnyKey,
  quoteAnyText,
  quoteKey,
  quoteText,
  regexLiteral,
} from "./quote.ts";

/** Where line breaks go, and what may stand in quotes. */
export interface Layout {
  /** Between two arguments of AND, the operator included. */
  readonly and: string;
  /** Between two arguments of OR, the operator included. */
  readonly or: string;
  /**
   * True for a query that was read: a text that is not safe in quotes is written as it can be. A
   * converter must not make such a text, so it throws without this.
   */
  readonly anyText?: boolean;
}

/** Everything on one line. */
export const ONE_LINE: Layout = { and: " AND ", or: " OR " };

/** Each AND and OR on a line of its own, two blanks deep. */
export const OPERATOR_LINES: Layout = { and: "\n  AND\n  ", or: "\n  OR\n  " };

const PRECEDENCE: { readonly [N in LeqlNode as N["kind"]]: number } = {
  Or: 1,
  And: 2,
  Not: 3,
  Comparison: 4,
  Compound: 4,
  Presence: 4,
  Keyword: 4,
  Word: 4,
  VariableSearch: 4,
  Raw: 4,
};

const PRESENCE_TEXT: { readonly [P in Presence]: string } = {
  present: "= /.*/",
  absent: "!= /.*/",
  filled: "= /.+/",
  unfilled: "!= /.+/",
};

/**
 * Prints an expression.
 *
 * @throws {TypeError} For a text or key that no quotes can hold, which lowering sees to, unless the
 * layout has `anyText`
 */
export function printNode(node: LeqlNode, layout: Layout): string {
  switch (node.kind) {
    case "And":
      return node.args.map((arg) => printIn(arg, 2, layout)).join(layout.and);
    case "Or":
      return node.args.map((arg) => printIn(arg, 1, layout)).join(layout.or);
    case "Not":
      return `NOT ${printIn(node.arg, 3, layout)}`;
    case "Comparison":
      return printComparison(printKey(node.key, layout), node, layout);
    case "Compound": {
      const keys = node.keys.map((key) => printKey(key, layout)).join(", ");
      const subject = node.linking === "all" ? `ALL(${keys})` : keys;
      return printComparison(subject, node, layout);
    }
    case "Presence":
      return `${printKey(node.key, layout)} ${PRESENCE_TEXT[node.presence]}`;
    case "Keyword":
      return regexLiteral(node.regex.pattern, node.regex.flags);
    case "Word":
      return node.quoted ? printText(node.text, layout) : escapeWord(node.text);
    case "VariableSearch":
      return `\${${node.name}}`;
    case "Raw":
      return `(${node.text})`;
  }
}

function printIn(node: LeqlNode, outer: number, layout: Layout): string {
  const text = printNode(node, layout);
  return PRECEDENCE[node.kind] < outer ? `(${text})` : text;
}

function printComparison(
  subject: string,
  { operator, operand }: { readonly operator: ComparisonOperator; readonly operand: LeqlOperand },
  layout: Layout,
): string {
  const tight = operator === "=" && (operand.kind === "Regex" || operand.kind === "Number");
  const blank = tight ? "" : " ";
  return `${subject}${blank}${operator}${blank}${printOperand(operand, layout)}`;
}

function printOperand(operand: LeqlOperand, layout: Layout): string {
  switch (operand.kind) {
    case "Text":
      return printText(operand.text, layout);
    case "NoCase":
      return `NOCASE(${printText(operand.text, layout)})`;
    case "Number":
      return operand.text;
    case "Boolean":
      return String(operand.value);
    case "Regex":
      return regexLiteral(operand.pattern, operand.flags);
    case "Ip":
      return `IP(${operand.network})`;
    case "List":
      return `[${operand.items.map((item) => printOperand(item, layout)).join(", ")}]`;
    case "Key":
      return printKey(operand.key, layout);
    case "Variable":
      return `\${${operand.name}}`;
    case "Null":
      return "null";
  }
}

function printText(text: string, { anyText }: Layout): string {
  const quoted = anyText === true ? quoteAnyText(text) : quoteText(text);
  if (quoted === undefined) throw new TypeError("Cannot print a text that no quotes can hold");
  return quoted;
}

function printKey(key: string, { anyText }: Layout): string {
  const quoted = anyText === true ? quoteAnyKey(key) : quoteKey(key);
  if (quoted === undefined) throw new TypeError(`Cannot print the key "${key}"`);
  return quoted;
}
