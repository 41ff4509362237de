/**
 * What evaluates events.
 *
 * @module
 */

import type { LogEvent } from "../event/event.ts";

/** Says of events whether something matches them. */
export interface Matcher {
  /**
   * Tests one event.
   *
   * @param event The event, in the field names of what the matcher was made from
   * @returns Whether it matches; never throws
   */
  matches(event: LogEvent): boolean;
}
