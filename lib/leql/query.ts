/**
 * One query before it has a format.
 *
 * @module
 */

import type { LeqlNode } from "./ast.ts";

/** What a format needs to know. */
export interface LeqlQuery {
  /** The condition. */
  readonly where: LeqlNode;
  /** The condition on one line; most formats need it, so it is printed once. */
  readonly line: string;
  /** Event type for `from()`, if it is known. */
  readonly eventType?: string;
  /** How detection rules name the event type. */
  readonly eventTypeKey: "event_type" | "entry_type";
}
