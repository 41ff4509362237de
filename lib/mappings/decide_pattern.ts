/**
 * Which of some known values a pattern matches.
 *
 * @module
 */

import type { CompareOperator, SigmaValue, StringPart } from "../sigma/value.ts";

/**
 * Regular expressions that every engine reads alike and tries in bounded time:
 * letters, digits, classes of them, groups, `.`, `.*`, `|` and anchors.
 */
const SIMPLE_REGEXP = /^(?:[\w \-|^$]|\.\*?|\[[\w\-]+\]|\((?:\?:)?|\)(?![*+?{]))*$/;

/** More would take long to try. */
const MAX_WILDCARDS = 4;

/** Numbers as events have them, also in texts. */
const DECIMAL_REGEXP = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** What the difference between value and bound may be. */
const ACCEPTS: { readonly [O in CompareOperator]: (difference: number) => boolean } = {
  lt: (difference) => difference < 0,
  lte: (difference) => difference <= 0,
  gt: (difference) => difference > 0,
  gte: (difference) => difference >= 0,
};

/**
 * Finds the values that a pattern matches.
 *
 * @param value A value that is not a plain text
 * @param known All values that there are
 * @returns Those that match, or `undefined` when that cannot be decided
 */
export function decidedValues(
  value: SigmaValue,
  known: readonly string[],
): readonly string[] | undefined {
  switch (value.kind) {
    case "String": {
      const pieces = value.parts.map(piece);
      if (pieces.includes(undefined)) return undefined;
      const test = new RegExp(`^${pieces.join("")}$`, value.cased ? "s" : "is");
      return known.filter((name) => test.test(name));
    }
    case "Regex": {
      const wildcards = value.pattern.split(".*").length - 1;
      if (!SIMPLE_REGEXP.test(value.pattern) || wildcards > MAX_WILDCARDS) return undefined;
      try {
        const test = new RegExp(value.pattern, value.flags);
        return known.filter((name) => test.test(name));
      } catch {
        return undefined;
      }
    }
    case "Compare": {
      const accepts = ACCEPTS[value.operator];
      const bound = Number(value.text);
      // What is no decimal number, such as 0x17, is compared with none.
      return known.filter((name) => DECIMAL_REGEXP.test(name) && accepts(Number(name) - bound));
    }
    default:
      return undefined;
  }
}

function piece(part: StringPart): string | undefined {
  switch (part.kind) {
    case "Text":
      return part.text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    case "Any":
      return ".*";
    case "One":
      return ".";
    case "Placeholder":
      return undefined;
  }
}
