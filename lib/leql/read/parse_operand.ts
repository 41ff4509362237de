/**
 * What stands to the right of an operator.
 *
 * Sources: Rapid7, "Components for Building a Query" (comparison operators, quotes, IP search,
 * numbers) and "Use Variables in Queries".
 *
 * @module
 */

import type { ComparisonOperator, LeqlOperand, ListOperand } from "../ast.ts";
import { quoteKey } from "../quote.ts";
import type { Cursor } from "./cursor.ts";
import { doubtText } from "./doubt_text.ts";
import { hasUnit, isNumber } from "./numbers.ts";
import { comparesNumbers, takesList } from "./operators.ts";
import { parseNetwork } from "./parse_network.ts";
import { ReadFault } from "./read_fault.ts";
import { readRegex } from "./read_regex.ts";
import type { Token, WordToken } from "./tokens.ts";

type Item = Exclude<LeqlOperand, ListOperand>;

/** Reads the operand of an operator. Throws a {@link ReadFault}. */
export function parseOperand(cursor: Cursor, operator: ComparisonOperator): LeqlOperand {
  if (takesList(operator)) return parseList(cursor, operator);
  if (cursor.isSign("[")) {
    const many = operator === "=" || operator === "==" ? "IN" : listForm(operator);
    throw cursor.unexpected(
      "one value",
      many === undefined ? undefined : `For a list write ${many}`,
    );
  }
  const start = cursor.peek().start;
  const item = parseItem(cursor, operator);
  if (operator === "==" || operator === "!==") {
    if (item.kind !== "Key") doubtKey(cursor, start, operator);
  } else if (comparesNumbers(operator) && item.kind !== "Number" && item.kind !== "Variable") {
    cursor.warn(
      "leql-not-a-number",
      `${operator} compares numbers, and this is none`,
      cursor.spanFrom(start),
    );
  }
  return item;
}

function listForm(operator: ComparisonOperator): string | undefined {
  if (operator === "!=") return "NOT IN";
  return /(?:CONTAINS|WITH)$/.test(operator) ? `${operator}-ANY` : undefined;
}

function doubtKey(cursor: Cursor, start: number, operator: ComparisonOperator): void {
  cursor.warn(
    "leql-literal-comparison",
    `${operator} compares two keys, and this is not the name of one`,
    cursor.spanFrom(start),
    `For a value write ${operator === "==" ? "=" : "!="}`,
  );
}

function parseList(cursor: Cursor, operator: ComparisonOperator): LeqlOperand {
  if (cursor.peek().kind === "Variable") {
    const start = cursor.peek().start;
    const item = parseItem(cursor, operator);
    cursor.warn(
      "undocumented-form",
      `The documentation of LEQL shows a variable behind ${operator} in brackets alone`,
      cursor.spanFrom(start),
      `Write ${operator} [${cursor.text.slice(start, cursor.lastEnd)}]`,
    );
    return item;
  }
  const from = cursor.peek();
  cursor.expectSign("[", `${operator} takes a list: ${operator} ["a", "b"]`);
  const items: Item[] = [];
  if (cursor.isSign("]")) {
    throw new ReadFault("leql-syntax", "Cannot read a list without items", {
      start: from.start,
      end: cursor.peek().end,
    });
  }
  do {
    if (cursor.isSign("[")) throw cursor.unexpected("one value");
    const start = cursor.peek().start;
    const item = parseItem(cursor, operator);
    doubtItem(cursor, operator, item, start);
    items.push(item);
  } while (cursor.takeSign(","));
  cursor.expectSign("]", "Set a comma between two items, and quotes around a text with blanks");
  return { kind: "List", items };
}

/** Regular expressions and networks are documented as items of IN alone, NOCASE() nowhere. */
function doubtItem(cursor: Cursor, operator: string, item: Item, start: number): void {
  const isIn = operator.endsWith("IN") && !operator.endsWith("IIN");
  const what = item.kind === "NoCase"
    ? "NOCASE()"
    : item.kind === "Null"
    ? "null"
    : isIn
    ? undefined
    : item.kind === "Regex"
    ? "a regular expression"
    : item.kind === "Ip"
    ? "IP()"
    : undefined;
  if (what === undefined) return;
  const word = operator.replace("NOT ", "");
  cursor.warn(
    "undocumented-form",
    `The documentation of LEQL does not show ${what} in a list of ${word}`,
    cursor.spanFrom(start),
    item.kind === "NoCase" ? "Write IIN with plain texts" : undefined,
  );
}

