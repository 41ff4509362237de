/**
 * The events of a test, from its file and from others.
 *
 * @module
 */

import { formatDiagnostic } from "../../diagnostic.ts";
import type { LogEvent } from "../../event/event.ts";
import { flattenWindowsEvent } from "../../event/read_event.ts";
import type { EventBatch } from "../events/batch.ts";
import { eachEvent } from "../events/decode_event.ts";
import type { EventOrigin } from "./outcome.ts";
import type { TestEvents } from "./test_file.ts";

/** An event of a test and where it stands. */
export interface TestEvent {
  readonly event: LogEvent;
  readonly origin: EventOrigin;
}

/**
 * Opens a file of events.
 *
 * @param path The path as it stands in the test file
 * @returns Its events, and the path for reports; an error ends the file with its message
 */
export type OpenEvents = (path: string) => {
  readonly path: string;
  readonly batches: AsyncIterable<EventBatch>;
};

/**
 * Reads events.
 *
 * @param given What stands in the test file
 * @param path Path of the test file
 * @param isSigma Whether they have Sigma's field names: then events of the Windows event log get
 * them
 * @param openEvents Opens files
 * @param refuse Gets what cannot be read, one line each
 */
export async function* readTestEvents(
  { events, files }: TestEvents,
  path: string,
  isSigma: boolean,
  openEvents: OpenEvents,
  refuse: (reason: string) => void,
): AsyncGenerator<TestEvent> {
  for (const { event, line } of events) {
    const isText = Object.keys(event.fields).length === 0;
    yield {
      event: isSigma && !isText ? flattenWindowsEvent(event.fields) : event,
      origin: { path, line },
    };
  }
  for (const { value, line, column } of files) {
    try {
      yield* readFile(value, isSigma, openEvents, refuse);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      refuse(`${path}:${line}:${column}: ${reason}`);
    }
  }
}

async function* readFile(
  given: string,
  isSigma: boolean,
  openEvents: OpenEvents,
  refuse: (reason: string) => void,
): AsyncGenerator<TestEvent> {
  const { path, batches } = openEvents(given);
  let isEmpty = true;
  for await (const batch of batches) {
    const events: TestEvent[] = [];
    eachEvent(
      batch,
      isSigma,
      (event, { line }) => events.push({ event, origin: { path, line } }),
      ({ line, diagnostic }) => refuse(formatDiagnostic({ ...diagnostic, line }, path)),
    );
    isEmpty = false;
    yield* events;
  }
  if (isEmpty) refuse(`${path}: the file has no events`);
}
