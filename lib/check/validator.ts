/**
 * What a validator is.
 *
 * @module
 */

import type { DiagnosticCode } from "../diagnostic.ts";
import type { Span } from "../source.ts";
import type { CheckedDocument } from "./document.ts";
import type { IssueSeverity, Place } from "./issue.ts";

/** Takes what a validator found. */
export type Report = (
  span: Span,
  message: string,
  hint?: string,
  severity?: IssueSeverity,
) => void;

/** Values of a validator's parameters. */
export type Parameters = Readonly<Record<string, number>>;

/** A document as a collector sees it: only what it needs to remember. */
export interface Collected {
  /** The key under which documents are compared. */
  readonly key: string;
  /** Where the key stands. */
  readonly place: Place;
  /** The document's id. */
  readonly rule?: string;
}

/** A finding about several documents. */
export interface CollectionFinding extends Collected {
  /** What was found: a capital first, no full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Where the others are. */
  readonly related?: readonly Place[];
}

/** Compares the documents of all texts. It remembers keys and places, never documents. */
export interface Collector {
  /** Takes a document; `placeOf` gives the place of a span in it. */
  add(document: CheckedDocument, placeOf: (span: Span) => Place): void;
  /** Returns what was found, and forgets all. */
  finish(): readonly CollectionFinding[];
}

/** One check, by one name. */
export interface Validator {
  /** Name in configuration files. */
  readonly name: string;
  /** `pysigma` for the names that pySigma has, `own` for the others. */
  readonly origin: "pysigma" | "own";
  /** Severity of what it finds, unless a finding says another. */
  readonly severity: IssueSeverity;
  /** What it finds, in one line without a full stop. */
  readonly summary: string;
  /** Faults of the compiler that it reports better: they are left out where it is active. */
  readonly covers?: readonly DiagnosticCode[];
  /** Its parameters with their defaults: whole numbers, 0 or more. */
  readonly parameters?: Parameters;
  /** Looks at one document. */
  readonly check?: (document: CheckedDocument, report: Report, parameters: Parameters) => void;
  /** Makes the state for a comparison of all documents. */
  readonly collect?: () => Collector;
}
