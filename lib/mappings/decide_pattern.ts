/**
 * Which of some known values a pattern matches.
 *
 * @module
 */

import type { SigmaValue, StringPart } from "../sigma/value.ts";

/**
 * Regular expressions that every engine reads alike and tries in bounded time:
 * letters, digits, classes of them, groups, `.`, `.*`, `|` and anchors.
 */
const SIMPLE_REGEXP = /^(?:[\w \-|^$]|\.\*?|\[[\w\-]+\]|\((?:\?:)?|\)(?![*+?{]))*$/;

/** More would take long to try. */
const MAX_WILDCARDS = 4;

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
      const bound = Number(value.text);
      const { operator } = value;
      return known.filter((name) => {
        const number = name.trim() === "" ? NaN : Number(name);
        switch (operator) {
          case "lt":
            return number < bound;
          case "lte":
            return number <= bound;
          case "gt":
            return number > bound;
          case "gte":
            return number >= bound;
        }
      });
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
