/**
 * What verifying takes and gives. Types alone: the compiler names them without
 * loading what does the work.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import type { Format } from "../leql/formats/registry.ts";
import type { PreparedEntry } from "../mappings/prepare.ts";
import type { CorrelationRule, Rule } from "../sigma/ast.ts";

/** How thorough verifying is. Plain data, so that it can cross to a worker. */
export interface VerifyOptions {
  /** Any whole number; the same seed gives the same events. @default {1} */
  readonly seed?: number;
  /**
   * Most events of one condition, at least 1; where its tests are more than that, each has one
   * nevertheless. @default {300}
   */
  readonly limit?: number;
}

/** How the verification of a rule ended. */
export type VerificationOutcome =
  /** All events gave the same outcome for rule and query. */
  | "verified"
  /** An event did not, or a query cannot be read back. */
  | "differs"
  /** Something could not be evaluated; what could be gave the same outcome. */
  | "not-verified";

/** What verifying a rule gives. */
export interface Verification {
  /** How it ended. */
  readonly outcome: VerificationOutcome;
  /** Number of witness events that were held against rule and query. */
  readonly events: number;
}

/** A verification with what is to be said about it. */
export interface VerificationReport extends Verification {
  /** `meaning-differs` and `unreadable-query` (errors), `not-verified` (warnings). */
  readonly diagnostics: readonly Diagnostic[];
}

/** In which direction the conversion itself says that a query differs from its rule. */
export type DeclaredLoss = "exact" | "broader" | "narrower" | "mixed";

/** A query as it was printed. */
export interface PrintedQuery {
  readonly format: Format;
  readonly text: string;
  /** Whether a processing pipeline has changed the text behind that. */
  readonly isChanged: boolean;
  /** Whether a processing pipeline has put a piece of query text into it. @default {false} */
  readonly hasInsert?: boolean;
}

/** One condition of a rule and what was made of it. */
export interface ConvertedCondition {
  readonly queries: readonly PrintedQuery[];
  readonly declared: DeclaredLoss;
}

/** A rule and what it means in events. */
export interface VerifiedRule {
  /** The rule as it went into the mapping table: behind filters and pipelines. */
  readonly rule: Rule;
  /** The rule as it was read. */
  readonly written: Rule;
  /** The entry that carried it; absent when fields are keys. */
  readonly entry: PreparedEntry | undefined;
}

/** A rule with its queries. */
export interface ConvertedRule extends VerifiedRule {
  /** In the order of the rule's conditions. */
  readonly conditions: readonly ConvertedCondition[];
  /** What `from()` names, each in a query, where a format has it; empty when it is not known. */
  readonly eventTypes: readonly string[];
}

/** A correlation with its queries. */
export interface ConvertedCorrelation {
  /** The correlation as it came out of the pipelines. */
  readonly correlation: CorrelationRule;
  /** Its rules, in the order of its references. */
  readonly rules: readonly VerifiedRule[];
  readonly queries: readonly PrintedQuery[];
  readonly declared: DeclaredLoss;
  /** What `from()` names, each in a query, where a format has it; empty when it is not known. */
  readonly eventTypes: readonly string[];
}

/** Verifies. Has functions, so it stays in its thread. */
export interface Verifier {
  /** Holds a rule against its queries. */
  readonly rule: (converted: ConvertedRule) => VerificationReport;
  /** Holds a correlation against its queries. */
  readonly correlation: (converted: ConvertedCorrelation) => VerificationReport;
}
