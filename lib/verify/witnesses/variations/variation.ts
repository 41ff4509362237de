/**
 * What a variation of an event is.
 *
 * @module
 */

import type { JsonValue } from "../../../event/event.ts";

/** One change to a value that a test accepts. */
export interface Variation {
  /** Words behind the name of the field: `with its case flipped`. */
  readonly how: string;
  /** Another text for what the test asks for. */
  readonly core?: string;
  /** Another text for the filling around it. */
  readonly fill?: string;
  /** Another value; `undefined` leaves the field out. */
  readonly whole?: (value: JsonValue | undefined) => JsonValue | undefined;
  /** Whether the test holds, where that is sure. */
  readonly holds?: boolean;
}

/** Another value, whatever the value was. */
export function instead(how: string, value: JsonValue | undefined, holds?: boolean): Variation {
  return { how, whole: () => value, ...(holds === undefined ? {} : { holds }) };
}
