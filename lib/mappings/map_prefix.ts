/**
 * Values that begin otherwise in the events than in rules.
 *
 * @module
 */

import { withParts } from "../sigma/sigma_string.ts";
import type { SigmaValue, StringPart, StringValue } from "../sigma/value.ts";
import { namesAny } from "./regex_names.ts";

type Prefixes = readonly (readonly [prefix: string, replacement: string])[];

/** A value as the events have it. */
export interface ReplacedPrefixes {
  /** The values; one of them must match. */
  readonly values: readonly SigmaValue[];
  /** A beginning of the rule's whose events match, too, though the rule does not mean them. */
  readonly alsoMatches?: string;
}

/**
 * Writes a value with the beginning that the events have.
 *
 * A text that may begin either way becomes several values: `HK*`, and `*KLM\a*`, of which the `*`
 * may stand for the `H` of `HKLM\`.
 *
 * @param value A value of the rule
 * @param prefixes Beginnings, in small letters, with what stands there instead; the longest first
 * @returns The values, or the reason why the value cannot be written
 */
export function replacePrefixes(value: SigmaValue, prefixes: Prefixes): ReplacedPrefixes | string {
  if (value.kind === "Regex") return regexFault(value.pattern, prefixes) ?? { values: [value] };
  if (value.kind !== "String") return { values: [value] };
  const { parts } = value;
  // A value that begins with a whole prefix matches no text without one.
  const whole = parts[0]?.kind === "Text" ? findPrefix(parts[0].text, prefixes) : undefined;
  const tokens = tokensOf(parts);
  const changed: StringValue[] = [];
  let alsoMatches: string | undefined;
  for (const [prefix, replacement] of prefixes) {
    if (whole?.startsWith(prefix) && whole !== prefix) continue;
    const behind = placesBehind(tokens, prefix);
    const there = whole === undefined ? placesBehind(tokens, replacement.toLowerCase()) : NO_PLACES;
    for (const place of withoutFollowers(tokens, behind)) {
      if (there.has(place)) continue;
      const rest = tokens.slice(place).map(partOf);
      changed.push(withParts(value, [{ kind: "Text", text: replacement }, ...rest]));
    }
    if ([...there].some((place) => !behind.has(place))) alsoMatches ??= prefix;
    // Nothing in the stored text tells that the prefix was there.
    if (replacement === "" && [...behind].some((place) => !there.has(place))) {
      alsoMatches ??= prefix;
    }
  }
  return {
    values: whole === undefined ? [value, ...changed] : changed,
    ...(alsoMatches === undefined ? {} : { alsoMatches }),
  };
}

const NO_PLACES: ReadonlySet<number> = new Set();

/** A character, or a part that stands for others. */
type Token = string | Exclude<StringPart, { kind: "Text" }>;

function tokensOf(parts: readonly StringPart[]): readonly Token[] {
  return parts.flatMap((part): Token[] => part.kind === "Text" ? part.text.split("") : [part]);
}

function partOf(token: Token): StringPart {
  return typeof token === "string" ? { kind: "Text", text: token } : token;
}

/**
 * Finds how far a pattern can have come behind a text.
 *
 * @param tokens The pattern
 * @param text The text, in small letters
 * @returns The places in the pattern that may be next
 */
function placesBehind(tokens: readonly Token[], text: string): ReadonlySet<number> {
  let places = followed(tokens, [0]);
  for (const character of text.split("")) {
    const next: number[] = [];
    for (const place of places) {
      const token = tokens[place];
      if (token === undefined) continue;
      if (typeof token === "string") {
        if (token.toLowerCase() === character) next.push(place + 1);
      } else if (token.kind === "Any") next.push(place);
      else if (token.kind === "One") next.push(place + 1);
    }
    places = followed(tokens, next);
  }
  return places;
}

/** With the places behind each `*`, which may stand for nothing. */
function followed(tokens: readonly Token[], places: readonly number[]): Set<number> {
  const all = new Set(places);
  // What is added while it runs is visited, too.
  for (const place of all) if (isAny(tokens[place])) all.add(place + 1);
  return all;
}

/** Leaves out the place behind a `*` that is among them itself. */
function withoutFollowers(tokens: readonly Token[], places: ReadonlySet<number>): number[] {
  return [...places].filter((place) => !(places.has(place - 1) && isAny(tokens[place - 1])));
}

function isAny(token: Token | undefined): boolean {
  return typeof token === "object" && token.kind === "Any";
}

function findPrefix(text: string, prefixes: Prefixes): string | undefined {
  const small = text.toLowerCase();
  return prefixes.find(([prefix]) => small.startsWith(prefix))?.[0];
}

function regexFault(pattern: string, prefixes: Prefixes): string | undefined {
  for (const [prefix, replacement] of prefixes) {
    const named = namesAny(pattern, endsOf(prefix, replacement.toLowerCase()));
    if (named === undefined) continue;
    return `the regular expression names "${named}", which the events write otherwise`;
  }
  return undefined;
}

/** Shorter ends of a prefix say little: many texts have them. */
const MIN_END = 3;

/** The prefix and its ends, but for those that the events have as well. */
function endsOf(prefix: string, replacement: string): readonly string[] {
  const ends: string[] = [];
  for (let at = 0; at < prefix.length; at++) {
    const end = prefix.slice(at);
    const isLong = end.length >= Math.min(MIN_END, prefix.length);
    if (isLong && !replacement.endsWith(end)) ends.push(end);
  }
  // `HKLM(\\|/)` names the prefix without its last sign.
  const word = /\w+/.exec(prefix)?.[0];
  return word === undefined ? ends : [...ends, word];
}
