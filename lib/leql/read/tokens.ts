/**
 * What LEQL text is made of.
 *
 * @module
 */

import type { ComparisonOperator } from "../ast.ts";

/** Where a token stands. */
interface Placed {
  /** Offset of its first character. */
  readonly start: number;
  /** Offset behind its last character. */
  readonly end: number;
}

/** A run of characters without quotes: a key, a word of the language, a value, a number. */
export interface WordToken extends Placed {
  readonly kind: "Word";
  /** Without the backslashes that escape. */
  readonly text: string;
  /** The text in capitals; empty when a backslash keeps it from being a word of the language. */
  readonly upper: string;
}

/** A text in quotes. */
export interface QuotedToken extends Placed {
  readonly kind: "Quoted";
  readonly text: string;
}

/** `/pattern/flags` */
export interface RegexToken extends Placed {
  readonly kind: "Regex";
  /** With `\/` as `/`. */
  readonly pattern: string;
  readonly flags: string;
}

/** `${name}` */
export interface VariableToken extends Placed {
  readonly kind: "Variable";
  readonly name: string;
}

/** A bracket or a comma. */
export interface SignToken extends Placed {
  readonly kind: "Sign";
  readonly sign: "(" | ")" | "[" | "]" | ",";
}

/** An operator that is not a word. */
export interface OperatorToken extends Placed {
  readonly kind: "Operator";
  readonly operator: Extract<
    ComparisonOperator,
    "=" | "!=" | "==" | "!==" | "<" | "<=" | ">" | ">="
  >;
}

/** The end of the text. */
export interface EndToken extends Placed {
  readonly kind: "End";
}

/** One token. */
export type Token =
  | WordToken
  | QuotedToken
  | RegexToken
  | VariableToken
  | SignToken
  | OperatorToken
  | EndToken;

/** True for one bracket or the comma. */
export function isSign(token: Token, sign: SignToken["sign"]): boolean {
  return token.kind === "Sign" && token.sign === sign;
}

/** How a token is named in a message. */
export function describeToken(token: Token, text: string): string {
  if (token.kind === "End") return "the end of the query";
  const written = text.slice(token.start, token.end);
  return written.length > 40 ? `${written.slice(0, 37)}...` : written;
}
