/**
 * What must stand in an event for a rule to match it.
 *
 * A need may ask for less than the rule, never for more: an event that does not meet it cannot
 * match.
 *
 * @module
 */

import { rarity } from "./common_texts.ts";
import { numberText, VALUE_BREAK } from "./event_text.ts";
import { isFoldable } from "./fold_text.ts";

/** Fewest characters of a literal in ASCII: shorter ones stand in nearly every event. */
const MIN_LENGTH = 3;

/** Most groups of a need: further ones would only confirm. */
const MAX_GROUPS = 4;

/** A text to look for. */
export interface Literal {
  /**
   * In lower case, without letters beyond ASCII that have letter case: three characters at least, or
   * one beyond ASCII.
   */
  readonly text: string;
  /** In the values of the event, or in its raw line as well. */
  readonly place: "values" | "anywhere";
}

/** Literals of which one at least must occur; without literals it is never met. */
export interface LiteralGroup {
  readonly literals: readonly Literal[];
  /** How well the group tells events apart: the least of its literals, less for many. */
  readonly score: number;
}

/** Groups that must all be met. Without groups, any event may match. */
export type Need = readonly LiteralGroup[];

/** Nothing is known: any event may match. */
export const ANY_EVENT: Need = [];

/** No event can match. */
export const NO_EVENT: Need = [{ literals: [], score: Infinity }];

/** Where a text stands in a value. */
export interface TextEnds {
  /** The value begins with it. */
  readonly start?: boolean;
  /** The value ends with it. */
  readonly end?: boolean;
}

/**
 * The need of a text that must occur.
 *
 * @param text The text
 * @param place Where it is looked for
 * @param ends Whether it begins or ends a value; only for a place in the values
 */
export function needText(text: string, place: Literal["place"], ends: TextEnds = {}): Need {
  const whole = `${ends.start ? VALUE_BREAK : ""}${text}${ends.end ? VALUE_BREAK : ""}`;
  const needs: Need[] = [];
  for (const run of runsOf(whole.toLowerCase())) {
    if (run.length >= MIN_LENGTH || BEYOND_ASCII_REGEXP.test(run)) {
      needs.push([makeGroup([{ text: run, place }])]);
    }
  }
  return needAll(needs);
}

// deno-lint-ignore no-control-regex
const BEYOND_ASCII_REGEXP = /[^\u0000-\u007f]/;

/** Cuts a text at the letters that may have other forms. */
function runsOf(text: string): string[] {
  if (!BEYOND_ASCII_REGEXP.test(text)) return [text];
  const runs = [""];
  for (const character of text) {
    if (isFoldable(character)) runs.push("");
    else runs[runs.length - 1] += character;
  }
  return runs;
}

/** The need of a value that equals a number. */
export function needNumber(text: string): Need {
  const number = numberText(text);
  return number === undefined ? ANY_EVENT : needText(number, "values", WHOLE);
}

/** A text that is the whole value. */
export const WHOLE: TextEnds = { start: true, end: true };

/** All of the needs must be met. */
export function needAll(needs: readonly Need[]): Need {
  if (needs.length === 1) return needs[0];
  const groups = needs.flat();
  if (groups.length <= MAX_GROUPS) return groups;
  return groups.sort((a, b) => b.score - a.score).slice(0, MAX_GROUPS);
}

/** One of the needs must be met. */
export function needAny(needs: readonly Need[]): Need {
  if (needs.length === 1) return needs[0];
  const literals = new Map<string, Literal>();
  for (const need of needs) {
    if (need.length === 0) return ANY_EVENT;
    const best = need.reduce((best, group) => group.score > best.score ? group : best);
    for (const literal of best.literals) literals.set(`${literal.place} ${literal.text}`, literal);
  }
  return literals.size === 0 ? NO_EVENT : [makeGroup([...literals.values()])];
}

function makeGroup(literals: readonly Literal[]): LiteralGroup {
  let least = Infinity;
  for (const { text } of literals) least = Math.min(least, rarity(text.trim()));
  return { literals, score: least - Math.log2(literals.length) };
}
