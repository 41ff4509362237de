/**
 * The condition of a query.
 *
 * Sources: Rapid7, "Components for Building a Query" (logical operators, compound keys, keyword
 * search), "Using Logical Operators in a Search Query". NOT binds tightest, then AND, then
 * conditions that follow each other without a word, then OR.
 *
 * @module
 */

import type { LeqlNode } from "../ast.ts";
import type { Cursor } from "./cursor.ts";
import { bangFault, colonFault, pipeFault } from "./foreign_queries.ts";
import { KEYWORD_REFUSED, noteKeyword } from "./keyword_search.ts";
import { doubtLoose } from "./loose.ts";
import { KeyedParser } from "./parse_keyed.ts";
import { ReadFault } from "./read_fault.ts";
import { readRegex } from "./read_regex.ts";
import type { WordToken } from "./tokens.ts";
import { commentFault, functionFault, joinFault, operatorFault } from "./word_faults.ts";

/** How deep parentheses and NOT may lie in each other. */
export const MAX_DEPTH = 500;

/** A condition that was read. */
export interface ParsedWhere {
  /** `undefined` when a fault was reported. */
  readonly node: LeqlNode | undefined;
  /** True when a `where(...)` inside says `loose` for all of it. */
  readonly loose: boolean;
}

/** Reads a condition up to the bracket that closes its clause, or to the end. */
export function parseWhere(cursor: Cursor): ParsedWhere {
  return new WhereParser(cursor).parse();
}

