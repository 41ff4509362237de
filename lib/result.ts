/**
 * What compiling one document gives.
 *
 * @module
 */

import type { Diagnostic } from "./diagnostic.ts";
import type { Format } from "./leql/formats/registry.ts";
import type { LogSource } from "./sigma/ast.ts";

/** One query of one rule. */
export interface Query {
  /** The format of the text. */
  readonly format: Format;
  /** Index of the condition that it was made of, from 0; a list of conditions gives several. */
  readonly condition: number;
  /** LEQL. */
  readonly query: string;
}

/** A fault that concerns one format only. */
export interface FormatDiagnostic {
  /** The format that cannot be written. */
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
  /** One for each format and condition, in the order of the formats; empty when the rule failed. */
  readonly queries: readonly Query[];
  /** Faults and warnings of the rule, with line and column. With a fatal one there are no queries. */
  readonly diagnostics: readonly Diagnostic[];
  /** Faults of single formats; the other formats still have their queries. */
  readonly formatDiagnostics: readonly FormatDiagnostic[];
  /** Set when the document gives no query by intention. */
  readonly skipped?: Skipped;
  /** For a correlation: its time span in seconds, which the query cannot hold. */
  readonly timespanSeconds?: number;
}
