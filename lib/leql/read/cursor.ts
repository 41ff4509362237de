/**
 * A place between tokens, and what is reported on the way.
 *
 * @module
 */

import { type Diagnostic, diagnostic, type DiagnosticCode } from "../../diagnostic.ts";
import type { Span } from "../../source.ts";
import { findClosers } from "./closers.ts";
import type { Lexed } from "./lexer.ts";
import { ReadFault } from "./read_fault.ts";
import { describeToken, isSign, type SignToken, type Token } from "./tokens.ts";

/** Most diagnostics of one query: what follows is mostly an echo. */
const MAX_DIAGNOSTICS = 100;

/** Walks over the tokens of one query. */
export class Cursor {
  /** Text of the query. */
  readonly text: string;
  /** What has been found, in the order of finding. */
  readonly diagnostics: Diagnostic[] = [];
  /** What is wrong in detection definitions alone. */
  readonly detectionDiagnostics: Diagnostic[] = [];
  /** Index of the next token. */
  index = 0;
  readonly #tokens: readonly Token[];
  readonly #closers: Int32Array;
  readonly #complete: boolean;
  #hasErrors = false;
  #isUnclosed = false;

  /**
   * @param text The query
   * @param lexed Its tokens
   */
  constructor(text: string, lexed: Lexed) {
    this.text = text;
    this.#tokens = lexed.tokens;
    this.#complete = lexed.complete;
    this.#closers = findClosers(lexed.tokens);
    this.diagnostics.push(...lexed.diagnostics);
    this.#hasErrors = lexed.diagnostics.some(({ severity }) => severity === "error");
  }

  /** True when an error was found. */
  get hasErrors(): boolean {
    return this.#hasErrors;
  }

  /** The next token, or one behind it; `End` behind the end. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.index + ahead, this.#tokens.length - 1)];
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.peek();
    if (token.kind !== "End") this.index++;
    return token;
  }

  /** The offset behind the token that was taken last. */
  get lastEnd(): number {
    return this.index === 0 ? 0 : this.#tokens[this.index - 1].end;
  }

  /** True when the next token is a word of the language, in any letter case. */
  isWord(upper: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "Word" && token.upper === upper;
  }

  /** True when the next token is a certain bracket or the comma. */
  isSign(sign: SignToken["sign"], ahead = 0): boolean {
    return isSign(this.peek(ahead), sign);
  }

  /** True when a word of the language comes later, without a bracket behind it. */
  hasWord(upper: string): boolean {
    return this.#tokens.some((token, at) =>
      at >= this.index && token.kind === "Word" && token.upper === upper &&
      !isSign(this.#tokens[at + 1], "(")
    );
  }

  /** Leaves the rest of the query. */
  skipAll(): void {
    this.index = this.#tokens.length - 1;
  }

  /** Takes the word if it is the next token. */
  takeWord(upper: string): boolean {
    if (!this.isWord(upper)) return false;
    this.index++;
    return true;
  }

  /** Takes the bracket or comma if it is the next token. */
  takeSign(sign: SignToken["sign"]): boolean {
    if (!this.isSign(sign)) return false;
    this.index++;
    return true;
  }

  /** Takes the bracket or comma, or fails. */
  expectSign(sign: SignToken["sign"], hint?: string): void {
    if (!this.takeSign(sign)) throw this.unexpected(`"${sign}"`, hint);
  }

  /** True when the token begins right behind the one before it. */
  isAdjacent(ahead: number): boolean {
    const at = this.index + ahead;
    return at > 0 && at < this.#tokens.length &&
      this.#tokens[at - 1].end === this.#tokens[at].start;
  }

  /** Index of the bracket that closes the one at an index, or -1. */
  closerOf(index: number): number {
    return this.#closers[index];
  }

  /** A fault at the next token. */
  unexpected(wanted: string, hint?: string): ReadFault {
    const token = this.peek();
    const found = describeToken(token, this.text);
    return new ReadFault(
      "leql-syntax",
      token.kind === "End"
        ? `Cannot find ${wanted} before ${found}`
        : `Cannot read "${found}": ${wanted} has to stand here`,
      token,
      hint,
    );
  }

  /** Reports a fault that was thrown; others are not the reader's own and go on. */
  report(fault: unknown): void {
    if (!(fault instanceof ReadFault)) throw fault;
    const { diagnostic: found } = fault;
    this.#hasErrors = true;
    // Behind a text without end nothing is known to be missing.
    const atEnd = found.span !== undefined && found.span.start >= this.text.length;
    const end = this.#tokens[this.#tokens.length - 1].start;
    if (!this.#complete && (atEnd || found.span?.start === end)) return;
    this.#push(this.diagnostics, found);
  }

  /** Reports the innermost parenthesis that is not closed, once: those around it are not either. */
  reportUnclosed(message: string, span: Span): void {
    // Behind a text without end every bracket is open.
    if (!this.#isUnclosed && this.#complete) {
      this.report(new ReadFault("leql-syntax", message, span));
    }
    this.#isUnclosed = true;
  }

  /** Reports what is read but doubtful. */
  warn(code: DiagnosticCode, message: string, span: Span, hint?: string): void {
    this.#push(this.diagnostics, this.#warning(code, message, span, hint));
  }

  /** Reports what a detection definition alone refuses: the text is LEQL nevertheless. */
  refuseDetection(code: DiagnosticCode, message: string, span: Span, hint?: string): void {
    const { start, end } = span;
    this.#push(
      this.detectionDiagnostics,
      diagnostic("error", code, message, { start, end }, hint),
    );
  }

  /** Reports what is doubtful in a detection definition alone. */
  warnDetection(code: DiagnosticCode, message: string, span: Span, hint?: string): void {
    this.#push(this.detectionDiagnostics, this.#warning(code, message, span, hint));
  }

  /** From the offset of a token to the end of the token that was taken last. */
  spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.lastEnd) };
  }

  /**
   * Goes on to where the next condition may begin: behind the fault, at AND, OR or the bracket
   * that closes what is around.
   *
   * @param from Index of the first token of the faulty condition
   */
  skipCondition(from: number): void {
    if (this.peek().kind === "End") return;
    let at = from;
    const behind = this.index;
    for (; at < this.#tokens.length - 1; at++) {
      if (at >= behind && this.#endsCondition(at, at > from)) break;
      if (this.#closers[at] > at) at = this.#closers[at];
    }
    this.index = Math.min(at, this.#tokens.length - 1);
  }

  /** Goes on to the bracket that closes what is around, or to the end. */
  skipEnclosed(): void {
    while (this.peek().kind !== "End" && !this.isSign(")")) {
      this.index = Math.max(this.index, this.#closers[this.index]) + 1;
    }
  }

  #endsCondition(at: number, isBehindFirst: boolean): boolean {
    const token = this.#tokens[at];
    if (token.kind === "Sign") return token.sign === ")";
    return isBehindFirst && token.kind === "Word" &&
      (token.upper === "AND" || token.upper === "OR");
  }

  #warning(code: DiagnosticCode, message: string, span: Span, hint?: string): Diagnostic {
    const { start, end } = span;
    return diagnostic("warning", code, message, { start, end }, hint);
  }

  #push(list: Diagnostic[], found: Diagnostic): void {
    if (list.length >= MAX_DIAGNOSTICS) return;
    const { span } = found;
    const plain = span === undefined ? span : { start: span.start, end: span.end };
    list.push(diagnostic(found.severity, found.code, found.message, plain, found.hint));
  }
}
