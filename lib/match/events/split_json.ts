/**
 * Events that may take several lines: the elements of JSON arrays, and JSON values one behind the
 * other.
 *
 * @module
 */

import { BatchBuilder, type EventBatch, isSpace } from "./batch.ts";
import type { Splitter } from "./splitter.ts";

const LINE_FEED = 10;
const QUOTE = 34;
const COMMA = 44;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** Where in a value the next byte stands. */
type State = "between" | "nested" | "string" | "escape" | "bare";

/** What evtx_dump writes between its records: `Record 12`. */
const RECORD = [..."Record"].map((character) => character.charCodeAt(0));

/**
 * Cuts JSON arrays into their elements, and a sequence of JSON values into these. Holds one element
 * at a time. An element that is not JSON within costs itself alone, as long as its brackets and
 * quotes are closed.
 */
export class JsonSplitter implements Splitter {
  readonly #builder: BatchBuilder;
  #state: State = "between";
  #inArray = false;
  #depth = 0;
  #line = 1;
  /** Line on which the open value began. */
  #startLine = 1;
  /** Bytes of the open bare word that are those of `RECORD`; -1 when one is not. */
  #record = -1;
  /** True when the bare word before was `Record`. */
  #afterRecord = false;

  /** @param limit Most bytes of one element */
  constructor(limit: number) {
    this.#builder = new BatchBuilder(limit);
  }

  /** @inheritDoc */
  push(chunk: Uint8Array): EventBatch | undefined {
    let start = 0;
    let at = 0;
    while (at < chunk.length) {
      const byte = chunk[at];
      if (byte === LINE_FEED) this.#line++;
      switch (this.#state) {
        case "between":
          if (this.#begins(byte)) start = at;
          at++;
          continue;
        case "escape":
          this.#state = "string";
          at++;
          continue;
        case "string":
          at++;
          if (byte === BACKSLASH) this.#state = "escape";
          else if (byte === QUOTE) {
            this.#state = "nested";
            if (this.#depth === 0) start = this.#close(chunk, start, at);
          }
          continue;
        case "nested":
          at++;
          if (byte === QUOTE) this.#state = "string";
          else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#depth++;
          else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
            if (--this.#depth === 0) start = this.#close(chunk, start, at);
          }
          continue;
        case "bare":
          // The byte behind a bare word is looked at again.
          if (endsWord(byte)) {
            if (byte === LINE_FEED) this.#line--;
            start = this.#closeWord(chunk, start, at);
          } else {
            this.#record = nextOfRecord(this.#record, byte);
            at++;
          }
      }
    }
    if (this.#state !== "between") this.#builder.append(chunk, start, chunk.length);
    return this.#builder.take();
  }

  /** @inheritDoc */
  end(): EventBatch | undefined {
    if (this.#builder.isOpen) this.#builder.close(this.#startLine);
    return this.#builder.take();
  }

  /** Looks at a byte between values; true when a value begins with it. */
  #begins(byte: number): boolean {
    if (isSpace(byte) || byte === COMMA) return false;
    if (byte === OPEN_BRACKET && !this.#inArray) {
      this.#inArray = true;
      return false;
    }
    if (byte === CLOSE_BRACKET && this.#inArray) {
      this.#inArray = false;
      return false;
    }
    this.#startLine = this.#line;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      this.#state = "nested";
      this.#depth = 1;
    } else if (byte === QUOTE) {
      this.#state = "string";
      this.#depth = 0;
    } else {
      this.#state = "bare";
      this.#record = nextOfRecord(0, byte);
    }
    return true;
  }

  #close(chunk: Uint8Array, start: number, end: number): number {
    this.#builder.append(chunk, start, end);
    this.#builder.close(this.#startLine);
    this.#state = "between";
    this.#afterRecord = false;
    return end;
  }

  #closeWord(chunk: Uint8Array, start: number, end: number): number {
    const isRecord = this.#record === RECORD.length && !this.#inArray;
    if (!isRecord && !this.#afterRecord) return this.#close(chunk, start, end);
    this.#builder.drop();
    this.#afterRecord = isRecord;
    this.#state = "between";
    return end;
  }
}

function nextOfRecord(matched: number, byte: number): number {
  return matched >= 0 && RECORD[matched] === byte ? matched + 1 : -1;
}

function endsWord(byte: number): boolean {
  return isSpace(byte) || byte === COMMA || byte === CLOSE_BRACKET || byte === OPEN_BRACE ||
    byte === OPEN_BRACKET;
}
