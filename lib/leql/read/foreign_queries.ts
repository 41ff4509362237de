/**
 * Queries and rules of other languages, pasted as they are.
 *
 * Sources: Rapid7, "Components for Building a Query" (all operators; `!` stands before `=` alone;
 * quotes make special characters literal) and "Query Help" (the clauses). Sigma specification,
 * "Value Modifiers".
 *
 * @module
 */

import type { Cursor } from "./cursor.ts";
import { foreignOperator } from "./operators.ts";
import { ReadFault } from "./read_fault.ts";
import type { Token, WordToken } from "./tokens.ts";

const FILTER_HINT =
  "LEQL has no pipe: the condition stands in where(...), the logs are chosen outside of the query";
const GROUP_HINT = "LEQL has no pipe: write groupby(key) calculate(count) behind where(...)";

/** Commands behind the pipe of other languages, with what LEQL has for them. */
const COMMANDS: ReadonlyMap<string, string> = new Map([
  ["WHERE", FILTER_HINT],
  ["SEARCH", FILTER_HINT],
  ["FILTER", FILTER_HINT],
  ["REGEX", FILTER_HINT],
  ["STATS", GROUP_HINT],
  ["TSTATS", GROUP_HINT],
  ["EVENTSTATS", GROUP_HINT],
  ["SUMMARIZE", GROUP_HINT],
  ["COUNT", GROUP_HINT],
  ["DISTINCT", GROUP_HINT],
  ["DEDUP", GROUP_HINT],
  ["TIMECHART", "LEQL has no pipe: write calculate(count) timeslice(...) behind where(...)"],
  ["BIN", "LEQL has no pipe: write calculate(count) timeslice(...) behind where(...)"],
  ["TOP", "LEQL has no pipe: write groupby(key) sort(desc) limit(10) behind where(...)"],
  ["RARE", "LEQL has no pipe: write groupby(key) sort(asc) limit(10) behind where(...)"],
  ["SORT", "LEQL has no pipe: write sort(desc) behind groupby(...)"],
  ["ORDER", "LEQL has no pipe: write sort(desc) behind groupby(...)"],
  ["HEAD", "LEQL has no pipe: write limit(10) behind where(...)"],
  ["LIMIT", "LEQL has no pipe: write limit(10) behind where(...)"],
  ["TAKE", "LEQL has no pipe: write limit(10) behind where(...)"],
  ["TABLE", "LEQL has no pipe: write select(key) before where(...)"],
  ["FIELDS", "LEQL has no pipe: write select(key) before where(...)"],
  ["PROJECT", "LEQL has no pipe: write select(key) before where(...)"],
  ["RENAME", "LEQL has no pipe: write select(key as name) before where(...)"],
  ["EVAL", "LEQL has no pipe and computes no values"],
  ["EXTEND", "LEQL has no pipe and computes no values"],
  ["REX", "LEQL has no pipe: write where(/(?P<name>...)/)"],
  ["PARSE", "LEQL has no pipe: write where(/(?P<name>...)/)"],
  ["JOIN", "LEQL has no pipe and joins no logs"],
  ["LOOKUP", "LEQL has no pipe and joins no logs"],
  ["UNION", "LEQL has no pipe and joins no logs"],
]);

const PIPE_REGEXP = /^\|(?!\|)(.*)$/s;

/**
 * A pipe with a command behind it, at the next token.
 *
 * @param cursor Where it may stand
 * @param isBehindClause True where no condition can stand: there every pipe is one
 * @returns What is wrong with it; `undefined` when there is none
 */
