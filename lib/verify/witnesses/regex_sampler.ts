/**
 * Texts that the regular expressions of a rule match.
 *
 * @module
 */

import type { RegexNode } from "../../leql/regex/ast.ts";
import { parseRegex } from "../../leql/regex/parse.ts";
import type { Random } from "../random.ts";
import type { LeafMatchers } from "./leaf_matchers.ts";
import { sample, type SampleStyle } from "./sample_regex.ts";
import { KEYWORD_FIELD, type Leaf } from "./tree.ts";
import type { WitnessTally } from "./witness.ts";

/** Attempts to find a text. */
const ATTEMPTS = 40;

/** Makes texts and tries them. */
export class RegexSampler {
  readonly #matchers: LeafMatchers;
  readonly #tally: WitnessTally | undefined;
  readonly #parsed = new Map<Leaf, RegexNode | undefined>();
  readonly #hopeless = new Set<Leaf>();

  constructor(matchers: LeafMatchers, tally: WitnessTally | undefined) {
    this.#matchers = matchers;
    this.#tally = tally;
  }

  /** Returns a text that a test on a regular expression accepts, or `undefined` without one. */
  sample(leaf: Leaf, random: Random): string | undefined {
    if (this.#hopeless.has(leaf)) return undefined;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const text = this.variant(leaf, random, { repeats: attempt === 0 ? "fewest" : "some" });
      if (text !== undefined && this.#accepts(leaf, text)) return text;
    }
    this.#hopeless.add(leaf);
    if (this.#tally !== undefined) this.#tally.regexes++;
    return undefined;
  }

  /** Returns a text of one style, without trying it. */
  variant(leaf: Leaf, random: Random, style: SampleStyle): string | undefined {
    const node = this.#parse(leaf);
    return node && sample(node, random, style);
  }

  #parse(leaf: Leaf): RegexNode | undefined {
    if (this.#parsed.has(leaf)) return this.#parsed.get(leaf);
    const { value } = leaf;
    const node = value.kind === "Regex" ? parseRegex(value.pattern) : undefined;
    this.#parsed.set(leaf, node);
    return node;
  }

  #accepts(leaf: Leaf, text: string): boolean {
    return this.#matchers.holds(leaf, { [leaf.field ?? KEYWORD_FIELD]: text }) === true;
  }
}
