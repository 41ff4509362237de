/**
 * A rule held against its queries, by the outcomes that events give.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import { isFatal } from "../diagnostic.ts";
import type { Matcher } from "../evaluate/matcher.ts";
import { sigmaMatcher } from "../evaluate/sigma_matcher.ts";
import type { Rule } from "../sigma/ast.ts";
import { meaningDiffers, unexpectedOutcome } from "./disagreement.ts";
import { Effort, sizeOf } from "./effort.ts";
import { fieldFacts, fieldsOf } from "./field_facts.ts";
import { notVerified, readQueries, type ReadQuery } from "./read_queries.ts";
import { Slack } from "./slack.ts";
import { type EventPair, StoredEvents } from "./stored_events.ts";
import type {
  ConvertedCondition,
  ConvertedRule,
  DeclaredLoss,
  VerificationReport,
  VerifyOptions,
} from "./verification.ts";
import type { Witness, WitnessTally } from "./witnesses/witness.ts";
import { witnesses } from "./witnesses/witnesses.ts";

/** Most events of one condition, beside one for each test, when nothing else is said. */
export const DEFAULT_LIMIT = 300;
/** The seed when nothing else is said. */
export const DEFAULT_SEED = 1;

/**
 * Verifies a rule.
 *
 * Each query is read back from its text, and both are evaluated on witness events.
 *
 * @param converted The rule and its queries
 * @param options Seed and limit
 * @returns The outcome, and at most one disagreement for each query; never throws for what stands
 * in the rule
 */
export function verifyRule(converted: ConvertedRule, options: VerifyOptions): VerificationReport {
  const diagnostics: Diagnostic[] = [];
  let events = 0;
  converted.conditions.forEach((condition, index) => {
    const verified = new ConditionVerification(converted, condition, index, options);
    events += verified.run();
    diagnostics.push(...verified.diagnostics);
  });
  return report(diagnostics, events);
}

/** Sums up what was found. */
export function report(diagnostics: readonly Diagnostic[], events: number): VerificationReport {
  const outcome = diagnostics.some(isFatal)
    ? "differs"
    : diagnostics.length > 0
    ? "not-verified"
    : "verified";
  return { outcome, events, diagnostics };
}

/** Whether a conversion says itself that a rule and its query may disagree in this way. */
export function isDeclared(declared: DeclaredLoss, ruleMatches: boolean): boolean {
  return declared === "mixed" || declared === (ruleMatches ? "narrower" : "broader");
}

/** Says that the events of a condition ended too early. */
export function tooLong(events: number): Diagnostic {
  return notVerified(
    `The values of the rule are too long or too many: only ${events} events were tried`,
  );
}

/** Events that are also tried as those of other log sources. */
const MAX_OUTSIDERS = 5;

class ConditionVerification {
  readonly diagnostics: Diagnostic[] = [];
  readonly #converted: ConvertedRule;
  readonly #condition: ConvertedCondition;
  readonly #index: number;
  readonly #options: VerifyOptions;
  /** Queries that have disagreed; one disagreement of each is enough. */
  readonly #failed = new Set<ReadQuery>();
  #isUnexpected = false;
  #slack: Slack | undefined;

  constructor(
    converted: ConvertedRule,
    condition: ConvertedCondition,
    index: number,
    options: VerifyOptions,
  ) {
    this.#converted = converted;
    this.#condition = condition;
    this.#index = index;
    this.#options = options;
  }

  /** Returns the number of events. */
  run(): number {
    const { queries: printed } = this.#condition;
    const { rule, eventTypes } = this.#converted;
    const { queries, diagnostics } = readQueries(printed, eventTypes);
    this.diagnostics.push(...diagnostics);
    const matcher = sigmaMatcher(rule, this.#index);
    if (!("matches" in matcher)) {
      this.diagnostics.push(notVerified(matcher.message));
      return 0;
    }
    return queries.length === 0 ? 0 : this.#compare(matcher, queries);
  }

  #compare(matcher: Matcher, queries: readonly ReadQuery[]): number {
    const { rule, written, entry } = this.#converted;
    const { seed = DEFAULT_SEED, limit = DEFAULT_LIMIT } = this.#options;
    const tally: WitnessTally = { regexes: 0, untried: false };
    const fields = fieldsOf(rule, this.#index);
    const events = new StoredEvents(entry, fields);
    const about = fieldFacts(entry, fields);
    const effort = new Effort();
    let count = 0;
    let matches = 0;
    const how = { seed, limit, eachTest: true, written, tally, effort, ...about };
    for (const witness of witnesses(rule, this.#index, how)) {
      for (const pair of events.pairs(witness)) {
        count++;
        effort.spend(sizeOf(pair.sigma.fields), 0);
        const ruleMatches = matcher.matches(pair.sigma);
        if (ruleMatches && matches++ < MAX_OUTSIDERS) this.#compareOutsiders(events, pair, queries);
        const { expected } = witness;
        if (expected !== undefined && expected !== ruleMatches && !pair.isChanged) {
          this.#reportUnexpected(witness, expected);
        }
        for (const query of queries) {
          if (query.matcher.matches(pair.stored) === ruleMatches) continue;
          if (this.#isDeclared(pair, ruleMatches)) continue;
          this.#reportDifference(witness, query, ruleMatches);
        }
      }
    }
    if (effort.isSpent || tally.untried) this.diagnostics.push(tooLong(count));
    else if (matches === 0) {
      this.diagnostics.push(notVerified("No event was found that the rule matches"));
    }
    if (tally.regexes > 0) {
      this.diagnostics.push(notVerified(
        `No text was found for ${tally.regexes} of the rule's regular expressions`,
      ));
    }
    return count;
  }

  /** A query finds nothing of other log sources. */
  #compareOutsiders(events: StoredEvents, pair: EventPair, queries: readonly ReadQuery[]): void {
    for (const { key, event } of events.outsiders(pair)) {
      const why = `"${key}" of another log source`;
      for (const query of queries) {
        if (!query.matcher.matches(event)) continue;
        this.#reportDifference({ why, fields: event.fields }, query, false);
      }
    }
  }

  /** A declared loss explains a difference in its direction, where its own tests are the cause. */
  #isDeclared(pair: EventPair, ruleMatches: boolean): boolean {
    if (!isDeclared(this.#condition.declared, ruleMatches)) return false;
    const { rule, entry } = this.#converted;
    this.#slack ??= new Slack(rule, this.#index, entry);
    return this.#slack.allows(pair, !ruleMatches);
  }

  #reportUnexpected({ why, fields }: Witness, expected: boolean): void {
    if (this.#isUnexpected) return;
    this.#isUnexpected = true;
    this.diagnostics.push(unexpectedOutcome(why, expected, fields, this.#span));
  }

  #reportDifference({ why, fields }: Witness, query: ReadQuery, ruleMatches: boolean): void {
    if (this.#failed.has(query)) return;
    this.#failed.add(query);
    this.diagnostics.push(meaningDiffers(query.formats, why, ruleMatches, fields, this.#span));
  }

  get #span(): Rule["logsourceSpan"] {
    return this.#converted.rule.conditions[this.#index].span;
  }
}
