/** @module Variations of texts that a regular expression matches. */

import type { Random } from "../../random.ts";
import type { RegexSampler } from "../regex_sampler.ts";
import { changeAt, flipCase } from "../text.ts";
import type { Leaf } from "../tree.ts";
import type { Variation } from "./variation.ts";

/** Groups with more alternatives are not gone through. */
const MAX_ALTERNATIVES = 24;

/**
 * Varies a text.
 *
 * @param leaf The test
 * @param core A text that it accepts
 * @param regexes Makes more texts
 * @param random Random choices
 */
export function regexVariations(
  leaf: Leaf,
  core: string,
  regexes: RegexSampler,
  random: Random,
): Variation[] {
  const found: Variation[] = [];
  const seen = new Set([core]);
  const add = (how: string, text: string | undefined): void => {
    if (text === undefined || seen.has(text)) return;
    seen.add(text);
    found.push({ how, core: text });
  };
  const length = [...core].length;
  add("with its case flipped", flipCase(core));
  if (length > 0) {
    add("with its first character changed", changeAt(core, 0));
    add("with its last character changed", changeAt(core, length - 1));
    add("with a character inside changed", changeAt(core, length >> 1));
    add("without its first character", [...core].slice(1).join(""));
    add("without its last character", [...core].slice(0, -1).join(""));
  }
  add("with slashes for its backslashes", core.replaceAll("\\", "/"));
  add("with its backslashes doubled", core.replaceAll("\\", "\\\\"));
  add("with a line break for its blanks", core.replaceAll(" ", "\n"));
  add("with a line break inside", `${core.slice(0, length >> 1)}\n${core.slice(length >> 1)}`);
  for (let at = 0; at < 3; at++) {
    add("with other repetitions", regexes.variant(leaf, random, { repeats: "some" }));
  }
  for (let alternative = 0; alternative < MAX_ALTERNATIVES; alternative++) {
    const text = regexes.variant(leaf, random, { repeats: "fewest", alternative });
    add("with another alternative", text);
  }
  const filling = random.text(3);
  for (
    const [how, text] of [
      ["with text in front", filling + core],
      ["with text behind", core + filling],
      ["with a blank on both sides", ` ${core} `],
      ["with a line break behind", `${core}\n`],
      ["with a line in front", `${filling}\n${core}`],
      ["with a line on both sides", `${filling}\n${core}\n${filling}`],
      ["alone", core],
    ]
  ) {
    found.push({ how, whole: () => text });
  }
  return found;
}
