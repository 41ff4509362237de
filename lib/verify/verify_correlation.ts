/**
 * A correlation held against its queries: which events it counts.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import type { Matcher } from "../evaluate/matcher.ts";
import { sigmaMatcher } from "../evaluate/sigma_matcher.ts";
import { meaningDiffers } from "./disagreement.ts";
import { Effort, sizeOf } from "./effort.ts";
import { fieldFacts, fieldsOf } from "./field_facts.ts";
import { notVerified, readQueries, type ReadQuery } from "./read_queries.ts";
import { type EventPair, StoredEvents } from "./stored_events.ts";
import type {
  ConvertedCorrelation,
  VerificationReport,
  VerifiedRule,
  VerifyOptions,
} from "./verification.ts";
import { DEFAULT_LIMIT, DEFAULT_SEED, isDeclared, report, tooLong } from "./verify_rule.ts";
import { type BaseEvent, verifyGroups } from "./verify_groups.ts";
import type { WitnessOptions, WitnessTally } from "./witnesses/witness.ts";
import { witnesses } from "./witnesses/witnesses.ts";

/** One condition of one of the rules. */
export interface CorrelationPart {
  readonly rule: VerifiedRule;
  /** Place of the rule among those that the correlation names, from 0. */
  readonly index: number;
  readonly condition: number;
  readonly matcher: Matcher;
}

/**
 * Verifies a correlation: its query must find the events of its rules, and count them in groups as
 * the correlation says.
 *
 * @param converted The correlation, its rules and its queries
 * @param options Seed and limit
 * @returns The outcome; never throws for what stands in the rules
 */
export function verifyCorrelation(
  converted: ConvertedCorrelation,
  options: VerifyOptions,
): VerificationReport {
  const { queries, diagnostics } = readQueries(converted.queries, converted.eventTypes);
  const found: Diagnostic[] = [...diagnostics];
  const parts = partsOf(converted.rules, found);
  if (parts === undefined || queries.length === 0) return report(found, 0);
  let events = 0;
  const bases: BaseEvent[] = [];
  const failed = new Set<ReadQuery>();
  const effort = new Effort();
  const tally: WitnessTally = { regexes: 0, untried: false };
  for (const pair of pairs(converted.rules, parts, options, { effort, tally })) {
    if (isOtherwiseMapped(pair, parts)) continue;
    events++;
    effort.spend(sizeOf(pair.events.sigma.fields), parts.length);
    const ruleMatches = parts.some(({ matcher }) => matcher.matches(pair.events.sigma));
    const { part, events: { sigma } } = pair;
    if (bases.length < MAX_BASES && part.matcher.matches(sigma)) {
      bases.push({ part, fields: sigma.fields });
    }
    for (const query of queries) {
      const differs = query.matcher.matches(pair.events.stored) !== ruleMatches;
      if (!differs || failed.has(query) || isDeclared(converted.declared, ruleMatches)) continue;
      failed.add(query);
      const { fields } = pair.events.sigma;
      found.push(meaningDiffers(query.formats, pair.why, ruleMatches, fields, undefined));
    }
  }
  if (effort.isSpent || tally.untried) {
    found.push(tooLong(events));
    return report(found, events);
  }
  if (bases.length === 0) {
    found.push(notVerified("No event was found that a rule matches"));
    return report(found, events);
  }
  const counted = verifyGroups(converted.correlation, bases, queries);
  found.push(...counted.diagnostics);
  return report(found, events + counted.events);
}

/** Events that are tried for counting. */
const MAX_BASES = 100;

function partsOf(
  rules: readonly VerifiedRule[],
  found: Diagnostic[],
): CorrelationPart[] | undefined {
  const parts: CorrelationPart[] = [];
  for (const [index, rule] of rules.entries()) {
    for (let condition = 0; condition < rule.rule.conditions.length; condition++) {
      const matcher = sigmaMatcher(rule.rule, condition);
      if (!("matches" in matcher)) {
        found.push(notVerified(matcher.message));
        return undefined;
      }
      parts.push({ rule, index, condition, matcher });
    }
  }
  return parts;
}

interface NamedPair {
  readonly why: string;
  readonly events: EventPair;
  readonly part: CorrelationPart;
}

function* pairs(
  rules: readonly VerifiedRule[],
  parts: readonly CorrelationPart[],
  { seed = DEFAULT_SEED, limit = DEFAULT_LIMIT }: VerifyOptions,
  bounds: Required<Pick<WitnessOptions, "effort" | "tally">>,
): Generator<NamedPair> {
  const fields = new Set(
    rules.flatMap(({ rule }) =>
      rule.conditions.flatMap((_, condition) => fieldsOf(rule, condition))
    ),
  );
  for (const part of parts) {
    const { rule: { rule, written, entry }, condition } = part;
    const stored = new StoredEvents(entry, fields);
    const about = fieldFacts(entry, fields);
    const how = { seed, limit, eachTest: true, written, ...bounds, ...about };
    for (const witness of witnesses(rule, condition, how)) {
      for (const events of stored.pairs(witness)) yield { why: witness.why, events, part };
    }
  }
}

/** Whether a rule matches whose entry would store the event otherwise. */
function isOtherwiseMapped(
  { events, part }: NamedPair,
  parts: readonly CorrelationPart[],
): boolean {
  const { entry } = part.rule;
  return parts.some(({ rule, matcher }) => rule.entry !== entry && matcher.matches(events.sigma));
}
