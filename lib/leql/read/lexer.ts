/**
 * LEQL text to tokens.
 *
 * Sources: Rapid7, "Components for Building a Query" (kinds of quotes, `\/` in regular
 * expressions, a backslash is doubled outside of quotes and single inside) and "Use Variables in
 * Queries".
 *
 * @module
 */

import type { Diagnostic } from "../../diagnostic.ts";
import { skipComment } from "./comments.ts";
import { lexQuoted, lexRegex, lexTypographic } from "./lex_delimited.ts";
import { lexHtmlEscape } from "./html_escapes.ts";
import {
  BLANK_REGEXP,
  closingQuotes,
  GUID_REGEXP,
  ODD_OPERATORS,
  oddBlanks,
  oddCharacter,
  STRAY_REGEXP,
  strayFault,
  WORD_REGEXP,
} from "./odd_characters.ts";
import { Scanner } from "./scanner.ts";
import { isSign, type OperatorToken, type SignToken, type Token } from "./tokens.ts";

/** Tokens of one text. */
export interface Lexed {
  /** The last one is `End`; it stands where the text stops being readable. */
  readonly tokens: readonly Token[];
  readonly diagnostics: readonly Diagnostic[];
  /** False when the tokens stop before the end of the text. */
  readonly complete: boolean;
}

const OPERATOR_REGEXP = /!==|==|!=|<=|>=|=|<|>/y;
const VARIABLE_REGEXP = /\$\{([^}\n]*)\}/y;
const NAME_REGEXP = /^[A-Za-z0-9_]{1,128}$/;
// A backslash before one of these was hardly meant to escape it.
const ODD_ESCAPE_REGEXP = /^(?:[^\\]|\\[^A-Za-z0-9])*\\[A-Za-z0-9]/;

/** Cuts a text into tokens. */
export function lex(text: string): Lexed {
  return new Lexer(text).run();
}

class Lexer {
  readonly #scanner: Scanner;
  readonly #tokens: Token[] = [];

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  run(): Lexed {
    let complete = true;
    for (;;) {
      this.#between();
      if (this.#scanner.at >= this.#scanner.text.length) break;
      const token = this.#token();
      if (token === undefined) {
        complete = false;
        break;
      }
      if (token === null) continue;
      this.#tokens.push(token);
      this.#scanner.at = token.end;
    }
    const start = this.#scanner.at;
    this.#tokens.push({ kind: "End", start, end: start });
    return { tokens: this.#tokens, diagnostics: this.#scanner.findings.items, complete };
  }

  /** Goes over blanks, comments, and signs that no query has. */
  #between(): void {
    for (;;) {
      const start = this.#scanner.at;
      const blanks = this.#scanner.take(BLANK_REGEXP);
      if (blanks !== null) {
        oddBlanks(blanks[0], start).forEach((fault, character) =>
          this.#scanner.findings.addOnce(fault, character)
        );
      }
      if (skipComment(this.#scanner, this.#isClosed())) continue;
      STRAY_REGEXP.lastIndex = GUID_REGEXP.lastIndex = this.#scanner.at;
      if (!STRAY_REGEXP.test(this.#scanner.text) || GUID_REGEXP.test(this.#scanner.text)) return;
      const stray = this.#scanner.take(STRAY_REGEXP)!;
      const [sign] = stray;
      this.#scanner.findings.addOnce(strayFault(sign, stray.index), sign === "}" ? "{" : sign);
    }
  }

  #isClosed(): boolean {
    const last = this.#tokens.at(-1);
    return last !== undefined && (last.kind === "Quoted" || isSign(last, ")"));
  }

  /** `null` for what is no token, `undefined` where the text stops being readable. */
  #token(): Token | null | undefined {
    const start = this.#scanner.at;
    const character = this.#scanner.text[start];
    switch (character) {
      case "(":
      case ")":
      case "[":
      case "]":
      case ",":
        return { kind: "Sign", sign: character as SignToken["sign"], start, end: start + 1 };
      case '"':
      case "'":
        return lexQuoted(this.#scanner, character);
      case "/":
        return lexRegex(this.#scanner);
      case "{":
        return this.#guid();
      case "&": {
        const token = lexHtmlEscape(this.#scanner);
        if (token !== undefined) return token;
      }
    }
    const closing = character > "~" || character === "`" ? closingQuotes(character) : undefined;
    if (closing !== undefined) return lexTypographic(this.#scanner, character, closing);
    const meant = ODD_OPERATORS.get(character);
    if (meant !== undefined) {
      const span = { start, end: start + 1 };
      const message = `LEQL does not have the operator ${character}`;
      this.#scanner.findings.error("leql-unknown-word", message, span, `Write ${meant}`);
      return { kind: "Operator", operator: meant, ...span };
    }
    if (this.#scanner.text.startsWith("${", start)) return this.#variable();
    const operator = this.#scanner.take(OPERATOR_REGEXP);
    if (operator !== null) {
      const sign = operator[0] as OperatorToken["operator"];
      return { kind: "Operator", operator: sign, start, end: this.#scanner.at };
    }
    return this.#word();
  }

  #guid(): Token {
    const start = this.#scanner.at;
    const text = this.#scanner.take(GUID_REGEXP)![0];
    const end = this.#scanner.at;
    this.#scanner.findings.warn(
      "undocumented-form",
      "Braces outside of quotes are not documented",
      { start, end },
      `Write "${text}"`,
    );
    return { kind: "Word", text, upper: text.toUpperCase(), start, end };
  }

  #variable(): Token | undefined {
    const start = this.#scanner.at;
    const match = this.#scanner.take(VARIABLE_REGEXP);
    if (match === null) return this.#scanner.stop("Cannot find the } of the variable", start + 2);
    const name = match[1];
    if (!NAME_REGEXP.test(name)) {
      this.#scanner.findings.error(
        "leql-syntax",
        `Cannot read "${match[0]}": a variable has 1 to 128 letters, digits and _`,
        { start, end: this.#scanner.at },
      );
    }
    return { kind: "Variable", name, start, end: this.#scanner.at };
  }

  #word(): Token | undefined {
    const start = this.#scanner.at;
    const match = this.#scanner.take(WORD_REGEXP);
    if (match === null) {
      return this.#scanner.stop(`Cannot read "${this.#scanner.text[start]}" here`, start + 1);
    }
    const [written] = match;
    this.#scanner.findings.add(oddCharacter(written, start));
    if (!written.includes("\\")) {
      return {
        kind: "Word",
        text: written,
        upper: written.toUpperCase(),
        start,
        end: this.#scanner.at,
      };
    }
    if (ODD_ESCAPE_REGEXP.test(written)) {
      this.#scanner.findings.warn(
        "leql-unquoted-backslash",
        `Outside of quotes a backslash is an escape: ${written} loses it`,
        { start, end: this.#scanner.at },
        "Set the text in quotes",
      );
    }
    const text = written.replace(/\\([^])/g, "$1");
    return { kind: "Word", text, upper: "", start, end: this.#scanner.at };
  }
}