function parseItem(cursor: Cursor, operator: ComparisonOperator): Item {
  const token = cursor.peek();
  switch (token.kind) {
    case "Quoted":
      cursor.next();
      // A key that is no plain name can only stand in quotes.
      if (operator === "==" || operator === "!==") return parseKeyText(cursor, token, operator);
      doubtText(cursor, token, operator);
      return { kind: "Text", text: token.text };
    case "Regex":
      refuseForText(operator, "a regular expression", "Write key = /pattern/", token);
      cursor.next();
      return readRegex(cursor, token);
    case "Variable":
      cursor.next();
      return { kind: "Variable", name: token.name };
    case "Word":
      return parseWordItem(cursor, token, operator);
    default:
      throw cursor.unexpected(
        "a value",
        token.kind === "Sign" && token.sign === "(" && takesList(operator)
          ? "Lists stand in square brackets"
          : undefined,
      );
  }
}

function parseKeyText(cursor: Cursor, token: Token & { text: string }, operator: string): Item {
  // A key with other signs than a plain name can only stand in quotes.
  const isKey = quoteKey(token.text) !== token.text && !/[\\*?%]/.test(token.text);
  if (isKey) return { kind: "Key", key: token.text };
  cursor.warn(
    "leql-literal-comparison",
    `${operator} compares two keys: "${token.text}" is read as the name of a key`,
    token,
    `For a text write ${operator === "==" ? "=" : "!="}`,
  );
  return { kind: "Key", key: token.text };
}

function parseWordItem(cursor: Cursor, token: WordToken, operator: ComparisonOperator): Item {
  const { text, upper } = token;
  if (cursor.isSign("(", 1) && cursor.isAdjacent(1)) {
    if (upper === "NOCASE") return parseNoCase(cursor, operator);
    if (upper === "IP") return parseIp(cursor, operator);
    throw new ReadFault(
      "leql-unknown-word",
      `LEQL has no function "${text}" for values`,
      token,
      "There are NOCASE() and IP(); a text with brackets needs quotes",
    );
  }
  if (upper === "NOCASE" && cursor.isSign("(", 1)) return parseNoCase(cursor, operator);
  if (upper === "IP" && cursor.isSign("(", 1)) return parseIp(cursor, operator);
  if (upper === "AND" || upper === "OR" || upper === "NOT") throw cursor.unexpected("a value");
  cursor.next();
  if (operator !== "==" && operator !== "!==") doubtText(cursor, token, operator);
  else {
    return isNumber(text) || /^(?:TRUE|FALSE|NULL)$/.test(upper)
      ? plainItem(text, upper)
      : { kind: "Key", key: text };
  }
  // What looks for a part of a text has no use for numbers and null.
  if (/CONTAINS|STARTS/.test(operator)) return { kind: "Text", text };
  if (comparesNumbers(operator) && hasUnit(text)) {
    cursor.warn(
      "undocumented-form",
      `Which units numbers may have is not documented: ${text}`,
      token,
    );
    return { kind: "Number", text };
  }
  return plainItem(text, upper);
}

function plainItem(text: string, upper: string): Item {
  if (isNumber(text)) return { kind: "Number", text };
  if (upper === "TRUE" || upper === "FALSE") return { kind: "Boolean", value: upper === "TRUE" };
  return upper === "NULL" ? { kind: "Null" } : { kind: "Text", text };
}

function parseNoCase(cursor: Cursor, operator: ComparisonOperator): Item {
  const start = cursor.next();
  if (/CONTAINS|STARTS/.test(operator)) {
    const caseless = operator.replace(/(?:NOT )?I?/, (found) => found.replace("I", "") + "I");
    throw new ReadFault(
      "leql-syntax",
      `Cannot read NOCASE() behind ${operator}`,
      start,
      `Write ${caseless} "text"`,
    );
  }
  cursor.expectSign("(");
  const token = cursor.next();
  if (token.kind !== "Quoted" && token.kind !== "Word") {
    cursor.index--;
    throw cursor.unexpected("a text");
  }
  doubtText(cursor, token, "NOCASE");
  cursor.expectSign(")", "A text with blanks needs quotes");
  return { kind: "NoCase", text: token.text };
}

function parseIp(cursor: Cursor, operator: ComparisonOperator): Item {
  refuseForText(operator, "IP()", "Write key = IP(...) or key IN [IP(...)]", cursor.peek());
  cursor.next();
  return parseNetwork(cursor);
}

/** What looks for a part of a text, or compares numbers, takes neither. */
function refuseForText(operator: string, what: string, hint: string, token: Token): void {
  if (takesList(operator as ComparisonOperator) || !/CONTAINS|STARTS|^[<>]/.test(operator)) return;
  throw new ReadFault("leql-syntax", `Cannot read ${what} behind ${operator}`, token, hint);
}
