/**
 * Regular expressions as trees: the constructs that say which texts match.
 *
 * @module
 */

/** A range of code points, both ends included. */
export type Range = readonly [low: number, high: number];

/** A node of a pattern. */
export type RegexNode =
  | { readonly kind: "Alternatives"; readonly options: readonly RegexNode[] }
  | { readonly kind: "Sequence"; readonly items: readonly RegexNode[] }
  | {
    readonly kind: "Repeat";
    readonly item: RegexNode;
    readonly least: number;
    readonly most: number;
  }
  | { readonly kind: "Text"; readonly text: string }
  | { readonly kind: "Class"; readonly ranges: readonly Range[]; readonly negated: boolean }
  /** `^`, `$`, `\b` and the like: no text. */
  | { readonly kind: "Assertion" };
