/**
 * The operators of LEQL, and what others have and LEQL has not.
 *
 * Source: Rapid7, "Components for Building a Query", comparison operators.
 *
 * @module
 */

import type { ComparisonOperator, WordOperator } from "../ast.ts";

/** Operators that are words, all that there are. */
export const WORD_OPERATORS: ReadonlySet<string> = new Set<WordOperator>([
  "CONTAINS",
  "ICONTAINS",
  "STARTS-WITH",
  "ISTARTS-WITH",
  "IN",
  "IIN",
  "CONTAINS-ANY",
  "ICONTAINS-ANY",
  "CONTAINS-ALL",
  "ICONTAINS-ALL",
  "STARTS-WITH-ANY",
  "ISTARTS-WITH-ANY",
]);

/** True for an operator that takes a list. */
export function takesList(operator: ComparisonOperator): boolean {
  return /(?:^|[ -])(?:IN|IIN|ANY|ALL)$/.test(operator);
}

/** True for the operators that compare numbers. */
export function comparesNumbers(operator: ComparisonOperator): boolean {
  return operator[0] === "<" || operator[0] === ">";
}

const ENDS_HINT = "Write the end as a regular expression: key = /text$/i";
const REGEX_HINT = "Write key = /pattern/";
const LIKE_HINT = "Write ICONTAINS, ISTARTS-WITH or a regular expression: key = /a.*b/i";
const EXISTS_HINT =
  "Write key = /.+/ for a key that has a value, key != /.+/ for one that has none";

/** Operators of other languages, without `-` and `_`, with the form that LEQL has. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ["ENDSWITH", ENDS_HINT],
  ["IENDSWITH", ENDS_HINT],
  ["ENDSWITHANY", "Write the ends as a regular expression: key = /(a|b)$/i"],
  ["IENDSWITHANY", "Write the ends as a regular expression: key = /(a|b)$/i"],
  ["STARTSWITHALL", "Write the prefixes one by one, joined by AND"],
  ["ISTARTSWITHALL", "Write the prefixes one by one, joined by AND"],
  ["STARTSWITH", "Write STARTS-WITH"],
  ["ISTARTSWITH", "Write ISTARTS-WITH"],
  ["STARTSWITHANY", "Write STARTS-WITH-ANY"],
  ["ISTARTSWITHANY", "Write ISTARTS-WITH-ANY"],
  ["CONTAINSANY", "Write CONTAINS-ANY"],
  ["ICONTAINSANY", "Write ICONTAINS-ANY"],
  ["CONTAINSALL", "Write CONTAINS-ALL"],
  ["ICONTAINSALL", "Write ICONTAINS-ALL"],
  ["LIKE", LIKE_HINT],
  ["ILIKE", LIKE_HINT],
  ["MATCHES", REGEX_HINT],
  ["IMATCHES", "Write key = /pattern/i"],
  ["MATCH", REGEX_HINT],
  ["REGEX", REGEX_HINT],
  ["RLIKE", REGEX_HINT],
  ["REGEXP", REGEX_HINT],
  ["EXISTS", EXISTS_HINT],
  ["IS", EXISTS_HINT],
  ["BETWEEN", "Write key >= a AND key <= b"],
  ["EQUALS", "Write ="],
  ["EQ", "Write ="],
  ["NE", "Write !="],
  ["NEQ", "Write !="],
  ["GT", "Write >"],
  ["GTE", "Write >="],
  ["LT", "Write <"],
  ["LTE", "Write <="],
  ["HAS", "Write CONTAINS or ICONTAINS"],
  [":", "Write ="],
]);

/** Words that may be a plain word of a keyword search as well: only capitals tell. */
const ORDINARY_REGEXP = /^[a-z]+$/;

/**
 * The form that LEQL has instead of an operator of another language.
 *
 * @param word As it is written
 * @returns A hint; `undefined` when the word is no such operator
 */
export function foreignOperator(word: string): string | undefined {
  if (ORDINARY_REGEXP.test(word) && !/with/.test(word)) return undefined;
  const plain = word.toUpperCase().replace(/[-_\u2010-\u2015\u2212]/g, "");
  if (WORD_OPERATORS.has(word.toUpperCase())) return undefined;
  return FOREIGN.get(plain);
}

/** Signs of other languages that join or negate conditions. */
export const FOREIGN_JOINS: ReadonlyMap<string, string> = new Map([
  ["&&", "Write AND"],
  ["&", "Write AND"],
  ["||", "Write OR"],
  ["|", "Write OR"],
  ["!", "Write NOT"],
]);
