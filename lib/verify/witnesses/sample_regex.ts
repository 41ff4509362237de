/**
 * Texts that a regular expression probably matches: whoever uses one has to
 * try it, since assertions are passed over.
 *
 * @module
 */

import type { Range, RegexNode } from "../../leql/regex/ast.ts";
import type { Random } from "../random.ts";

/** Most repetitions of what may be repeated without end. */
const MOST_REPEATS = 3;
/** Longest text. */
const MAX_LENGTH = 4000;

/** How much of a pattern's freedom is used. */
export interface SampleStyle {
  /** Repetitions beyond the fewest: none, or some by chance. */
  readonly repeats: "fewest" | "some";
  /** Takes this alternative of each group, modulo their number; by chance when left out. */
  readonly alternative?: number;
}

/**
 * Makes a text.
 *
 * @param node The pattern
 * @param random Makes the choices
 * @param style Limits them
 * @returns A text, or `undefined` when there is none, or none that is short
 */
export function sample(node: RegexNode, random: Random, style: SampleStyle): string | undefined {
  switch (node.kind) {
    case "Text":
      return node.text;
    case "Assertion":
      return "";
    case "Class":
      return sampleClass(node.ranges, node.negated, random);
    case "Alternatives": {
      const { options } = node;
      const option = style.alternative === undefined
        ? random.pick(options)
        : options[style.alternative % options.length];
      return sample(option, random, style);
    }
    case "Sequence":
      return concat(node.items.map((item) => sample(item, random, style)));
    case "Repeat": {
      const { least, most } = node;
      const spare = style.repeats === "fewest" ? 0 : Math.min(most - least, MOST_REPEATS);
      const count = least + (spare > 0 ? random.below(spare + 1) : 0);
      if (count > MAX_LENGTH) return undefined;
      const texts: (string | undefined)[] = [];
      for (let at = 0; at < count; at++) texts.push(sample(node.item, random, style));
      return concat(texts);
    }
  }
}

function concat(texts: readonly (string | undefined)[]): string | undefined {
  let whole = "";
  for (const text of texts) {
    if (text === undefined || whole.length > MAX_LENGTH) return undefined;
    whole += text;
  }
  return whole;
}

const ORDINARY = "xq7kZ3_ -.:/\\\"'=@é";

function sampleClass(
  ranges: readonly Range[],
  negated: boolean,
  random: Random,
): string | undefined {
  const isIn = (code: number): boolean =>
    ranges.some(([low, high]) => code >= low && code <= high) !== negated;
  const ordinary = [...ORDINARY].filter((character) => isIn(character.codePointAt(0)!));
  if (negated) return ordinary.length === 0 ? undefined : random.pick(ordinary);
  if (ranges.length === 0) return undefined;
  // Mostly what people write, sometimes what else the class allows.
  if (ordinary.length > 0 && random.below(2) === 0) return random.pick(ordinary);
  const [low, high] = random.pick(ranges);
  const code = low + random.below(Math.min(high - low, 0x7e) + 1);
  return code >= 0xd800 && code <= 0xdfff ? undefined : String.fromCodePoint(code);
}
