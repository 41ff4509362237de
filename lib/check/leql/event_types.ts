/**
 * The event types of `from(...)`.
 *
 * Source: Rapid7, "Event Types and Keys": the form `from(event_type = "...")`. The names are those
 * of the mapping tables that ship; there are others.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import { lex } from "../../leql/read/lexer.ts";
import type { LeqlStatement } from "../../leql/statement.ts";
import { BUILTIN_MAPPINGS } from "../../mappings/builtin.ts";
import type { Span } from "../../source.ts";
import { nearest } from "../../suggest.ts";

let known: ReadonlySet<string> | undefined;

/** Those of the tables, and one that Rapid7's page shows. */
function knownTypes(): ReadonlySet<string> {
  if (known !== undefined) return known;
  const types = Object.values(BUILTIN_MAPPINGS).flatMap(({ entries }) =>
    Object.values(entries ?? {}).flatMap((entry) => entry?.eventType ?? [])
  );
  return known = new Set([...types, "third_party_alert"]);
}

/**
 * Warns of names that are nearly one of the known event types. Of others nothing is said: the list
 * is not complete.
 *
 * @param text The query
 * @param from Its `from(...)`
 * @returns A warning for each such name, at its place
 */
export function misspeltEventTypes(
  text: string,
  from: NonNullable<LeqlStatement["from"]>,
): readonly Diagnostic[] {
  return from.eventTypes.flatMap((name) => {
    if (knownTypes().has(name)) return [];
    const meant = nearest(name, knownTypes());
    if (meant === undefined) return [];
    return diagnostic(
      "warning",
      "leql-event-type",
      `No table knows the event type "${name}"`,
      placeOf(text, name),
      `Did you mean "${meant}"?`,
    );
  });
}

/** The first text of a query that is the name; `from` comes before all that could have it too. */
function placeOf(text: string, name: string): Span | undefined {
  const token = lex(text).tokens.find((token) =>
    (token.kind === "Quoted" || token.kind === "Word") && token.text === name
  );
  return token === undefined ? undefined : { start: token.start, end: token.end };
}