class WhereParser {
  readonly #cursor: Cursor;
  /** The inner `where(...)` that says `loose`. */
  #loose: { node: LeqlNode | undefined; start: number } | undefined;
  readonly #keyed: KeyedParser;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#keyed = new KeyedParser(cursor);
  }

  parse(): ParsedWhere {
    const node = this.#or(0);
    const loose = this.#loose;
    if (loose !== undefined && loose.node !== node) {
      this.#cursor.report(
        new ReadFault("leql-syntax", "Cannot read loose here: it belongs to the whole condition", {
          start: loose.start,
          end: loose.start + "loose".length,
        }),
      );
    }
    this.#keyed.finish();
    return { node, loose: loose !== undefined };
  }

  #or(depth: number): LeqlNode | undefined {
    const cursor = this.#cursor;
    const args: (LeqlNode | undefined)[] = [];
    let isCompared = false;
    do {
      const { start } = cursor.peek();
      const node = this.#and(depth);
      if (isCompared && node?.kind === "Word") {
        cursor.warn(
          "leql-or-keyword",
          `The text behind OR has no key: it is searched in the whole log line`,
          cursor.spanFrom(start),
          'Write key IN ["a", "b"], or name the key again',
        );
      }
      isCompared ||= node?.kind === "Comparison" || node?.kind === "Compound";
      args.push(node);
    } while (cursor.takeWord("OR"));
    return joined("Or", args);
  }

  #and(depth: number): LeqlNode | undefined {
    const cursor = this.#cursor;
    const args = [this.#not(depth)];
    for (;;) {
      if (!cursor.takeWord("AND")) {
        if (!this.#startsCondition()) break;
        const token = cursor.peek();
        if (!cursor.isWord("NOT")) {
          cursor.refuseDetection(
            "leql-implicit-and",
            "Cannot leave AND out: detection definitions need it between two conditions",
            { start: token.start, end: token.start },
            "Write AND",
          );
        }
      }
      args.push(this.#not(depth));
    }
    return joined("And", args);
  }

  #startsCondition(ahead = 0): boolean {
    const token = this.#cursor.peek(ahead);
    if (token.kind === "Word") {
      return token.upper !== "OR" && (ahead === 0 || token.upper !== "AND");
    }
    return token.kind === "Quoted" || token.kind === "Regex" || token.kind === "Variable" ||
      this.#cursor.isSign("(", ahead);
  }

  #not(depth: number): LeqlNode | undefined {
    const cursor = this.#cursor;
    const from = cursor.index;
    let nots = 0;
    try {
      while (cursor.takeWord("NOT")) nots++;
      this.#checkDepth(depth + nots);
      let node = this.#condition(depth + nots);
      if (cursor.peek().kind === "Operator") throw this.#strayOperator();
      if (node === undefined) return undefined;
      while (nots-- > 0) node = { kind: "Not", arg: node };
      return node;
    } catch (fault) {
      cursor.report(fault);
      cursor.skipCondition(from);
      return undefined;
    }
  }

  #strayOperator(): ReadFault {
    return this.#cursor.unexpected("AND, OR or the end of the condition");
  }

  #checkDepth(depth: number): void {
    if (depth <= MAX_DEPTH) return;
    throw new ReadFault(
      "leql-depth",
      `Cannot read conditions that lie deeper than ${MAX_DEPTH} in each other`,
      this.#cursor.peek(),
    );
  }

  #condition(depth: number): LeqlNode | undefined {
    const cursor = this.#cursor;
    const token = cursor.peek();
    switch (token.kind) {
      case "Sign":
        if (token.sign !== "(") throw cursor.unexpected("a condition");
        return this.#group(depth);
      case "Regex":
        cursor.next();
        noteKeyword(cursor, token.start, KEYWORD_REFUSED);
        return { kind: "Keyword", regex: readRegex(cursor, token) };
      case "Variable":
        cursor.next();
        noteKeyword(cursor, token.start, KEYWORD_REFUSED);
        return { kind: "VariableSearch", name: token.name };
      case "Word":
        return this.#word(token, depth);
      case "Quoted":
        return this.#keyed.parseKeyed(token);
      default:
        throw cursor.unexpected("a condition");
    }
  }

  #group(depth: number): LeqlNode | undefined {
    const cursor = this.#cursor;
    this.#checkDepth(depth + 1);
    const opening = cursor.next();
    const node = this.#or(depth + 1);
    this.#close(opening.start);
    return node;
  }

  #close(start: number): void {
    const cursor = this.#cursor;
    if (cursor.takeSign(")")) return;
    if (cursor.peek().kind !== "End") throw cursor.unexpected('AND, OR or ")"');
    cursor.reportUnclosed("Cannot find the ) that closes this parenthesis", {
      start,
      end: start + 1,
    });
  }

  #word(token: WordToken, depth: number): LeqlNode | undefined {
    const cursor = this.#cursor;
    const { text, upper } = token;
    if (upper === "AND" || upper === "OR") throw cursor.unexpected("a condition");
    const comment = commentFault(token);
    if (comment !== undefined) throw comment;
    const pipe = pipeFault(cursor);
    if (pipe !== undefined) {
      cursor.report(pipe);
      cursor.skipEnclosed();
      return undefined;
    }
    const foreign = bangFault(token) ?? joinFault(token);
    if (foreign !== undefined) throw foreign;
    if (cursor.isSign("(", 1)) {
      if (upper === "WHERE") return this.#nested(depth);
      if (upper === "ALL") return this.#keyed.parseAll();
      if (cursor.isAdjacent(1) || upper === "IP" || upper === "NOCASE") {
        throw colonFault(token, cursor.peek(1)) ?? functionFault(token);
      }
    }
    if (upper === "WHERE" && depth === 0 && cursor.index === 0 && this.#startsCondition(1)) {
      throw new ReadFault(
        "leql-syntax",
        `Cannot read ${text} without parentheses`,
        token,
        "Write where(...) around the condition",
      );
    }
    const keyless = operatorFault(cursor, token);
    if (keyless !== undefined) throw keyless;
    return this.#keyed.parseKeyed(token);
  }

  /** `where(...)` inside of `where(...)`, as the visual query builder writes it. */
  #nested(depth: number): LeqlNode | undefined {
    const cursor = this.#cursor;
    this.#checkDepth(depth + 1);
    cursor.next();
    const opening = cursor.next();
    const node = this.#or(depth + 1);
    if (cursor.isSign(",") && cursor.isWord("LOOSE", 1)) {
      const token = cursor.peek(1);
      this.#loose = { node, start: token.start };
      doubtLoose(cursor, token);
      cursor.index += 2;
    }
    this.#close(opening.start);
    return node;
  }
}

function joined(kind: "And" | "Or", args: readonly (LeqlNode | undefined)[]): LeqlNode | undefined {
  if (args.length === 1) return args[0];
  const nodes = args.filter((arg) => arg !== undefined);
  return nodes.length < args.length ? undefined : { kind, args: nodes };
}
