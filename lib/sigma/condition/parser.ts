/**
 * Reads a condition: `or` binds weakest, then `and`, then `not`.
 *
 * Source: Sigma rules specification 2.1, "Condition".
 *
 * @module
 */

import { type Diagnostic, diagnostic, type DiagnosticCode } from "../../diagnostic.ts";
import type { Span } from "../../source.ts";
import type { ConditionNode } from "../ast.ts";
import { type AggregationContext, aggregationHint } from "./aggregation.ts";
import { type Token, tokenize } from "./lexer.ts";

/** Parentheses and `not` may be nested this deep. */
const MAX_NESTING = 100;

const OPERATORS: ReadonlySet<string> = new Set(["and", "or", "not", "of"]);
const LOWER_CASE_HINT = "Operators are written in lower case";

/** Turns an offset in the condition's text into a span of the source. */
export type SpanMapper = (start: number, end: number) => Span;

/** Thrown inside this file only, to leave the recursion with a diagnostic. */
class ConditionFault extends Error {
  readonly item: Diagnostic;
  constructor(item: Diagnostic) {
    super(item.message);
    this.item = item;
  }
}

class ConditionParser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #toSpan: SpanMapper;
  readonly #context: AggregationContext;
  #at = 0;
  #nesting = 0;

  constructor(text: string, toSpan: SpanMapper, context: AggregationContext) {
    this.#text = text;
    this.#tokens = tokenize(text);
    this.#toSpan = toSpan;
    this.#context = context;
  }

  parse(): ConditionNode {
    const node = this.#or();
    const token = this.#peek();
    if (token.kind === "end") return node;
    if (token.kind === "|") {
      this.#fail(
        token,
        "Aggregations behind a pipe are no longer part of Sigma",
        "condition-aggregation",
        aggregationHint(
          this.#text.slice(0, token.start),
          this.#text.slice(token.end),
          this.#context,
        ),
      );
    }
    this.#fail(
      token,
      `Expected "and", "or" or the end of the condition, found "${token.text}"`,
      "condition-syntax",
      OPERATORS.has(token.text.toLowerCase()) ? LOWER_CASE_HINT : undefined,
    );
  }

  #or(): ConditionNode {
    return this.#chain("or", "Or", () => this.#chain("and", "And", () => this.#not()));
  }

  #chain(word: string, kind: "And" | "Or", operand: () => ConditionNode): ConditionNode {
    const first = operand();
    if (!this.#isWord(word)) return first;
    const args = [first];
    while (this.#isWord(word)) {
      this.#at++;
      args.push(operand());
    }
    return { kind, args, span: { start: first.span.start, end: args[args.length - 1].span.end } };
  }

  #not(): ConditionNode {
    const token = this.#peek();
    if (!this.#isWord("not")) return this.#primary();
    this.#at++;
    this.#enter(token);
    const arg = this.#not();
    this.#nesting--;
    return { kind: "Not", arg, span: { start: this.#span(token).start, end: arg.span.end } };
  }

  #primary(): ConditionNode {
    const token = this.#peek();
    this.#at++;
    if (token.kind === "(") {
      this.#enter(token);
      const node = this.#or();
      const close = this.#peek();
      if (close.kind !== ")") this.#fail(close, `Expected ")" for the "(" at ${token.start + 1}`);
      this.#at++;
      this.#nesting--;
      return node;
    }
    if (token.kind !== "word") {
      const found = token.kind === "end" ? "the end" : `"${token.text}"`;
      this.#fail(token, `Expected a search identifier, found ${found}`);
    }
    if (this.#isWord("of")) return this.#quantifier(token);
    if (OPERATORS.has(token.text)) {
      this.#fail(token, `Expected a search identifier, found "${token.text}"`);
    }
    if (OPERATORS.has(token.text.toLowerCase())) {
      this.#fail(
        token,
        `Expected a search identifier, found "${token.text}"`,
        "condition-syntax",
        LOWER_CASE_HINT,
      );
    }
    return { kind: "Identifier", name: token.text, span: this.#span(token) };
  }

  #quantifier(token: Token): ConditionNode {
    if (token.text !== "1" && token.text !== "any" && token.text !== "all") {
      this.#fail(
        token,
        `Cannot read "${token.text} of"`,
        "condition-syntax",
        'Only "1 of", "any of" and "all of" exist',
      );
    }
    this.#at++;
    const pattern = this.#peek();
    if (pattern.kind !== "word" || OPERATORS.has(pattern.text)) {
      this.#fail(pattern, `Expected "them" or a pattern behind "${token.text} of"`);
    }
    this.#at++;
    return {
      kind: "Quantifier",
      quantifier: token.text === "all" ? "all" : "any",
      pattern: pattern.text,
      span: { start: this.#span(token).start, end: this.#span(pattern).end },
    };
  }

  #enter(token: Token): void {
    if (++this.#nesting <= MAX_NESTING) return;
    throw new ConditionFault(diagnostic(
      "unsupported",
      "condition-depth",
      `Cannot read the condition: it is nested more than ${MAX_NESTING} deep`,
      this.#span(token),
      "Leave out parentheses that change nothing, or give parts of it search identifiers",
    ));
  }

  #peek(): Token {
    return this.#tokens[this.#at];
  }

  #isWord(word: string): boolean {
    const token = this.#peek();
    return token.kind === "word" && token.text === word;
  }

  #span(token: Token): Span {
    return this.#toSpan(token.start, token.end);
  }

  #fail(
    token: Token,
    message: string,
    code: DiagnosticCode = "condition-syntax",
    hint?: string,
  ): never {
    throw new ConditionFault(diagnostic("error", code, message, this.#span(token), hint));
  }
}

/**
 * Parses a condition.
 *
 * @param text The condition
 * @param toSpan Maps offsets of the text to the source
 * @param context What the rule around it gives, for the hint about an old aggregation
 * @returns The tree, or what is wrong with the text
 */
export function parseCondition(
  text: string,
  toSpan: SpanMapper,
  context: AggregationContext = {},
): { readonly node: ConditionNode } | { readonly fault: Diagnostic } {
  try {
    return { node: new ConditionParser(text, toSpan, context).parse() };
  } catch (error) {
    if (error instanceof ConditionFault) return { fault: error.item };
    throw error;
  }
}
