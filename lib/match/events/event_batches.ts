/**
 * The events of one file, batch by batch.
 *
 * @module
 */

import { concatBytes } from "../../bytes.ts";
import { type EventBatch, isSpace, MAX_EVENT_SIZE } from "./batch.ts";
import { decodeStream, type Gunzip } from "./decode_stream.ts";
import { JsonSplitter } from "./split_json.ts";
import { LineSplitter } from "./split_lines.ts";
import type { Splitter } from "./splitter.ts";

/** Names of the formats of event files. */
export const EVENT_FORMATS = ["auto", "ndjson", "json", "windows"] as const;

/**
 * How a file of events is read. `ndjson`: one event a line. `json`: arrays, or values one behind
 * the other. `auto` and `windows`: whichever of the two the file looks like.
 */
export type EventFormat = typeof EVENT_FORMATS[number];

/** How a stream of events is cut. */
export interface BatchOptions {
  /** Format of the file. */
  readonly format: EventFormat;
  /** Unpacks gzip: the runtime's own function. */
  readonly gunzip: Gunzip;
  /** Most bytes of one event. @default {MAX_EVENT_SIZE} */
  readonly limit?: number;
}

/**
 * Cuts a file into events. Memory is bounded by the largest event.
 *
 * @param chunks The bytes of the file: NDJSON, JSON, each also packed by gzip or in UTF-16
 * @param options How it is cut
 * @returns Batches in the order of the file, each as soon as its bytes are there
 * @throws What `chunks` and `gunzip` throw
 */
export async function* eventBatches(
  chunks: AsyncIterable<Uint8Array>,
  options: BatchOptions,
): AsyncGenerator<EventBatch> {
  const decoded = decodeStream(chunks, options.gunzip);
  const head: Uint8Array[] = [];
  let splitter: Splitter | undefined;
  const cut = (chunk: Uint8Array): EventBatch | undefined => {
    if (splitter !== undefined) return splitter.push(chunk);
    head.push(chunk);
    const bytes = head.length === 1 ? chunk : concatBytes(head);
    if (bytes.length < MAX_FIRST_LINE && !hasFirstLine(bytes)) return undefined;
    splitter = makeSplitter(bytes, options);
    return splitter.push(bytes);
  };
  for await (const chunk of decoded) {
    const batch = cut(chunk);
    if (batch !== undefined) yield batch;
  }
  if (splitter === undefined) {
    const bytes = concatBytes(head);
    splitter = makeSplitter(bytes, options);
    const batch = splitter.push(bytes);
    if (batch !== undefined) yield batch;
  }
  const batch = splitter.end();
  if (batch !== undefined) yield batch;
}

/** Longest first line that is looked at, in bytes. */
const MAX_FIRST_LINE = 1 << 12;

const LINE_FEED = 10;

/** True when a line that is not blank has ended. */
function hasFirstLine(bytes: Uint8Array): boolean {
  const start = bytes.findIndex((byte) => !isSpace(byte));
  return start >= 0 && bytes.includes(LINE_FEED, start);
}

function makeSplitter(
  head: Uint8Array,
  { format, limit = MAX_EVENT_SIZE }: BatchOptions,
): Splitter {
  const kind = format === "ndjson" || format === "json" ? format : guess(head);
  return kind === "json" ? new JsonSplitter(limit) : new LineSplitter(limit);
}

/** A line that is only the beginning of a value. */
const OPEN_LINE_REGEXP = /[{[,]$|^Record \d+$/;

/** An array may stand on one line, and so may the only event of a file. */
function guess(bytes: Uint8Array): "ndjson" | "json" {
  const head = new TextDecoder().decode(bytes.subarray(0, MAX_FIRST_LINE)).trimStart();
  if (head.startsWith("[")) return "json";
  const end = head.indexOf("\n");
  return end >= 0 && OPEN_LINE_REGEXP.test(head.slice(0, end).trimEnd()) ? "json" : "ndjson";
}
