/**
 * The operators of `rule_attribute` and `processing_state`.
 *
 * @module
 */

/** Operators that order two values. */
export type Operator = "eq" | "ne" | "gte" | "gt" | "lte" | "lt";

/** Every operator of two values. */
export const OPERATORS: readonly Operator[] = ["eq", "ne", "gte", "gt", "lte", "lt"];

/** Compares two values of one type. */
export function compare<T extends string | number | bigint | boolean>(
  left: T,
  operator: Operator,
  right: T,
): boolean {
  switch (operator) {
    case "eq":
      return left === right;
    case "ne":
      return left !== right;
    case "gte":
      return left >= right;
    case "gt":
      return left > right;
    case "lte":
      return left <= right;
    case "lt":
      return left < right;
  }
}
