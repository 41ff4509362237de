/** @module Variations that make sense for every kind of value. */

import type { Random } from "../../random.ts";
import { instead, type Variation } from "./variation.ts";

/** The field left out, empty, in a list. One set is enough for all values of a detection item. */
export function anyValueVariations(isAbsenceTest: boolean, random: Random): Variation[] {
  const other = random.text(5);
  const unless = isAbsenceTest ? {} : { holds: false };
  const missing: Variation = { how: "left out", whole: () => undefined, ...unless };
  return [
    missing,
    instead("null", null),
    instead("empty", ""),
    instead("another text", other),
    instead("an empty list", []),
    { how: "in a list behind another value", whole: (value) => [other, value ?? null] },
    { how: "in a list alone", whole: (value) => [value ?? null] },
    instead("a list without its value", [other, random.text(4)]),
    instead("a line break alone", "\n"),
    instead("a blank alone", " "),
    instead("the number 0", 0),
    instead("false", false),
  ];
}
