/**
 * Events of one file, still undecoded, in batches.
 *
 * @module
 */

/** Most bytes of one event. */
export const MAX_EVENT_SIZE: number = 16 * 1024 * 1024;

/** Numbers that {@link EventBatch.places} has for each event. */
export const PLACE_SIZE = 3;

/** Some events of one file, in its order. Plain data, so that it can cross to a worker. */
export interface EventBatch {
  /** The bytes of the events, one behind the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /**
   * For each event three numbers: where its bytes start, where they end, and its line in the file,
   * from 1. An event with more bytes than the limit has none: its start is its end.
   */
  readonly places: Float64Array<ArrayBuffer>;
  /** Index of the first event in its file, from 0. */
  readonly first: number;
}

const FIRST_SIZE = 1 << 17;

/**
 * Gathers events as their bytes come. The event that is open when a batch is taken goes into a
 * later one.
 */
export class BatchBuilder {
  readonly #limit: number;
  #bytes = new Uint8Array(FIRST_SIZE);
  #size = 0;
  #places: number[] = [];
  #start = 0;
  #isTooLarge = false;
  #count = 0;

  /** @param limit Most bytes of one event */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Adds bytes to the open event. */
  append(source: Uint8Array, start: number, end: number): void {
    if (this.#isTooLarge) return;
    const size = this.#size + end - start;
    if (size - this.#start > this.#limit) {
      this.#isTooLarge = true;
      this.#size = this.#start;
      return;
    }
    if (size > this.#bytes.length) this.#grow(size);
    this.#bytes.set(
      end - start === source.length ? source : source.subarray(start, end),
      this.#size,
    );
    this.#size = size;
  }

  /**
   * Ends the open event; one of blanks alone is dropped.
   *
   * @param line Its line, from 1
   */
  close(line: number): void {
    if (this.#isTooLarge || !isBlank(this.#bytes, this.#start, this.#size)) {
      this.#places.push(this.#start, this.#size, line);
    } else {
      this.#size = this.#start;
    }
    this.#start = this.#size;
    this.#isTooLarge = false;
  }

  /** Drops what the open event has so far. */
  drop(): void {
    this.#size = this.#start;
    this.#isTooLarge = false;
  }

  /** True when the open event has bytes. */
  get isOpen(): boolean {
    return this.#isTooLarge || this.#size > this.#start;
  }

  /** Returns the events that are complete, or `undefined` when there are none. */
  take(): EventBatch | undefined {
    if (this.#places.length === 0) return undefined;
    const batch: EventBatch = {
      bytes: this.#bytes.slice(0, this.#start),
      places: Float64Array.from(this.#places),
      first: this.#count,
    };
    this.#count += this.#places.length / PLACE_SIZE;
    this.#bytes.copyWithin(0, this.#start, this.#size);
    this.#size -= this.#start;
    this.#start = 0;
    this.#places = [];
    return batch;
  }

  #grow(size: number): void {
    const bytes = new Uint8Array(Math.max(size, this.#bytes.length * 2));
    bytes.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = bytes;
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isSpace(bytes[at])) return false;
  return true;
}

/** True for what JSON takes as a blank. */
export function isSpace(byte: number): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}
