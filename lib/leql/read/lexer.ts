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
import { quoteAnyText } from "../quote.ts";
import { LexFindings } from "./lex_findings.ts";
import {
  BLANK_REGEXP,
  closingQuotes,
  GUID_REGEXP,
  hiddenCharacter,
  nameOf,
  ODD_OPERATORS,
  oddBlanks,
  oddCharacter,
  STRAY_REGEXP,
  strayFault,
  WORD_REGEXP,
} from "./odd_characters.ts";
import type { OperatorToken, SignToken, Token } from "./tokens.ts";

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
const FLAGS_REGEXP = /[A-Za-z0-9_]*/y;
const NAME_REGEXP = /^[A-Za-z0-9_]{1,128}$/;
// A backslash before one of these was hardly meant to escape it.
const ODD_ESCAPE_REGEXP = /^(?:[^\\]|\\[^A-Za-z0-9])*\\[A-Za-z0-9]/;

/** Cuts a text into tokens. */
export function lex(text: string): Lexed {
  return new Lexer(text).run();
}

class Lexer {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  readonly #findings = new LexFindings();
  #at = 0;
  /** Fences that do not occur behind some place, so that nobody looks for them again. */
  readonly #missing = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  run(): Lexed {
    let complete = true;
    for (;;) {
      this.#between();
      if (this.#at >= this.#text.length) break;
      const token = this.#token();
      if (token === undefined) {
        complete = false;
        break;
      }
      this.#tokens.push(token);
      this.#at = token.end;
    }
    const start = this.#at;
    this.#tokens.push({ kind: "End", start, end: start });
    return { tokens: this.#tokens, diagnostics: this.#findings.items, complete };
  }

  /** Goes over blanks, and over signs that no query has. */
  #between(): void {
    for (;;) {
      const start = this.#at;
      const blanks = this.#take(BLANK_REGEXP);
      if (blanks !== null) {
        oddBlanks(blanks[0], start).forEach((fault, character) =>
          this.#findings.addOnce(fault, character)
        );
      }
      STRAY_REGEXP.lastIndex = GUID_REGEXP.lastIndex = this.#at;
      if (!STRAY_REGEXP.test(this.#text) || GUID_REGEXP.test(this.#text)) return;
      const stray = this.#take(STRAY_REGEXP)!;
      const [sign] = stray;
      this.#findings.addOnce(strayFault(sign, stray.index), sign === "}" ? "{" : sign);
    }
  }

  #token(): Token | undefined {
    const start = this.#at;
    const character = this.#text[start];
    switch (character) {
      case "(":
      case ")":
      case "[":
      case "]":
      case ",":
        return { kind: "Sign", sign: character as SignToken["sign"], start, end: start + 1 };
      case '"':
      case "'":
        return this.#quoted(character);
      case "/":
        return this.#regex();
      case "{":
        return this.#guid();
    }
    const closing = character > "~" || character === "`" ? closingQuotes(character) : undefined;
    if (closing !== undefined) return this.#typographic(character, closing);
    const meant = ODD_OPERATORS.get(character);
    if (meant !== undefined) {
      const span = { start, end: start + 1 };
      const message = `LEQL does not have the operator ${character}`;
      this.#findings.error("leql-unknown-word", message, span, `Write ${meant}`);
      return { kind: "Operator", operator: meant, ...span };
    }
    if (this.#text.startsWith("${", start)) return this.#variable();
    const operator = this.#take(OPERATOR_REGEXP);
    if (operator !== null) {
      const sign = operator[0] as OperatorToken["operator"];
      return { kind: "Operator", operator: sign, start, end: this.#at };
    }
    return this.#word();
  }

  #quoted(quote: string): Token | undefined {
    const start = this.#at;
    const fence = quote.repeat(3);
    const isTriple = this.#text.startsWith(fence, start) && this.#find(fence, start + 3) >= 0;
    const open = isTriple ? fence : quote;
    const close = this.#find(open, start + open.length);
    if (close < 0) {
      return this.#stop(
        `Cannot find the end of the text that begins with ${quote}`,
        start + 1,
        `Close it with ${quote}; a backslash does not escape a quote, other quotes around it do`,
      );
    }
    const text = this.#text.slice(start + open.length, close);
    if (/[\r\n]/.test(text)) {
      this.#findings.warn("undocumented-form", "A line break in a text is not documented", {
        start,
        end: close,
      });
    }
    this.#findings.add(hiddenCharacter(text, start + open.length));
    return { kind: "Quoted", text, start, end: close + open.length };
  }

  /** A text in quotes of a word processor: what was meant is read, so that nothing echoes it. */
  #typographic(quote: string, closing: RegExp): Token {
    const start = this.#at;
    closing.lastIndex = start + 1;
    const close = closing.exec(this.#text);
    const isClosed = close !== null && !/[\r\n]/.test(close[0]);
    const end = isClosed ? close.index + 1 : start + 1;
    const text = this.#text.slice(start + 1, Math.max(start + 1, end - 1));
    this.#findings.error(
      "leql-syntax",
      `Cannot read ${nameOf(quote)}: it is no quote of LEQL`,
      { start, end },
      isClosed && text.length <= 60 ? `Write ${quoteAnyText(text)}` : 'Write "',
    );
    return isClosed
      ? { kind: "Quoted", text, start, end }
      : { kind: "Word", text: quote, upper: "", start, end };
  }

  #guid(): Token {
    const start = this.#at;
    const text = this.#take(GUID_REGEXP)![0];
    const end = this.#at;
    this.#findings.warn(
      "undocumented-form",
      "Braces outside of quotes are not documented",
      { start, end },
      `Write "${text}"`,
    );
    return { kind: "Word", text, upper: text.toUpperCase(), start, end };
  }

  #find(fence: string, from: number): number {
    if (this.#missing.has(fence)) return -1;
    const found = this.#text.indexOf(fence, from);
    if (found < 0) this.#missing.add(fence);
    return found;
  }

  #regex(): Token | undefined {
    const start = this.#at;
    const { end, body } = this.#regexBody(start + 1);
    if (end < 0) {
      return this.#stop(
        "Cannot find the end of the regular expression that begins with /",
        start + 1,
        "Close it with /; a text that begins with / needs quotes",
      );
    }
    FLAGS_REGEXP.lastIndex = end;
    const flags = FLAGS_REGEXP.exec(this.#text)![0];
    return { kind: "Regex", pattern: body, flags, start, end: end + flags.length };
  }

  /** The first `/` that no backslash escapes; a regular expression stays on its line. */
  #regexBody(from: number): { end: number; body: string } {
    const text = this.#text;
    let body = "";
    let copied = from;
    for (let at = from; at < text.length; at++) {
      const character = text[at];
      if (character === "\n" || character === "\r") break;
      if (character === "/") return { end: at + 1, body: body + text.slice(copied, at) };
      if (character !== "\\") continue;
      if (text[at + 1] === "/") {
        body += text.slice(copied, at);
        copied = at + 1;
      }
      if (text[at + 1] !== "\n" && text[at + 1] !== "\r") at++;
    }
    return { end: -1, body };
  }

  #variable(): Token | undefined {
    const start = this.#at;
    const match = this.#take(VARIABLE_REGEXP);
    if (match === null) return this.#stop("Cannot find the } of the variable", start + 2);
    const name = match[1];
    if (!NAME_REGEXP.test(name)) {
      this.#findings.error(
        "leql-syntax",
        `Cannot read "${match[0]}": a variable has 1 to 128 letters, digits and _`,
        { start, end: this.#at },
      );
    }
    return { kind: "Variable", name, start, end: this.#at };
  }

  #word(): Token | undefined {
    const start = this.#at;
    const match = this.#take(WORD_REGEXP);
    if (match === null) {
      return this.#stop(`Cannot read "${this.#text[start]}" here`, start + 1);
    }
    const [written] = match;
    this.#findings.add(oddCharacter(written, start));
    if (!written.includes("\\")) {
      return { kind: "Word", text: written, upper: written.toUpperCase(), start, end: this.#at };
    }
    if (ODD_ESCAPE_REGEXP.test(written)) {
      this.#findings.warn(
        "leql-unquoted-backslash",
        `Outside of quotes a backslash is an escape: ${written} loses it`,
        { start, end: this.#at },
        "Set the text in quotes",
      );
    }
    const text = written.replace(/\\([^])/g, "$1");
    return { kind: "Word", text, upper: "", start, end: this.#at };
  }

  #take(regexp: RegExp): RegExpExecArray | null {
    regexp.lastIndex = this.#at;
    const match = regexp.exec(this.#text);
    if (match !== null) this.#at = regexp.lastIndex;
    return match;
  }

  /** What follows cannot be told apart: there are no more tokens. */
  #stop(message: string, end: number, hint?: string): undefined {
    this.#findings.error("leql-syntax", message, { start: this.#at, end }, hint);
    return undefined;
  }
}
