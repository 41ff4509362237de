/**
 * The values of detection items, decoded once. A string is a list of parts,
 * never a flat text, so that nothing later has to read escapes again.
 *
 * @module
 */

import type { Span } from "../source.ts";

/** Literal text inside a string value. */
export interface TextPart {
  readonly kind: "Text";
  readonly text: string;
}

/** `*`: any number of characters, none included. */
export interface AnyPart {
  readonly kind: "Any";
}

/** `?`: exactly one character. */
export interface OnePart {
  readonly kind: "One";
}

/** `%name%` under the modifier `expand`, not filled in yet. */
export interface PlaceholderPart {
  readonly kind: "Placeholder";
  readonly name: string;
}

/** One piece of a string value. */
export type StringPart = TextPart | AnyPart | OnePart | PlaceholderPart;

/** The one `*` part. */
export const ANY: AnyPart = Object.freeze({ kind: "Any" });

/** The one `?` part. */
export const ONE: OnePart = Object.freeze({ kind: "One" });

/** A text pattern. */
export interface StringValue {
  readonly kind: "String";
  readonly parts: readonly StringPart[];
  /** True when letter case counts. */
  readonly cased: boolean;
  /** The text as it stands in the rule, until a modifier has changed the value. */
  readonly raw?: string;
  /** How `base64` must encode the text; UTF-8 when left out. */
  readonly encoding?: StringEncoding;
  readonly span: Span;
}

/** Encodings that `wide` and its relatives select. */
export type StringEncoding = "utf16le" | "utf16be" | "utf16";

/** A number. */
export interface NumberValue {
  readonly kind: "Number";
  /** Canonical decimal notation; exact for integers of any size. */
  readonly text: string;
  readonly span: Span;
}

/** `true` or `false`. */
export interface BooleanValue {
  readonly kind: "Boolean";
  readonly value: boolean;
  readonly span: Span;
}

/** `null`: the field is absent or has no value. */
export interface NullValue {
  readonly kind: "Null";
  readonly span: Span;
}

/** A regular expression that may match anywhere in the value. */
export interface RegexValue {
  readonly kind: "Regex";
  readonly pattern: string;
  /** Flags in alphabetical order: a subset of `ims`. */
  readonly flags: string;
  readonly span: Span;
}

/** An IP network. */
export interface CidrValue {
  readonly kind: "Cidr";
  readonly version: 4 | 6;
  /** Network address as it is written in the rule, without the prefix length. */
  readonly address: string;
  /** Prefix length: 0 to 32, or 0 to 128. */
  readonly prefix: number;
  readonly span: Span;
}

/** Operators of numeric comparison. */
export type CompareOperator = "lt" | "lte" | "gt" | "gte";

/** A numeric comparison. */
export interface CompareValue {
  readonly kind: "Compare";
  readonly operator: CompareOperator;
  /** Canonical decimal notation. */
  readonly text: string;
  readonly span: Span;
}

/** Presence of the field, whatever its value. */
export interface ExistsValue {
  readonly kind: "Exists";
  readonly exists: boolean;
  readonly span: Span;
}

/** How a field reference compares. */
export type FieldRefMatch = "equals" | "startswith" | "endswith" | "contains";

/** Comparison with the value of another field. */
export interface FieldRefValue {
  readonly kind: "FieldRef";
  readonly field: string;
  readonly match: FieldRefMatch;
  readonly cased: boolean;
  readonly span: Span;
}

/** Parts of a timestamp that a modifier can select. */
export type TimestampPart = "minute" | "hour" | "day" | "week" | "month" | "year";

/** Comparison with one part of a timestamp. */
export interface TimestampPartValue {
  readonly kind: "TimestampPart";
  readonly part: TimestampPart;
  /** `eq` or a comparison. */
  readonly operator: CompareOperator | "eq";
  readonly text: string;
  readonly span: Span;
}

/**
 * Variants of one value, joined by OR even under `all`: what `windash` and
 * `base64offset` make of one value.
 */
export interface VariantsValue {
  readonly kind: "Variants";
  readonly values: readonly SigmaValue[];
  readonly span: Span;
}

/**
 * A piece of the target's query language that a processing pipeline puts in
 * place of a value. It stands for the whole comparison.
 */
export interface QueryExpressionValue {
  readonly kind: "QueryExpression";
  /** Text with `{field}` where the field's key goes. */
  readonly template: string;
  readonly span: Span;
}

/** Any value of a detection item. */
export type SigmaValue =
  | StringValue
  | NumberValue
  | BooleanValue
  | NullValue
  | RegexValue
  | CidrValue
  | CompareValue
  | ExistsValue
  | FieldRefValue
  | TimestampPartValue
  | QueryExpressionValue
  | VariantsValue;
