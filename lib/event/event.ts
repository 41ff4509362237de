/**
 * One log event.
 *
 * @module
 */

/** A JSON value. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A log event: its fields, and the line that keyword searches look at. */
export interface LogEvent {
  /** Decoded fields, nested or flat. */
  readonly fields: JsonObject;
  /** The raw line. */
  readonly line: string;
}

/**
 * Makes an event.
 *
 * @param fields Its fields
 * @param line The raw line; the fields as JSON when left out
 * @returns The event; a line that is left out is made when it is first read
 */
export function makeEvent(fields: JsonObject, line?: string): LogEvent {
  if (line !== undefined) return { fields, line };
  let text: string | undefined;
  return {
    fields,
    get line(): string {
      return text ??= JSON.stringify(fields);
    },
  };
}
