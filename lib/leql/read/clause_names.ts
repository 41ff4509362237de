/**
 * The names of clauses, and what stands where one has to.
 *
 * Source: Rapid7, "Query Help": the clauses and their order.
 *
 * @module
 */

import { nearest } from "../../suggest.ts";
import type { Cursor } from "./cursor.ts";
import { ReadFault } from "./read_fault.ts";

/** The name of a clause. */
export type ClauseName =
  | "from"
  | "select"
  | "where"
  | "groupby"
  | "calculate"
  | "having"
  | "sort"
  | "limit"
  | "timeslice";

/** In the order in which they stand. */
export const CLAUSES: readonly ClauseName[] = [
  "from",
  "select",
  "where",
  "groupby",
  "calculate",
  "having",
  "sort",
  "limit",
  "timeslice",
];

/** The clause whose name and bracket come next. */
export function clauseAt(cursor: Cursor): ClauseName | undefined {
  const token = cursor.peek();
  if (token.kind !== "Word" || !cursor.isSign("(", 1)) return undefined;
  return CLAUSES.find((name) => name.toUpperCase() === token.upper);
}

/** Whether what comes next is like the name of a clause with its bracket. */
export function isMisspelt(cursor: Cursor): boolean {
  const token = cursor.peek();
  return token.kind === "Word" && cursor.isSign("(", 1) && cursor.isAdjacent(1) &&
    nearestClause(token.text) !== undefined;
}

/** `SELECT * FROM ...`: its clauses have no parentheses, so that nothing more can be told. */
export function refuseSql(cursor: Cursor): boolean {
  if (!cursor.isWord("SELECT") || cursor.isSign("(", 1) || !cursor.hasWord("FROM")) return false;
  // A search for the word.
  if (cursor.peek(1).kind === "Operator") return false;
  if (["AND", "OR", "NOT"].some((word) => cursor.isWord(word, 1))) return false;
  cursor.report(
    new ReadFault(
      "leql-unknown-word",
      "Cannot read SQL",
      cursor.peek(),
      "Write select(key1, key2) where(...): which logs are searched is set outside of the query",
    ),
  );
  cursor.skipAll();
  return true;
}

/** The name of a clause has to come, and something else does. */
export function noClause(cursor: Cursor): ReadFault {
  const token = cursor.peek();
  if (token.kind === "Word" && cursor.isSign("(", 1)) {
    const near = nearestClause(token.text);
    return new ReadFault(
      "leql-unknown-word",
      `LEQL has no clause "${token.text}"`,
      token,
      near === undefined ? `There are ${CLAUSES.join(", ")}` : `Did you mean "${near}"?`,
    );
  }
  if (cursor.isWord("AND") || cursor.isWord("OR") || cursor.isWord("NOT")) {
    return cursor.unexpected(
      "a clause",
      "The whole condition stands inside the parentheses of where()",
    );
  }
  return cursor.unexpected("a clause", `The clauses are ${CLAUSES.join(", ")}`);
}

function nearestClause(word: string): ClauseName | undefined {
  const plain = word.toLowerCase().replace(/[_-]/g, "");
  return nearest(plain, CLAUSES) as ClauseName | undefined;
}
