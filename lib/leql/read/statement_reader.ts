/**
 * A query clause by clause, each in spite of faults in others.
 *
 * Source: Rapid7, "Query Help": the clauses and their order.
 *
 * @module
 */

import { nearest } from "../../suggest.ts";
import type { LeqlStatement, WhereClause } from "../statement.ts";
import { type Cursor, ReadFault } from "./cursor.ts";
import {
  parseCalculation,
  parseFrom,
  parseGroupBy,
  parseHaving,
  parseLimit,
  parseSelect,
  parseSort,
  parseTimeslice,
} from "./parse_clauses.ts";
import { doubtLoose, parseWhere } from "./parse_where.ts";
import type { WordToken } from "./tokens.ts";

type ClauseName =
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
const CLAUSES: readonly ClauseName[] = [
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

/** Writable while it is read. */
type Draft = { -readonly [K in keyof LeqlStatement]: LeqlStatement[K] };

/** Reads the clauses of a query, or a bare condition. */
export class StatementReader {
  readonly #cursor: Cursor;
  readonly #draft: Draft = {};
  /** Clauses so far, with the place of their names. */
  readonly #seen: ClauseName[] = [];

  /** @param cursor Where to read */
  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  /** Reads to the end; complete unless the cursor has errors. */
  read(): LeqlStatement {
    const cursor = this.#cursor;
    if (cursor.peek().kind === "End") {
      cursor.report(
        new ReadFault("leql-syntax", "Cannot find a query: the text is empty", cursor.peek()),
      );
      return this.#draft;
    }
    if (this.#refuseSql()) return this.#draft;
    if (this.#clauseAt() === undefined && !this.#isMisspelt()) this.#bareCondition();
    else while (cursor.peek().kind !== "End") this.#clause();
    this.#checkHaving();
    return this.#draft;
  }

  /** The clause whose name and bracket come next. */
  #clauseAt(): ClauseName | undefined {
    const token = this.#cursor.peek();
    if (token.kind !== "Word" || !this.#cursor.isSign("(", 1)) return undefined;
    return CLAUSES.find((name) => name.toUpperCase() === token.upper);
  }

  #isMisspelt(): boolean {
    const token = this.#cursor.peek();
    return token.kind === "Word" && this.#cursor.isSign("(", 1) && this.#cursor.isAdjacent(1) &&
      nearestClause(token.text) !== undefined;
  }

  /** `SELECT * FROM ...`: its clauses have no parentheses, so that nothing more can be told. */
  #refuseSql(): boolean {
    const cursor = this.#cursor;
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

  #bareCondition(): void {
    const cursor = this.#cursor;
    const { node, loose } = parseWhere(cursor);
    if (node !== undefined) this.#draft.where = { node, loose };
    const token = cursor.peek();
    if (token.kind === "End") return;
    cursor.report(
      cursor.isSign(",")
        ? cursor.unexpected("the end of the query", "Set the condition in where(...)")
        : cursor.isSign(")")
        ? new ReadFault("leql-syntax", "Cannot find the ( that this parenthesis closes", token)
        : cursor.unexpected("the end of the query"),
    );
  }

  #clause(): void {
    const cursor = this.#cursor;
    const name = this.#clauseAt();
    if (name === undefined) {
      cursor.report(this.#noClause());
      this.#skipToClause();
      return;
    }
    const token = cursor.next() as WordToken;
    const opening = cursor.index;
    cursor.next();
    try {
      this.#checkOrder(name, token);
    } catch (fault) {
      cursor.report(fault);
    }
    try {
      this.#content(name, token);
      if (cursor.takeSign(")")) return;
      if (cursor.peek().kind !== "End") throw cursor.unexpected(`the ")" of ${name}()`);
      cursor.reportUnclosed(`Cannot find the ) that closes ${name}()`, token);
    } catch (fault) {
      cursor.report(fault);
      this.#skipBehind(opening);
    }
  }

  #content(name: ClauseName, token: WordToken): void {
    const cursor = this.#cursor;
    const draft = this.#draft;
    if (cursor.isSign(")")) {
      throw new ReadFault("leql-syntax", `Cannot read ${name}() without content`, {
        start: token.start,
        end: cursor.peek().end,
      }, name === "where" ? "What matches every event is where(/.*/)" : undefined);
    }
    if (name !== "from" && name !== "where") {
      cursor.warnDetection(
        "leql-clause-in-detection",
        `Detection definitions are not known to take ${name}()`,
        token,
      );
    }
    switch (name) {
      case "from":
        draft.from = parseFrom(cursor);
        break;
      case "select":
        draft.select = parseSelect(cursor);
        break;
      case "where":
        this.#where(token);
        break;
      case "groupby":
        draft.groupBy = parseGroupBy(cursor);
        break;
      case "calculate":
        draft.calculate = parseCalculation(cursor);
        break;
      case "having":
        draft.having = parseHaving(cursor);
        break;
      case "sort":
        draft.sort = parseSort(cursor);
        break;
      case "limit":
        draft.limit = parseLimit(cursor);
        break;
      case "timeslice":
        draft.timeslice = parseTimeslice(cursor);
        break;
    }
  }

  #where(token: WordToken): void {
    const cursor = this.#cursor;
    const { node, loose: inner } = parseWhere(cursor);
    let loose = inner;
    if (cursor.isSign(",") && cursor.isWord("LOOSE", 1)) {
      doubtLoose(cursor, cursor.peek(1));
      cursor.index += 2;
      loose = true;
    }
    if (node === undefined) return;
    const earlier = this.#draft.where;
    this.#draft.where = earlier === undefined
      ? { node, loose }
      : this.#bothWheres(earlier, { node, loose }, token);
  }

  #bothWheres(first: WhereClause, second: WhereClause, token: WordToken): WhereClause {
    if (first.loose !== second.loose) {
      throw new ReadFault(
        "leql-syntax",
        "Cannot join two where(), of which one is loose",
        { start: token.start, end: token.end },
        "Write one where()",
      );
    }
    return { node: { kind: "And", args: [first.node, second.node] }, loose: first.loose };
  }

  /** The name of a clause has to come, and something else does. */
  #noClause(): ReadFault {
    const cursor = this.#cursor;
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

  #checkOrder(name: ClauseName, token: WordToken): void {
    const last = this.#seen.at(-1);
    const isRepeated = this.#seen.includes(name);
    this.#seen.push(name);
    if (name === "where" && isRepeated && last === name) {
      this.#cursor.warn(
        "undocumented-form",
        "Several where() are not documented; they are read as joined by AND",
        token,
        "Write one where(), with AND",
      );
      return;
    }
    if (isRepeated) {
      throw new ReadFault("leql-clause-order", `Cannot read a second ${name}()`, token);
    }
    const behind = this.#seen.filter((other) => CLAUSES.indexOf(other) > CLAUSES.indexOf(name));
    if (behind.length === 0) return;
    const right = CLAUSES.filter((other) => this.#seen.includes(other));
    throw new ReadFault(
      "leql-clause-order",
      `Cannot read ${name}() behind ${last}()`,
      token,
      `The order is ${right.join(", ")}`,
    );
  }

  /** `having` sets a condition on groups. */
  #checkHaving(): void {
    const { having, groupBy } = this.#draft;
    if (having === undefined || groupBy !== undefined || this.#seen.includes("groupby")) return;
    this.#cursor.warn(
      "undocumented-form",
      "having() is documented with groupby() alone",
      { start: 0, end: this.#cursor.lastEnd },
    );
  }

  #skipBehind(opening: number): void {
    const cursor = this.#cursor;
    const closer = cursor.closerOf(opening);
    if (closer >= cursor.index - 1) cursor.index = closer + 1;
    else if (closer < 0) this.#skipToClause();
  }

  #skipToClause(): void {
    const cursor = this.#cursor;
    do cursor.next(); while (cursor.peek().kind !== "End" && this.#clauseAt() === undefined);
  }
}

function nearestClause(word: string): ClauseName | undefined {
  const plain = word.toLowerCase().replace(/[_-]/g, "");
  return nearest(plain, CLAUSES) as ClauseName | undefined;
}
