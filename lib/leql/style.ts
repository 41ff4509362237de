/**
 * Choices between ways to say the same in LEQL.
 *
 * @module
 */

/** Choices between ways to say the same. */
export interface LeqlStyle {
  /**
   * How the variants that `windash` and `base64offset` make of a value are written: as one list
   * operator, or as comparisons joined by OR. Those who write them out write a value of a list as
   * often as a rule names it.
   */
  readonly variants: "list" | "or";
  /** What becomes of a placeholder without a value: a fault, or a variable of InsightIDR. */
  readonly placeholders: "error" | "leql-variable";
  /** Where negations stand: before a condition, or behind the key, in its operator. */
  readonly negation: "prefix" | "inline";
}

/** The style that is used when nothing else is said. */
export const DEFAULT_STYLE: LeqlStyle = {
  variants: "list",
  placeholders: "error",
  negation: "prefix",
};
