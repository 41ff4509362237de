/**
 * LEQL texts as queries that can be held against events.
 *
 * @module
 */

import { type Diagnostic, diagnostic, isFatal, locate } from "../../diagnostic.ts";
import { readStatement } from "../../leql/read/read_statement.ts";
import type { LeqlQuery } from "./match_rule.ts";

/** Queries, and why others are missing. */
export interface LeqlSide {
  readonly queries: readonly LeqlQuery[];
  readonly faults: readonly Diagnostic[];
}

/**
 * Reads queries that a conversion made.
 *
 * @param texts LEQL, one for each condition of the rule
 * @returns The queries, or the fault `unreadable-query`
 */
export function readConverted(texts: readonly string[]): LeqlSide {
  const queries: LeqlQuery[] = [];
  const faults: Diagnostic[] = [];
  for (const text of texts) {
    const { statement, diagnostics } = readStatement(text);
    if (statement !== undefined) {
      queries.push({ kind: "Leql", statement, text });
      continue;
    }
    const reason = diagnostics.find(isFatal)?.message ?? "it is no LEQL";
    faults.push(
      diagnostic("error", "unreadable-query", `Cannot read the converted query back: ${reason}`),
    );
  }
  return { queries, faults };
}

/** A query of a file. */
export interface PlacedText {
  readonly text: string;
  /** Offset in the file. */
  readonly start: number;
}

/**
 * Reads a query of a file.
 *
 * @param query The query and its place
 * @param file The text of the file
 * @returns The query, or what is wrong with it, with line and column
 */
export function readPlaced({ text, start }: PlacedText, file: string): LeqlSide {
  const { statement, diagnostics } = readStatement(text);
  if (statement !== undefined) return { queries: [{ kind: "Leql", statement, text }], faults: [] };
  const faults = diagnostics.filter(isFatal).map((item) => {
    const { span } = item;
    const moved = span && { start: span.start + start, end: span.end + start };
    return locate({ ...item, span: moved }, file);
  });
  return { queries: [], faults };
}
