/**
 * A query clause by clause, each in spite of faults in others.
 *
 * Source: Rapid7, "Query Help": the clauses and their order.
 *
 * @module
 */

import type { LeqlStatement, WhereClause } from "../statement.ts";
import { clauseAt, type ClauseName, isMisspelt, noClause, refuseSql } from "./clause_names.ts";
import { ClauseOrder } from "./clause_order.ts";
import type { Cursor } from "./cursor.ts";
import { pipeFault } from "./foreign_queries.ts";
import { doubtLoose } from "./loose.ts";
import { parseCalculation, parseHaving } from "./parse_calculation.ts";
import {
  parseGroupBy,
  parseLimit,
  parseSelect,
  parseSort,
  parseTimeslice,
} from "./parse_clauses.ts";
import { parseFrom } from "./parse_from.ts";
import { parseWhere } from "./parse_where.ts";
import { ReadFault } from "./read_fault.ts";
import type { WordToken } from "./tokens.ts";

/** Writable while it is read. */
type Draft = { -readonly [K in keyof LeqlStatement]: LeqlStatement[K] };

/** Reads the clauses of a query, or a bare condition. */
export class StatementReader {
  readonly #cursor: Cursor;
  readonly #draft: Draft = {};
  readonly #order: ClauseOrder;

  /** @param cursor Where to read */
  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#order = new ClauseOrder(cursor);
  }

  /** Reads to the end; complete unless the cursor has errors. */
  read(): LeqlStatement {
    const cursor = this.#cursor;
    if (cursor.peek().kind === "End") {
      // What was found there has been reported.
      if (cursor.hasErrors) return this.#draft;
      cursor.report(
        new ReadFault("leql-syntax", "Cannot find a query: the text is empty", cursor.peek()),
      );
      return this.#draft;
    }
    if (refuseSql(cursor)) return this.#draft;
    if (clauseAt(cursor) === undefined && !isMisspelt(cursor)) this.#bareCondition();
    else while (cursor.peek().kind !== "End") this.#clause();
    this.#order.checkHaving(this.#draft);
    return this.#draft;
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
    const name = clauseAt(cursor);
    if (name === undefined) {
      const pipe = pipeFault(cursor, true);
      if (pipe !== undefined) {
        cursor.report(pipe);
        cursor.skipAll();
        return;
      }
      cursor.report(noClause(cursor));
      this.#skipToClause();
      return;
    }
    const token = cursor.next() as WordToken;
    const opening = cursor.index;
    cursor.next();
    try {
      this.#order.check(name, token);
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

  #skipBehind(opening: number): void {
    const cursor = this.#cursor;
    const closer = cursor.closerOf(opening);
    if (closer >= cursor.index - 1) cursor.index = closer + 1;
    else if (closer < 0) this.#skipToClause();
  }

  #skipToClause(): void {
    const cursor = this.#cursor;
    do cursor.next(); while (cursor.peek().kind !== "End" && clauseAt(cursor) === undefined);
  }
}
