/**
 * An event about which a rule and its query do not agree.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { JsonObject } from "../event/event.ts";
import type { Span } from "../source.ts";

/** Longest text of an event in a message, in UTF-16 units. */
const MAX_EVENT_LENGTH = 300;

/**
 * Says that a query does not mean its rule.
 *
 * @param formats Names of the formats whose queries differ
 * @param why What the event shows
 * @param ruleMatches Whether the rule matches it; the query then does not
 * @param event The event's fields
 * @param span The condition
 */
export function meaningDiffers(
  formats: readonly string[],
  why: string,
  ruleMatches: boolean,
  event: JsonObject,
  span: Span | undefined,
): Diagnostic {
  const side = ruleMatches
    ? "the rule matches and the query does not"
    : "the query matches and the rule does not";
  return diagnostic(
    "error",
    "meaning-differs",
    `The query in ${formats.join(", ")} does not mean the rule: ${side} (${why})`,
    span,
    `Event: ${shortJson(event)}`,
  );
}

/** Says that a rule gives another outcome than the way an event was made demands. */
export function unexpectedOutcome(
  why: string,
  expected: boolean,
  event: JsonObject,
  span: Span | undefined,
): Diagnostic {
  return diagnostic(
    "error",
    "meaning-differs",
    `The rule was not read as it is written: it ${expected ? "must" : "must not"} match (${why})`,
    span,
    `Event: ${shortJson(event)}`,
  );
}

function shortJson(event: JsonObject): string {
  const text = JSON.stringify(event);
  return text.length <= MAX_EVENT_LENGTH ? text : `${text.slice(0, MAX_EVENT_LENGTH)}…`;
}
