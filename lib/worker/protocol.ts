/**
 * What is converted and what it becomes, as it crosses to a worker and back: plain data alone.
 *
 * @module
 */

import type { CompileOptions } from "../compile.ts";
import type { PipelineOptions } from "../compiler/pipeline_stage.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { ResultVerification } from "../result.ts";

/** A file that is still to be read. */
export interface FileItem {
  readonly kind: "File";
  /** Path as it stands in the output. */
  readonly path: string;
  /** Path to open. */
  readonly file: string;
  /** Its text, where it was read already. */
  readonly text?: string;
}

/** One document of a stream. */
export interface DocumentItem {
  readonly kind: "Document";
  /** Path as it stands in the output. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Index of the document in its stream, from 0. */
  readonly index: number;
  /** Number of lines in front of the document. */
  readonly line: number;
}

/** Something that cannot be read: it stands here to keep its place in the output. */
export interface FaultItem {
  readonly kind: "Fault";
  /** Path as it stands in the output. */
  readonly path: string;
  /** Index of the document in its stream, from 0; 0 for a whole file. */
  readonly index: number;
  readonly fault: Diagnostic;
}

/** One input of a batch. */
export type BatchItem = FileItem | DocumentItem | FaultItem;

/** How results are written. */
export type OutputKind = "ndjson" | "tree" | "text";

/** What a worker needs to know once. */
export interface Job {
  readonly compile: CompileOptions;
  /** Pipelines and values of placeholders, if there are any. */
  readonly pipelines?: PipelineOptions;
  readonly to: OutputKind;
  /** For `text`: queries are handed over one by one, for finalizers. */
  readonly collectQueries?: boolean;
}

/** The queries of one format of one input file. */
export interface TreeFile {
  /** Path below the output folder. */
  readonly path: string;
  /** The text to write; `null` when there are no queries. */
  readonly text: string | null;
  /** True when more for the same file may follow: one document of a stream. */
  readonly append: boolean;
}

/** Numbers of one batch, to be added up. */
export interface Counts {
  rules: number;
  converted: number;
  partial: number;
  unsupported: number;
  invalid: number;
  io: number;
  skipped: number;
  /** Skipped rules that the selection left out. */
  unselected: number;
  /** Files that `--exclude` left out. */
  excluded: number;
  /** The ids that were asked for and found, in lower case. */
  ids: string[];
  queries: number;
  warnings: number;
  /** Rules with queries by the grade of the weakest evidence that any of these stands on. */
  evidence: Record<string, number>;
  /** Rules by how their verification ended; empty when nothing was verified. */
  verified: Partial<Record<ResultVerification["outcome"], number>>;
  /** Witness events that rules and queries were held against. */
  events: number;
  /** Rules by the code of the problem that stopped them, for unsupported ones. */
  reasons: Record<string, number>;
}

/** What a batch became. */
export interface BatchOutput {
  /** NDJSON lines, lines of the manifest, or queries, by the kind of output. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Faults and warnings for people. Only for `text`. */
  readonly messages: string;
  /** Only for `tree`. */
  readonly files: readonly TreeFile[];
  /** Only for `text` with `collectQueries`: the queries, which `bytes` then leaves out. */
  readonly queries: readonly string[];
  readonly counts: Counts;
}
