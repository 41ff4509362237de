/**
 * Printed queries to what can be evaluated. Formats that say the same share
 * one matcher.
 *
 * @module
 */

import { type Diagnostic, diagnostic, isFatal } from "../diagnostic.ts";
import { leqlMatcher } from "../evaluate/leql_matcher.ts";
import type { Matcher } from "../evaluate/matcher.ts";
import { normalizeNode } from "../leql/normalize.ts";
import { readStatement } from "../leql/read/read_statement.ts";
import type { LeqlStatement } from "../leql/statement.ts";
import type { PrintedQuery } from "./verification.ts";

/** Formats whose queries have one condition. */
export interface ReadQuery {
  /** Names of the formats. */
  readonly formats: readonly string[];
  readonly statement: LeqlStatement;
  readonly matcher: Matcher;
}

/** What reading gives. */
export interface ReadQueries {
  readonly queries: readonly ReadQuery[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads queries.
 *
 * @param printed One query in several formats
 * @param eventTypes What `from()` may name, if it is there
 */
export function readQueries(
  printed: readonly PrintedQuery[],
  eventTypes: readonly string[],
): ReadQueries {
  const diagnostics: Diagnostic[] = [];
  const groups = new Map<string, { formats: string[]; statement: LeqlStatement }>();
  const asked = new Set<string>();
  for (const { format, text, hasInsert } of printed) {
    const { statement, diagnostics: found } = readStatement(text);
    const fault = found.find(isFatal);
    if (statement?.where === undefined) {
      const reason = fault?.message ?? "it has no condition";
      diagnostics.push(hasInsert ? unreadableInsert(format, reason) : unreadable(format, reason));
      continue;
    }
    const from = statement.from?.eventTypes;
    if (from !== undefined) {
      for (const name of from) asked.add(name);
      if (from.length !== 1 || !eventTypes.includes(from[0])) {
        const message = `The query in ${format} searches the event type "${from.join()}" and not ` +
          `"${eventTypes.join('" or "')}"`;
        diagnostics.push(diagnostic("error", "meaning-differs", message));
      }
    }
    const { node, loose } = statement.where;
    const key = `${loose} ${JSON.stringify(normalizeNode(node))}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { formats: [format], statement });
    else if (!group.formats.includes(format)) group.formats.push(format);
  }
  const missed = asked.size === 0 ? [] : eventTypes.filter((name) => !asked.has(name));
  if (missed.length > 0) {
    const message = `No query searches the event type "${missed.join('" or "')}"`;
    diagnostics.push(diagnostic("error", "meaning-differs", message));
  }
  const queries: ReadQuery[] = [];
  for (const { formats, statement } of groups.values()) {
    const { node, loose } = statement.where!;
    const matcher = leqlMatcher(node, { loose });
    if ("matches" in matcher) queries.push({ formats, statement, matcher });
    else diagnostics.push(notVerified(`The query in ${formats.join(", ")}: ${matcher.message}`));
  }
  const changed = printed.filter(({ isChanged }) => isChanged).map(({ format }) => format);
  if (changed.length > 0) {
    diagnostics.push(notVerified(
      `A processing pipeline changes the text of the query in ${changed.join(", ")}, and what ` +
        "was verified is the query before that",
    ));
  }
  return { queries, diagnostics };
}

function unreadable(format: string, reason: string): Diagnostic {
  return diagnostic(
    "error",
    "unreadable-query",
    `Cannot read the query in ${format} back: ${reason}`,
  );
}

/** What a pipeline inserts need not be known to the reader, so nothing is known to differ. */
function unreadableInsert(format: string, reason: string): Diagnostic {
  return notVerified(
    `Cannot read the query in ${format} back, into which a processing pipeline has put text: ` +
      reason,
  );
}

/** Says why something could not be verified. */
export function notVerified(reason: string): Diagnostic {
  return diagnostic("warning", "not-verified", reason);
}
