/**
 * Checks LEQL queries: what is no LEQL, and what is read but hardly meant.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import { readStatement } from "../../leql/read/read_statement.ts";
import type { Source } from "../../source.ts";
import { CODE_CHECKS, codeName, codeSeverity } from "../codes.ts";
import { type CheckConfig, Selection } from "../config.ts";
import { compareIssues, type Issue } from "../issue.ts";
import { Positions } from "../positions.ts";
import { misspeltEventTypes } from "./event_types.ts";
import { splitQueries } from "./split_queries.ts";

/** Where queries are to run: decides which doubts matter. */
export type LeqlTarget = "search" | "detection";

/** Checks files of queries with one configuration. */
export interface LeqlChecker {
  /**
   * Checks all queries of a file.
   *
   * @param source The text and its path
   * @returns What was found, in the order of the places. Never throws.
   */
  checkText(source: Source): readonly Issue[];
}

/**
 * Makes a checker of `.leql` files.
 *
 * @param config What to check; exclusions by rule have no effect but those without an id
 * @param target Where the queries are to run; by default detection rules for a query with
 * `from()`, Log Search for others
 * @throws {TypeError} For a validator that does not exist
 *
 * @example A text without a key
 * ```ts
 * import { createLeqlChecker } from "./check_leql.ts";
 * import assert from "node:assert/strict";
 *
 * const text = 'where(action = "write" OR "delete")\n';
 * const [issue] = createLeqlChecker().checkText({ path: "a.leql", text });
 * assert.equal(issue.validator, "leql_or_keyword");
 * assert.deepEqual([issue.line, issue.column], [1, 27]);
 * ```
 */
export function createLeqlChecker(config: CheckConfig = {}, target?: LeqlTarget): LeqlChecker {
  const selection = new Selection(config);
  return { checkText: (source) => checkText(source, selection, target) };
}

function checkText(
  source: Source,
  selection: Selection,
  target: LeqlTarget | undefined,
): readonly Issue[] {
  const positions = new Positions(source);
  const toIssue = ({ code, severity, message, span, hint }: Diagnostic): Issue => {
    return {
      ...positions.place(span),
      severity: codeSeverity(severity),
      validator: codeName(code),
      message,
      ...(hint === undefined ? undefined : { hint }),
    };
  };
  return queryFaults(source, target).filter((fault) => isWanted(fault, selection)).map(toIssue)
    .sort(compareIssues);
}

function queryFaults(source: Source, target: LeqlTarget | undefined): readonly Diagnostic[] {
  try {
    const queries = splitQueries(source.text);
    if (queries.length === 0) return [diagnostic("error", "empty-file", "The file has no query")];
    return queries.flatMap(({ text, start }) => {
      return faultsOf(text, target).map((fault) => moved(fault, start));
    });
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const message = `Cannot check the file because of a fault of this program: ${what}`;
    return [diagnostic("error", "internal", message, undefined, "Please report it, with the file")];
  }
}

function faultsOf(text: string, target: LeqlTarget | undefined): readonly Diagnostic[] {
  const { statement, diagnostics } = readStatement(text, target === undefined ? {} : { target });
  if (statement?.from === undefined) return diagnostics;
  if (target !== "search") return [...diagnostics, ...misspeltEventTypes(text, statement.from)];
  const fault = diagnostic(
    "warning",
    "undocumented-form",
    "from() belongs to detection definitions: Log Search takes the logs from outside of the query",
    { start: 0, end: "from".length },
    "Leave from() out, or check with --target detection",
  );
  return [fault, ...diagnostics];
}

function moved({ code, severity, message, span, hint }: Diagnostic, by: number): Diagnostic {
  const place = span === undefined ? undefined : { start: span.start + by, end: span.end + by };
  return diagnostic(severity, code, message, place, hint);
}

/** As for rules: what is doubtful runs when it is chosen, errors unless they are taken away. */
function isWanted({ code, severity }: Diagnostic, selection: Selection): boolean {
  const name = codeName(code);
  return severity !== "error" && CODE_CHECKS.has(name)
    ? selection.includes(name, null)
    : selection.admits(name, null);
}