export function pipeFault(cursor: Cursor, isBehindClause = false): ReadFault | undefined {
  const token = cursor.peek();
  if (token.kind !== "Word" || token.upper === "") return undefined;
  const glued = PIPE_REGEXP.exec(token.upper)?.[1];
  if (glued === undefined) return undefined;
  const word = cursor.peek(1);
  const command = glued !== "" ? glued : word.kind === "Word" ? word.upper : "";
  const isCompared = cursor.peek(glued === "" ? 2 : 1).kind === "Operator";
  // `a | count > 5` may join two conditions; `| where a == 1` has its operator later.
  const hint = isCompared ? undefined : COMMANDS.get(command);
  if (hint === undefined && !isBehindClause) return undefined;
  const { start } = token;
  return new ReadFault(
    "leql-unknown-word",
    'LEQL does not have "|"',
    { start, end: start + 1 },
    hint ?? "LEQL has no pipe: groupby(...), calculate(...) and sort(...) follow where(...)",
  );
}

/** `!key = v`: only `!=` has the sign. */
export function bangFault(token: WordToken): ReadFault | undefined {
  const { text, upper, start } = token;
  if (upper === "" || text[0] !== "!" || text.length < 2 || text.startsWith("!~")) return undefined;
  return new ReadFault(
    "leql-unknown-word",
    'LEQL does not have "!"',
    { start, end: start + 1 },
    `Write NOT ${shorten(text.replace(/^!+/, ""))}`,
  );
}

const SIGMA_REGEXP = /^([\w.\-]*)((?:\|[a-z][a-z0-9]*)+):(.*)$/s;

/** Modifiers of Sigma, with the operator of LEQL. */
const MODIFIERS: ReadonlyMap<string, string> = new Map([
  ["contains", 'Write key ICONTAINS "text"'],
  ["startswith", 'Write key ISTARTS-WITH "text"'],
  ["re", "Write key = /pattern/"],
  ["cidr", "Write key = IP(network)"],
  ["gt", "Write key > 5"],
  ["gte", "Write key >= 5"],
  ["lt", "Write key < 5"],
  ["lte", "Write key <= 5"],
  ["fieldref", "Write key1 == key2"],
]);

/**
 * `Field|modifier: v` of Sigma and `key: v` of KQL and Lucene, with no operator behind it.
 *
 * @param token The word in front
 * @param next The token behind it
 * @returns What is wrong with it; `undefined` for a word to search for
 */
export function colonFault(token: WordToken, next: Token): ReadFault | undefined {
  const { text, upper, start } = token;
  if (upper === "") return undefined;
  const sigma = SIGMA_REGEXP.exec(text);
  if (sigma !== null) {
    const [, field, modifiers, value] = sigma;
    const names = modifiers.slice(1).split("|");
    const hint = names.map((name) => MODIFIERS.get(name) ?? foreignOperator(name.toUpperCase()))
      .find((found) => found !== undefined);
    return new ReadFault(
      "leql-unknown-word",
      `LEQL does not have the modifiers of Sigma: ${shorten(modifiers)}`,
      { start: start + field.length, end: start + text.length - value.length },
      `${hint ?? "Write key = value"}, or convert the Sigma rule`,
    );
  }
  const isOpen = next.kind === "Quoted" || next.kind === "Regex" || next.kind === "Variable" ||
    next.kind === "Sign" && (next.sign === "(" || next.sign === "[") ||
    next.kind === "Word" && !["AND", "OR", "NOT"].includes(next.upper);
  if (!isOpen || !/^[^:]+:$/.test(text)) return undefined;
  const key = text.slice(0, -1);
  return new ReadFault(
    "leql-unknown-word",
    "LEQL does not have the operator :",
    { start: start + key.length, end: start + text.length },
    `Write ${shorten(key)} = ..., or quotes around a text to search for`,
  );
}

const PAIR_REGEXP = /^([A-Za-z][A-Za-z0-9]*(?:[_.][A-Za-z0-9_]+)+):(?!\/)(.+)$/s;

/** `user.name:bob`, which is one word to search for; a host with its port is none of these. */
export function isColonPair(token: WordToken): boolean {
  const pair = token.upper === "" ? null : PAIR_REGEXP.exec(token.text);
  return pair !== null && (pair[1].includes("_") || !/^\d+$/.test(pair[2]));
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
}
