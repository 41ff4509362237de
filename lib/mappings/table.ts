/**
 * The shape of a mapping table, as it stands in a file.
 *
 * A table is plain JSON and crosses to a worker as it is. Every member but
 * the name may be left out: such a table is merged over another one.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";

/** How well a key or an event type is known. */
export type EvidenceGrade = "documented" | "seen" | "inferred";

/** Evidence with all its parts. */
export interface EvidenceDetail {
  /**
   * `documented`: a text of the vendor says so. `seen`: in a real event, or in
   * a query of the vendor or of a user. `inferred`: by analogy.
   */
  readonly grade: EvidenceGrade;
  /** An id of {@link MappingTable.sources}. */
  readonly source: string;
  /** What to know about it. */
  readonly note?: string;
}

/** Evidence; the short form is `"grade: source"`. */
export type Evidence = string | EvidenceDetail;

/** What evidence refers to. */
export interface MappingSource {
  /** What the source is, in words. */
  readonly title: string;
  /** Where a reader finds it. */
  readonly url: string;
}

/** Attributes that a rule's log source must have. Absent: any value; `null`: none. */
export interface LogSourcePattern {
  /** The category. */
  readonly category?: string | null;
  /** The product. */
  readonly product?: string | null;
  /** The service. */
  readonly service?: string | null;
}

/** One key, with evidence. */
export interface KeyMapping {
  /** The LEQL key. */
  readonly key: string;
  /** How well it is known. */
  readonly evidence?: Evidence;
}

/** Several keys joined by OR, with evidence. */
export interface KeysMapping {
  /** The LEQL keys. */
  readonly keys: readonly string[];
  /** How well they are known. */
  readonly evidence?: Evidence;
}

/** A field whose values name algorithm and digest (`MD5=0cc1…`). */
export interface HashesMapping {
  /** The special case. */
  readonly split: "hashes";
  /** The LEQL key of each algorithm: `MD5`, `SHA1`, `SHA256`, `IMPHASH`. */
  readonly keys: Readonly<Record<string, string | KeyMapping>>;
  /** How well the keys without evidence of their own are known. */
  readonly evidence?: Evidence;
}

/** What stands for one Sigma field. */
export type FieldMapping = string | readonly string[] | KeyMapping | KeysMapping | HashesMapping;

/** How the rules of some log sources are converted. */
export interface MappingEntry {
  /** What the entry is for. */
  readonly description?: string;
  /** The log sources that it serves. */
  readonly logsources?: readonly LogSourcePattern[];
  /** Name of the event type in a detection definition. */
  readonly eventType?: string | null;
  /** Name of the log set to select in Log Search. */
  readonly logSet?: string | null;
  /** How well the event type is known. */
  readonly evidence?: Evidence;
  /** Sigma field name -> LEQL key; `null` removes the field of an earlier table. */
  readonly fields?: Readonly<Record<string, FieldMapping | null>>;
  /** Sigma field name -> reason why there is no key; `null` takes it back. */
  readonly unsupportedFields?: Readonly<Record<string, string | null>>;
}

/** A mapping table. */
export interface MappingTable {
  /** Where the JSON Schema lies, for editors. */
  readonly $schema?: string;
  /** Name, as messages show it. */
  readonly name: string;
  /** What the table is for. */
  readonly description?: string;
  /** Key that names the event type in a detection definition. @default {"event_type"} */
  readonly eventTypeKey?: "event_type" | "entry_type";
  /** What happens to a field that the entry does not name. @default {"error"} */
  readonly unmappedFields?: "error" | "keep";
  /**
   * How the variants that the modifiers `windash` and `base64offset` make of a value are written:
   * as one list operator, or as single comparisons joined by OR. @default {"list"}
   */
  readonly variants?: "list" | "or";
  /** What the evidence refers to, by id. */
  readonly sources?: Readonly<Record<string, MappingSource>>;
  /** The entries by id; `null` removes the entry of an earlier table. */
  readonly entries?: Readonly<Record<string, MappingEntry | null>>;
}

/** Outcome of reading or merging tables. */
export interface MappingResult {
  /** The table; absent when a diagnostic is fatal. */
  readonly table?: MappingTable;
  /** Faults and warnings, with line and column where a text was read. */
  readonly diagnostics: readonly Diagnostic[];
}
