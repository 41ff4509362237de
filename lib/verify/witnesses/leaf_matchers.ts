/**
 * Matchers of single tests, made when they are first needed.
 *
 * @module
 */

import { type JsonObject, type LogEvent, makeEvent } from "../../event/event.ts";
import type { Matcher } from "../../evaluate/matcher.ts";
import { sigmaMatcher } from "../../evaluate/sigma_matcher.ts";
import type { Rule } from "../../sigma/ast.ts";
import type { Leaf } from "./tree.ts";

/** Evaluates single tests. */
export class LeafMatchers {
  readonly #rule: Rule;
  readonly #known = new Map<Leaf, Matcher | undefined>();

  /** @param rule The rule that the tests are of */
  constructor(rule: Rule) {
    this.#rule = rule;
  }

  /** Whether a test holds for fields; `undefined` when it cannot be evaluated. */
  holds(leaf: Leaf, fields: JsonObject): boolean | undefined {
    return this.matches(leaf, makeEvent(fields));
  }

  /** Whether a test holds for an event; `undefined` when it cannot be evaluated. */
  matches(leaf: Leaf, event: LogEvent): boolean | undefined {
    let matcher = this.#known.get(leaf);
    if (matcher === undefined && !this.#known.has(leaf)) {
      matcher = this.#make(leaf);
      this.#known.set(leaf, matcher);
    }
    return matcher?.matches(event);
  }

  #make({ value, item }: Leaf): Matcher | undefined {
    const { span } = item;
    const detection = { ...item, values: [value], linking: "or", negated: false } as const;
    const made = sigmaMatcher({
      ...this.#rule,
      identifiers: [{ name: "leaf", detection, span }],
      conditions: [{ text: "leaf", node: { kind: "Identifier", name: "leaf", span }, span }],
    }, 0);
    return "matches" in made ? made : undefined;
  }
}
