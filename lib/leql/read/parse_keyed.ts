/**
 * Conditions that begin with a key, and words that stand alone.
 *
 * Source: Rapid7, "Components for Building a Query": comparison operators, compound keys, keyword
 * search.
 *
 * @module
 */

import type { ComparisonOperator, LeqlNode } from "../ast.ts";
import { presenceOf } from "../normalize.ts";
import { isReservedWord } from "../quote.ts";
import type { Cursor } from "./cursor.ts";
import { doubtText } from "./doubt_text.ts";
import { colonFault, isColonPair } from "./foreign_queries.ts";
import { KEYWORD_REFUSED, noteKeyword } from "./keyword_search.ts";
import { parseOperand } from "./parse_operand.ts";
import { parseOperator } from "./parse_operator.ts";
import { ReadFault } from "./read_fault.ts";
import type { QuotedToken, WordToken } from "./tokens.ts";
import { UnquotedValue } from "./unquoted_value.ts";

/** A bare dotted name with a sign that makes it look like a key. */
const KEY_LIKE_REGEXP = /^[A-Za-z][A-Za-z0-9]*(?:[_.][A-Za-z0-9_]+)+$/;
/** What looks like a file or a host name. */
const FILE_LIKE_REGEXP = /\.(?:exe|dll|sys|ps1|bat|cmd|vbs|js|txt|log|com|net|org|io|zip)$/i;

/** Reads conditions with keys; remembers the keys of one clause. */
export class KeyedParser {
  readonly #cursor: Cursor;
  /** Names that stand alone, told apart when all keys are known. */
  readonly #alone: WordToken[] = [];
  readonly #keys = new Set<string>();
  readonly #unquoted: UnquotedValue;

  /** @param cursor Where to read */
  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#unquoted = new UnquotedValue(cursor);
  }

  /** Warns of names that stand alone and may be keys, when the clause has been read. */
  finish(): void {
    for (const word of this.#alone) this.#doubtAlone(word);
    this.#unquoted.finish();
  }

  /** `ALL(a, b) = v` */
  parseAll(): LeqlNode {
    const cursor = this.#cursor;
    const start = cursor.next().start;
    cursor.expectSign("(");
    const keys: string[] = [];
    do keys.push(this.#key()); while (cursor.takeSign(","));
    cursor.expectSign(")");
    const operator = parseOperator(cursor);
    if (operator === undefined) {
      throw cursor.unexpected("an operator", "ALL(a, b) is a comparison of several keys");
    }
    return this.#comparison(keys, "all", operator, start);
  }

  #key(): string {
    const token = this.#cursor.peek();
    if (token.kind !== "Word" && token.kind !== "Quoted") throw this.#cursor.unexpected("a key");
    this.#cursor.next();
    this.#noteKey(token);
    return token.text;
  }

  #noteKey(token: WordToken | QuotedToken): void {
    this.#keys.add(token.text);
    if (token.kind === "Word" && token.upper !== "" && isReservedWord(token.text)) {
      this.#cursor.warn(
        "leql-reserved-key",
        `The key ${token.text} is a word of the language`,
        token,
        `Write "${token.text}" = ...`,
      );
    }
    if (token.kind === "Word" && token.text.replace(/\.\*$/, "").includes("*")) {
      this.#cursor.warn(
        "undocumented-form",
        "Of keys with * the documentation of LEQL shows key.* alone",
        token,
        token.text === "*" ? "To search everywhere write /text/i without a key" : undefined,
      );
    }
  }

  /** What begins with a key, or is a word or phrase that stands alone. */
  parseKeyed(first: WordToken | QuotedToken): LeqlNode {
    const cursor = this.#cursor;
    cursor.next();
    const tokens = [first];
    // `, loose` ends the clause, unless an operator makes it one of several keys.
    const isLoose = cursor.isSign(",") && cursor.isWord("LOOSE", 1) && cursor.isSign(")", 2);
    while (!isLoose && cursor.isSign(",")) {
      const token = cursor.peek(1);
      if (token.kind !== "Word" && token.kind !== "Quoted") break;
      tokens.push(token);
      cursor.index += 2;
    }
    if (cursor.isSign(",") && !cursor.isWord("LOOSE", 1)) {
      throw cursor.unexpected("an operator", "A comma joins keys: key1, key2 = value");
    }
    const operator = parseOperator(cursor);
    if (operator === undefined) {
      if (tokens.length > 1) throw cursor.unexpected("an operator", "A comma joins keys");
      return this.#standalone(first);
    }
    for (const token of tokens) this.#noteKey(token);
    return this.#comparison(tokens.map(({ text }) => text), "any", operator, first.start);
  }

  #standalone(token: WordToken | QuotedToken): LeqlNode {
    const { text, kind } = token;
    if (text === "") throw new ReadFault("leql-syntax", "Cannot search for an empty text", token);
    if (kind === "Word") this.#refuseColon(token);
    if (kind === "Word" && token.upper !== "") this.#alone.push(token);
    if (kind === "Word" && !text.endsWith(".*")) doubtText(this.#cursor, token, "=");
    noteKeyword(this.#cursor, token.start, KEYWORD_REFUSED);
    this.#unquoted.noteWord(token);
    return { kind: "Word", text, quoted: kind === "Quoted" };
  }

  #refuseColon(token: WordToken): void {
    const fault = colonFault(token, this.#cursor.peek());
    if (fault !== undefined) throw fault;
    if (!isColonPair(token)) return;
    const [key, value] = token.text.split(/:(.*)/s);
    this.#cursor.warn(
      "leql-key-or-keyword",
      `${token.text} is searched as one word: LEQL does not have : between a key and a value`,
      token,
      `Write ${key} = ${value}, or "${token.text}" for the word`,
    );
  }

  #comparison(
    keys: readonly string[],
    linking: "any" | "all",
    operator: ComparisonOperator,
    start: number,
  ): LeqlNode {
    if (keys.includes("")) {
      throw new ReadFault("leql-syntax", "Cannot read a key without a name", {
        start,
        end: this.#cursor.lastEnd,
      });
    }
    const from = this.#cursor.peek();
    const operand = parseOperand(this.#cursor, operator);
    this.#unquoted.finish();
    // One word; NOCASE(x) and lists have more tokens.
    if (from.kind === "Word" && from.end === this.#cursor.lastEnd && operand.kind !== "Key") {
      this.#unquoted.begin(from);
    }
    if (keys.length > 1) return { kind: "Compound", keys, linking, operator, operand };
    const [key] = keys;
    return presenceOf(key, operator, operand) ?? { kind: "Comparison", key, operator, operand };
  }

  #doubtAlone(token: WordToken): void {
    const { text } = token;
    const isLikely = KEY_LIKE_REGEXP.test(text) && !FILE_LIKE_REGEXP.test(text);
    if (!isLikely && !this.#keys.has(text)) return;
    this.#cursor.warn(
      "leql-key-or-keyword",
      `${text} asks for the key, and for the word anywhere in the log line as well`,
      token,
      `Write ${text} = /.+/ for the key, "${text}" for the word`,
    );
  }
}
