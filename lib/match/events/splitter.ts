/**
 * What cuts a file into events.
 *
 * @module
 */

import type { EventBatch } from "./batch.ts";

/** Takes the bytes of one file, in order. */
export interface Splitter {
  /**
   * Takes more bytes, which may end anywhere.
   *
   * @returns The events that have become complete, if there are any
   */
  push(chunk: Uint8Array): EventBatch | undefined;
  /** Takes the end of the file. */
  end(): EventBatch | undefined;
}
