/** placeholder */
import type { Diagnostic } from "./diagnostic.ts";
import type { Source } from "./source.ts";
import type { LogSource } from "./sigma/ast.ts";
import type { MappingTable } from "./mappings/table.ts";

/** Output formats, in the order in which they are written. */
export const FORMATS = ["default", "leql_advanced_search", "leql_detection_definition"] as const;
export type Format = typeof FORMATS[number];

export interface CompileOptions {
  readonly formats?: readonly Format[];
  readonly mapping?: MappingTable;
}

/** One query of one rule. */
export interface Query {
  readonly format: Format;
  /** Index of the rule's condition that it was made of, from 0. */
  readonly condition: number;
  readonly query: string;
}

/** Outcome for one document. */
export interface CompileResult {
  readonly path: string;
  /** Index of the document in its file, from 0. */
  readonly rule: number;
  readonly id: string | null;
  readonly title: string | null;
  readonly level: string | null;
  readonly status: string | null;
  readonly tags: readonly string[];
  readonly logsource: LogSource | null;
  /** One per format and condition, formats in FORMATS order. Empty when the rule failed. */
  readonly queries: readonly Query[];
  /** Diagnostics for the whole rule. Any with severity error/unsupported => no queries. line/column filled in. */
  readonly diagnostics: readonly Diagnostic[];
  /** Fatal diagnostics that concern one format only; the other formats still have queries. */
  readonly formatDiagnostics: readonly { readonly format: Format; readonly diagnostic: Diagnostic }[];
}

export interface Compiler {
  /** All documents of one text, in order. Never throws. */
  compileText(source: Source): CompileResult[];
}

export function createCompiler(_options: CompileOptions): Compiler {
  throw new Error("being written");
}
