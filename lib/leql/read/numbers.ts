/**
 * Which words are numbers.
 *
 * Source: Rapid7, "Components for Building a Query", numbers: integers, floating point and
 * scientific notation; what has a leading zero or is hexadecimal is a text.
 *
 * @module
 */

const NUMBER_REGEXP = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const UNIT_REGEXP = /^-?\d+(?:\.\d+)?[A-Za-zµ%]+$/;

/** True for a number in LEQL's notation. */
export function isNumber(word: string): boolean {
  return NUMBER_REGEXP.test(word);
}

/** True for a number with a unit behind it, such as `10ms`. */
export function hasUnit(word: string): boolean {
  return UNIT_REGEXP.test(word);
}
