/**
 * One query before it has a format.
 *
 * @module
 */

import type { Aggregation } from "./aggregation.ts";
import type { LeqlNode } from "./ast.ts";

/** What a format needs to know. */
export interface LeqlQuery {
  /** The condition. */
  readonly where: LeqlNode;
  /** The condition on one line; most formats need it, so it is printed once. */
  readonly line: string;
  /** Groups of the events, for a correlation. */
  readonly aggregation?: Aggregation;
  /** Event type for `from()`, if it is known. */
  readonly eventType?: string;
  /** More event types that the events get: a format that names one is written for each. */
  readonly twins?: readonly string[];
  /** How detection rules name the event type. */
  readonly eventTypeKey: "event_type" | "entry_type";
}
