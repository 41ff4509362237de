/**
 * The bytes of one event to the event.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import { type LogEvent, makeEvent } from "../../event/event.ts";
import { flattenWindowsEvent, readEvent } from "../../event/read_event.ts";
import { type EventBatch, MAX_EVENT_SIZE, PLACE_SIZE } from "./batch.ts";

/** Where an event stands. */
export interface EventPlace {
  /** Line in its file, from 1. */
  readonly line: number;
  /** Index in its file, from 0. */
  readonly event: number;
}

/** An event that was not looked at, and why. */
export interface EventFault extends EventPlace {
  readonly diagnostic: Diagnostic;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Calls back for each event of a batch.
 *
 * @param batch The batch
 * @param isWindows Whether events of the Windows event log get Sigma's field names
 * @param take Gets each event that can be read
 * @param refuse Gets the others
 */
export function eachEvent(
  { bytes, places, first }: EventBatch,
  isWindows: boolean,
  take: (event: LogEvent, place: EventPlace) => void,
  refuse: (fault: EventFault) => void,
): void {
  for (let at = 0; at < places.length; at += PLACE_SIZE) {
    const place = { line: places[at + 2], event: first + at / PLACE_SIZE };
    const [start, end] = [places[at], places[at + 1]];
    const event = start === end ? TOO_LARGE : decodeEvent(bytes.subarray(start, end), isWindows);
    if ("fields" in event) take(event, place);
    else refuse({ ...place, diagnostic: event });
  }
}

const TOO_LARGE = diagnostic(
  "error",
  "event-too-large",
  `Cannot read the event: it is larger than ${MAX_EVENT_SIZE / 1024 / 1024} MiB`,
);

/** Reads one event: a JSON object in UTF-8. */
export function decodeEvent(bytes: Uint8Array, isWindows: boolean): LogEvent | Diagnostic {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return fault("it is not UTF-8 text", hintFor(new TextDecoder("latin1").decode(bytes)));
  }
  if (text.endsWith("\r")) text = text.slice(0, -1);
  const event = readEvent(text);
  if (!("fields" in event)) {
    const hint = hintFor(text);
    return hint === undefined ? event : { ...event, hint };
  }
  // An event over several lines has as its line what stands in the store: the same on one line.
  const line = text.includes("\n") ? undefined : text;
  if (isWindows) return flattenWindowsEvent(event.fields, line);
  return line === undefined ? makeEvent(event.fields) : event;
}

function fault(reason: string, hint: string | undefined): Diagnostic {
  const message = `Cannot read the event: ${reason}`;
  return diagnostic("error", "event-not-json", message, undefined, hint);
}

/** What a file that has no JSON probably is. */
function hintFor(text: string): string | undefined {
  if (text.startsWith("ElfFile")) {
    return "The file is a Windows event log: make JSON of it with evtx_dump -o jsonl";
  }
  if (text.includes("\0")) return "It has NUL characters: save the file in UTF-8";
  return text.trimStart().startsWith("<") ? "It looks like XML: make JSON of it" : undefined;
}
