/**
 * What compiling one document gives.
 *
 * @module
 */

import type { Diagnostic, LossEffect } from "./diagnostic.ts";
import type { Format } from "./leql/formats/registry.ts";
import type { EvidenceGrade } from "./mappings/table.ts";
import type { LogSource } from "./sigma/ast.ts";

/** How true a query is to its rule. */
export interface Fidelity {
  /**
   * `exact`: it finds the events of the rule. `broader`: more of them. `narrower`: not all of
   * them. `mixed`: some more and some fewer, or it is not known which.
   */
  readonly kind: "exact" | LossEffect;
  /** Why it is not exact. */
  readonly reasons: readonly string[];
}

/** How the meaning of a rule's queries was verified. */
export interface ResultVerification {
  /**
   * `verified`: every witness event gave the same outcome for rule and query. `differs`: one did
   * not; the rule then has no queries. `not-verified`: something could not be evaluated.
   */
  readonly outcome: "verified" | "differs" | "not-verified";
  /** Number of witness events. */
  readonly events: number;
}

/** One query of one rule. */
export interface Query {
  /** The format of the text. */
  readonly format: Format;
  /** Index of the condition that it was made of, from 0; a list of conditions gives several. */
  readonly condition: number;
  /**
   * The event type that a detection definition asks. Where the events get several, and nothing
   * tells which, each has a query of its own, and these find the events of the rule together.
   */
  readonly eventType?: string;
  /** LEQL. */
  readonly query: string;
  /** How true it is to the rule, as far as the conversion knows. */
  readonly fidelity: Fidelity;
  /**
   * The weakest evidence that it stands on; `null` without evidence. That of the event type counts
   * for a detection definition, which alone names it.
   */
  readonly evidence: ResultEvidence | null;
}

/** A fault or a warning that concerns one format only. */
export interface FormatDiagnostic {
  /** The format: one with a fault is not written. */
  readonly format: Format;
  /** Why. */
  readonly diagnostic: Diagnostic;
}

/** Why a document gives no query though nothing is wrong with it. */
export interface Skipped {
  /**
   * `selection`: the options leave it out. `used-by-correlation`: a correlation uses the rule up.
   * `filter`: it is a filter.
   */
  readonly code: "selection" | "used-by-correlation" | "filter";
  /** The same, for people. */
  readonly message: string;
}

/** How well a thing is known that the queries use: a key, an event type, a fixed condition. */
export interface ResultEvidence {
  /** `documented`, `seen` or `inferred`. */
  readonly grade: EvidenceGrade;
  /** The key, the event type or the condition. */
  readonly name: string;
  /** An id of the mapping table's sources. */
  readonly source: string;
}

/** Outcome for one document. Faults are in here, never thrown. */
export interface CompileResult {
  /** Path of the source. */
  readonly path: string;
  /** Index of the document in its source, from 0. */
  readonly rule: number;
  /** The rule's id, or `null`. */
  readonly id: string | null;
  /** The rule's title, or `null`. */
  readonly title: string | null;
  /** The rule's level, or `null`. */
  readonly level: string | null;
  /** The rule's status, or `null`. */
  readonly status: string | null;
  /** The rule's tags. */
  readonly tags: readonly string[];
  /** The rule's log source, or `null`. */
  readonly logsource: LogSource | null;
  /**
   * One for each format and condition, and in detection definitions for each event type, in the
   * order of the formats; empty when the rule failed.
   */
  readonly queries: readonly Query[];
  /** Faults and warnings of the rule, with line and column. With a fatal one there are no queries. */
  readonly diagnostics: readonly Diagnostic[];
  /** Faults and warnings of single formats; the other formats still have their queries. */
  readonly formatDiagnostics: readonly FormatDiagnostic[];
  /** The weakest evidence of all queries; `null` without queries, or without evidence. */
  readonly evidence: ResultEvidence | null;
  /** Set when the document gives no query by intention. */
  readonly skipped?: Skipped;
  /** For a correlation: its time span in seconds, which the query cannot hold. */
  readonly timespanSeconds?: number;
  /** Set when the queries were verified. */
  readonly verification?: ResultVerification;
}
