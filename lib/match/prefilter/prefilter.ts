/**
 * Which of many rules an event may match, without asking them one by one.
 *
 * @module
 */

import type { LogEvent } from "../../event/event.ts";
import { eventText } from "./event_text.ts";
import { foldText } from "./fold_text.ts";
import { LiteralIndex } from "./literal_index.ts";
import type { Literal, Need } from "./need.ts";

/** Needs of many rules, indexed. The time for an event does not grow with rules that share no literal with it. */
export class Prefilter {
  /** Rules without a need. */
  readonly #always: readonly number[];
  /** Groups of each literal. */
  readonly #groupsOf: readonly (readonly number[])[];
  readonly #ruleOf: readonly number[];
  /** Number of groups of each rule. */
  readonly #needed: readonly number[];
  /** Every literal: all may stand in the values. */
  readonly #values: LiteralIndex;
  /** The literals that may stand in the raw line as well, and which they are. */
  readonly #line: LiteralIndex;
  readonly #lineLiterals: readonly number[];
  /** The last event in which a group, a rule was met. */
  readonly #metIn: Uint32Array;
  readonly #countedIn: Uint32Array;
  readonly #counts: Uint32Array;
  #pass = 0;
  #candidates: number[] = [];

  /** @param needs The need of each rule */
  constructor(needs: readonly Need[]) {
    const literals = new Map<string, { readonly literal: Literal; readonly groups: number[] }>();
    const ruleOf: number[] = [];
    needs.forEach((need, rule) => {
      for (const group of need) {
        const index = ruleOf.push(rule) - 1;
        for (const literal of group.literals) {
          const key = `${literal.place} ${literal.text}`;
          const known = literals.get(key);
          if (known === undefined) literals.set(key, { literal, groups: [index] });
          else known.groups.push(index);
        }
      }
    });
    const all = [...literals.values()];
    this.#always = needs.flatMap((need, rule) => need.length === 0 ? rule : []);
    this.#groupsOf = all.map(({ groups }) => groups);
    this.#ruleOf = ruleOf;
    this.#needed = needs.map(({ length }) => length);
    this.#values = new LiteralIndex(all.map(({ literal }) => literal.text));
    this.#lineLiterals = all.flatMap(({ literal }, at) => literal.place === "anywhere" ? at : []);
    this.#line = new LiteralIndex(this.#lineLiterals.map((at) => all[at].literal.text));
    this.#metIn = new Uint32Array(ruleOf.length);
    this.#countedIn = new Uint32Array(needs.length);
    this.#counts = new Uint32Array(needs.length);
  }

  /**
   * Finds the rules that an event may match.
   *
   * @param event The event
   * @returns Indexes of rules, in no order, each once; the same list is used for the next event
   */
  candidates(event: LogEvent): readonly number[] {
    if (++this.#pass > 0xffffffff) {
      this.#metIn.fill(0);
      this.#countedIn.fill(0);
      this.#pass = 1;
    }
    this.#candidates.length = 0;
    for (const rule of this.#always) this.#candidates.push(rule);
    if (this.#ruleOf.length === 0) return this.#candidates;
    this.#values.search(eventText(event.fields), this.#meet);
    if (this.#lineLiterals.length > 0) {
      this.#line.search(foldText(event.line), (at) => this.#meet(this.#lineLiterals[at]));
    }
    return this.#candidates;
  }

  /** Notes that a literal occurs; a rule whose groups are all met is a candidate. */
  readonly #meet = (literal: number): void => {
    const pass = this.#pass;
    for (const group of this.#groupsOf[literal]) {
      if (this.#metIn[group] === pass) continue;
      this.#metIn[group] = pass;
      const rule = this.#ruleOf[group];
      if (this.#countedIn[rule] !== pass) {
        this.#countedIn[rule] = pass;
        this.#counts[rule] = 0;
      }
      if (++this.#counts[rule] === this.#needed[rule]) this.#candidates.push(rule);
    }
  };
}
