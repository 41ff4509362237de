/**
 * LEQL text to a statement.
 *
 * Source: Rapid7, "Components for Building a Query"
 * (https://docs.rapid7.com/insightidr/components-for-building-a-query/) and "Query Help" (the
 * order of the clauses).
 *
 * @module
 */

import type { Diagnostic } from "../../diagnostic.ts";
import type { LeqlStatement } from "../statement.ts";
import { Cursor } from "./cursor.ts";
import { lex } from "./lexer.ts";
import { StatementReader } from "./statement_reader.ts";

/** What reading gives. */
export interface ReadResult {
  /** `undefined` when the text is no LEQL; there for one that a detection rule alone refuses. */
  readonly statement?: LeqlStatement;
  /** Errors and doubts, by their place; spans are offsets in the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How to read. */
export interface ReadOptions {
  /**
   * `detection`: what detection definitions refuse is reported for every query; `search`: for
   * none. @default for queries with from()
   */
  readonly target?: "search" | "detection";
}

/**
 * Reads one query: a bare condition, `where(...)` with other clauses, or a detection definition
 * with `from(...)`.
 *
 * Never throws because of the text. Time grows with the length of the text alone.
 *
 * @param text One query
 * @param options How to read
 * @returns The statement, unless the text is no LEQL, and everything that was found
 *
 * @example A condition
 * ```ts
 * import { readStatement } from "./read_statement.ts";
 * import assert from "node:assert/strict";
 *
 * const { statement, diagnostics } = readStatement(`where(user = "root" AND NOT port < 1024)`);
 * assert.deepEqual(diagnostics, []);
 * assert.equal(statement?.where?.node.kind, "And");
 * ```
 *
 * @example An operator that LEQL does not have
 * ```ts
 * import { readStatement } from "./read_statement.ts";
 * import assert from "node:assert/strict";
 *
 * const { statement, diagnostics } = readStatement(`file ENDS-WITH ".exe"`);
 * assert.equal(statement, undefined);
 * assert.equal(diagnostics[0].code, "leql-unknown-word");
 * assert.deepEqual(diagnostics[0].span, { start: 5, end: 14 });
 * ```
 */
export function readStatement(text: string, options: ReadOptions = {}): ReadResult {
  const cursor = new Cursor(text, lex(text));
  const statement = new StatementReader(cursor).read();
  const isDetection = options.target === "detection" ||
    options.target === undefined && statement.from !== undefined;
  const found = isDetection
    ? [...cursor.diagnostics, ...cursor.detectionDiagnostics]
    : cursor.diagnostics;
  const diagnostics = [...found].sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
  return cursor.hasErrors ? { diagnostics } : { statement, diagnostics };
}
