/** Every short text, in every place, on every short value. */

import { type LogEvent, makeEvent } from "../../../lib/event/event.ts";
import { allStrings } from "../../helpers/strings.ts";
import {
  type ConvertedCondition,
  convertRule,
  makeCompiler,
  type QueryMatcher,
  queryMatcher,
} from "../conversion.ts";
import { Disagreement, disagreement, isDeclared, showEvent } from "../disagreement.ts";
import { ruleOf } from "../generators/rules.ts";
import { matchesPattern, type PatternPart, readPattern } from "../glob.ts";
import { count, type Property, type Tally } from "../property.ts";

const ALPHABET = "\"'\\*?/a";

/** The texts of rules. Their number is a prime, so any step leads through all of them. */
const TEXTS: readonly string[] = [...allStrings(ALPHABET, 4)];
const STEP = 1009;

const SHORT_VALUES: readonly string[] = [...allStrings(ALPHABET, 3)];

interface Mode {
  /** The key, with the field or without. */
  readonly item: string;
  readonly cased: boolean;
  /** Whether anything may stand in front of the text, and behind it. */
  readonly open: readonly [front: boolean, behind: boolean];
}

const MODES: readonly Mode[] = [
  { item: "f", cased: false, open: [false, false] },
  { item: "f|contains", cased: false, open: [true, true] },
  { item: "f|startswith", cased: false, open: [false, true] },
  { item: "f|endswith", cased: false, open: [true, false] },
  { item: "f|cased", cased: true, open: [false, false] },
  { item: "f|endswith|cased", cased: true, open: [true, false] },
  { item: "|contains", cased: false, open: [true, true] },
  { item: "|cased", cased: true, open: [true, true] },
];

const compiler = makeCompiler({ formats: ["default"] });

/** A rule of one text, in one place. */
interface Candidate extends ConvertedCondition {
  readonly isKeyword: boolean;
  readonly cased: boolean;
  readonly parts: readonly PatternPart[];
  readonly matcher: QueryMatcher;
}

function candidates(text: string): Candidate[] {
  return MODES.flatMap(({ item, cased, open: [front, behind] }): Candidate[] => {
    const rule = ruleOf(
      `  x: { ${JSON.stringify(item)}: ${JSON.stringify(text)} }\n  condition: x\n`,
    );
    const [converted] = convertRule(compiler, rule);
    if (converted === undefined) throw disagreement("A text has no query", { Rule: rule });
    const parts: PatternPart[] = [
      ...front ? ["*" as const] : [],
      ...readPattern(text),
      ...behind ? ["*" as const] : [],
    ];
    const matcher = queryMatcher(converted.queries[0], rule);
    return [{ ...converted, isKeyword: item.startsWith("|"), cased, parts, matcher }];
  });
}

/** Values that are as the text, and nearly so. */
function valuesLike(text: string): string[] {
  const parts = readPattern(text);
  const fill = (any: string, one: string) =>
    parts.map((part) => part === "*" ? any : part === "?" ? one : part.character).join("");
  const filled = [fill("", "a"), fill("a", "*"), fill("\n", "\n"), fill("'\"", "\\")];
  const near = filled.flatMap((value) => [
    value,
    value.toUpperCase(),
    ...[...'"\\/a\n'].flatMap((character) => [character + value, value + character]),
    value.slice(1),
    value.slice(0, -1),
  ]);
  return [text, text.replaceAll("\\", "\\\\"), ...near];
}

interface Case {
  readonly value: string;
  readonly event: LogEvent;
  readonly isLine: boolean;
}

function makeCases(values: readonly string[]): Case[] {
  return values.flatMap((value) => [
    { value, event: makeEvent({ f: value }), isLine: false },
    { value, event: makeEvent({}, value), isLine: true },
  ]);
}

const SHORT_CASES: readonly Case[] = makeCases(SHORT_VALUES);

function holdText(text: string, tally: Tally): void {
  const rules = candidates(text);
  count(tally, "texts");
  count(tally, "queries", rules.length);
  const known = new Set(SHORT_VALUES);
  const own = new Set(valuesLike(text).filter((value) => !known.has(value)));
  for (const one of [...SHORT_CASES, ...makeCases([...own])]) {
    for (const rule of rules) {
      if (one.isLine && !rule.isKeyword) continue;
      holdCase(one, rule, tally);
    }
  }
}

function holdCase({ value, event, isLine }: Case, rule: Candidate, tally: Tally): void {
  const { matcher, sigma, isKeyword, parts, cased } = rule;
  const ruleMatches = sigma.matches(event);
  const queryMatches = matcher.matches(event);
  count(tally, "events");
  if (ruleMatches) count(tally, "matches");
  // A keyword may stand in the JSON around the value as well.
  const isKnown = !isKeyword || isLine;
  const mustMatch = isKnown ? matchesPattern(parts, value, cased) : ruleMatches;
  const isSame = ruleMatches === queryMatches || isDeclared(matcher.query.fidelity, ruleMatches);
  if (isSame && mustMatch === ruleMatches) return;
  throw disagreement("A rule of one text and its query do not agree", {
    Rule: rule.text,
    Event: showEvent(event),
    [`Query (${matcher.query.fidelity.kind})`]: matcher.query.query,
    "By the specification": isKnown ? mustMatch : undefined,
    "Rule matches": ruleMatches,
    "Query matches": queryMatches,
  });
}

/** Consecutive seeds go through all of the texts: 2,801 of up to four characters. */
export const shortStrings: Property = {
  name: "short-strings",
  summary: `A query of one text over ${ALPHABET} matches exactly the values that the text matches`,
  gateRuns: 60,
  roundRuns: 400,
  atLeast: { texts: 60, queries: 480, events: 200_000, matches: 10_000 },
  check(seed, runs, tally) {
    for (let run = 0; run < runs; run++) {
      const text = TEXTS[(seed * runs + run) * STEP % TEXTS.length];
      try {
        holdText(text, tally);
      } catch (error) {
        if (error instanceof Disagreement) return error.message;
        throw error;
      }
    }
    return undefined;
  },
};
