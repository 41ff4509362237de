/**
 * All variations of an event in which one test decides.
 *
 * @module
 */

import { isAbsence } from "../../../sigma/divide_item.ts";
import type { Random } from "../../random.ts";
import { type Draft, isPieces } from "../piece.ts";
import type { RegexSampler } from "../regex_sampler.ts";
import type { Leaf } from "../tree.ts";
import { anyValueVariations } from "./any_value.ts";
import { cidrVariations } from "./cidr.ts";
import { booleanVariations, compareVariations, numberVariations } from "./number.ts";
import { regexVariations } from "./regex.ts";
import { textVariations } from "./text.ts";
import type { Variation } from "./variation.ts";

/**
 * Returns the variations of a test's own value.
 *
 * @param leaf The test; none that compares fields
 * @param draft The value of its field in the event, if there is one
 * @param random Random choices
 * @param regexes Texts of regular expressions
 */
export function ownVariations(
  leaf: Leaf,
  draft: Draft | undefined,
  random: Random,
  regexes: RegexSampler,
): readonly Variation[] {
  const { value } = leaf;
  const pieces = draft !== undefined && isPieces(draft) ? draft : [];
  const core = pieces.find((piece) => piece.leaf === leaf)?.text;
  const isAlone = pieces.filter((piece) => piece.leaf !== undefined).length === 1;
  switch (value.kind) {
    case "String":
      return core === undefined ? [] : textVariations(value, core, isAlone, random);
    case "Regex":
      return core === undefined ? [] : regexVariations(leaf, core, regexes, random);
    case "Number":
      return numberVariations(value.text);
    case "Boolean":
      return booleanVariations(value.value);
    case "Compare":
      return compareVariations(value.text);
    case "Cidr":
      return cidrVariations(value);
    default:
      return [];
  }
}

/** Returns the variations that are the same for all values of a detection item. */
export function sharedVariations({ value }: Leaf, random: Random): readonly Variation[] {
  return anyValueVariations(isAbsence(value), random);
}
