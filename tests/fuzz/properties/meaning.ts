/** A rule and the text of its query match the same events. */

import fc from "fast-check";
import { type LogEvent, makeEvent } from "../../../lib/event/event.ts";
import { witnesses } from "../../../lib/verify/witnesses/witnesses.ts";
import {
  agreeOn,
  type ConvertedCondition,
  convertRule,
  makeCompiler,
  queryMatchers,
} from "../conversion.ts";
import { disagreement, showEvent } from "../disagreement.ts";
import { anyEvent, eventOf } from "../generators/events.ts";
import { anyRule } from "../generators/rules.ts";
import { count, type Property, randomProperty, type Tally } from "../property.ts";

const EVENTS = 12;
const WITNESSES = 40;

const compiler = makeCompiler();

interface WitnessEvent {
  readonly event: LogEvent;
  readonly why: string;
  readonly expected: boolean | undefined;
  readonly ruleMatches: boolean;
}

function* witnessEvents(
  { rule, condition, sigma, text }: ConvertedCondition,
  tally: Tally,
): Generator<WitnessEvent> {
  const options = { seed: text.length, limit: WITNESSES, written: rule };
  for (const { fields, line, why, expected } of witnesses(rule, condition, options)) {
    const event = makeEvent(fields, line);
    const ruleMatches = sigma.matches(event);
    count(tally, "events");
    if (ruleMatches) count(tally, "matches");
    yield { event, why, expected, ruleMatches };
  }
}

/** Random events, and witness events. */
export const meaning: Property = randomProperty(
  {
    name: "meaning",
    summary: "A rule and the queries of all formats match the same events",
    gateRuns: 300,
    roundRuns: 1000,
    atLeast: { conditions: 200, "exact queries": 150, events: 4000, matches: 1000 },
  },
  fc.tuple(anyRule, fc.array(anyEvent, { minLength: EVENTS, maxLength: EVENTS })),
  ([{ text, pool }, drafts], tally) => {
    const events = drafts.map((draft) => eventOf(draft, pool));
    for (const condition of convertRule(compiler, text)) {
      count(tally, "conditions");
      const matchers = queryMatchers(condition);
      for (const { query } of matchers) count(tally, `${query.fidelity.kind} queries`);
      for (const event of events) {
        const ruleMatches = condition.sigma.matches(event);
        count(tally, "events");
        if (ruleMatches) count(tally, "matches");
        for (const matcher of matchers) agreeOn(event, ruleMatches, matcher, text);
      }
      for (const { event, why, ruleMatches } of witnessEvents(condition, tally)) {
        for (const matcher of matchers) agreeOn(event, ruleMatches, matcher, text, why);
      }
    }
  },
);

/** What witness events are made for. */
export const witnessed: Property = randomProperty(
  {
    name: "witnesses",
    summary: "A rule matches the witness events that must match, and no other of them",
    gateRuns: 200,
    roundRuns: 1000,
    atLeast: { conditions: 100, events: 2000, matches: 500, expected: 500 },
  },
  anyRule,
  ({ text }, tally) => {
    for (const condition of convertRule(compiler, text)) {
      count(tally, "conditions");
      for (const { event, why, expected, ruleMatches } of witnessEvents(condition, tally)) {
        if (expected === undefined) continue;
        count(tally, "expected");
        if (expected === ruleMatches) continue;
        throw disagreement("A rule does not match as its witness event was made", {
          Rule: text,
          Event: showEvent(event),
          "The event is": why,
          "Must match": expected,
          "Rule matches": ruleMatches,
        });
      }
    }
  },
);
