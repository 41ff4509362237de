/**
 * What a rule means: a boolean expression over the fields of one event.
 * No search identifiers, modifiers or lists are left.
 *
 * @module
 */

import type { Span } from "../source.ts";
import type { SigmaValue, VariantsValue } from "../sigma/value.ts";

export type {
  CidrValue,
  CompareValue,
  FieldRefValue,
  PlaceholderPart,
  QueryExpressionValue,
  RegexValue,
  StringPart,
  StringValue,
  TimestampPartValue,
} from "../sigma/value.ts";

/** A value that a field or the whole event is held against. */
export type MatchValue = Exclude<SigmaValue, VariantsValue>;

/** Every argument holds. */
export interface AndExpr {
  readonly kind: "And";
  readonly args: readonly Expr[];
}

/** One argument holds. */
export interface OrExpr {
  readonly kind: "Or";
  readonly args: readonly Expr[];
  /** True when a modifier such as `windash` made the arguments of fewer values. */
  readonly expanded?: true;
}

/** The argument does not hold. */
export interface NotExpr {
  readonly kind: "Not";
  readonly arg: Expr;
}

/** A field matches a value. */
export interface MatchExpr {
  readonly kind: "Match";
  readonly field: string;
  readonly value: MatchValue;
  /** The key of the detection item in the source. */
  readonly span: Span;
}

/** The value stands anywhere in the event. */
export interface KeywordExpr {
  readonly kind: "Keyword";
  readonly value: MatchValue;
  readonly span: Span;
}

/** A node of the expression. */
export type Expr = AndExpr | OrExpr | NotExpr | MatchExpr | KeywordExpr;

/** Keys of the children by kind: a new kind does not compile until it is listed. */
export const CHILD_KEYS: { readonly [E in Expr as E["kind"]]: readonly (keyof E)[] } = {
  And: ["args"],
  Or: ["args"],
  Not: ["arg"],
  Match: [],
  Keyword: [],
};

/** Joins expressions; one alone stays as it is. */
export function join(kind: "And" | "Or", args: readonly Expr[]): Expr {
  return args.length === 1 ? args[0] : { kind, args };
}

/** Negates an expression; a double negation falls away. */
export function negate(arg: Expr): Expr {
  return arg.kind === "Not" ? arg.arg : { kind: "Not", arg };
}
