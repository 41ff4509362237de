/**
 * One event a line.
 *
 * @module
 */

import { BatchBuilder, type EventBatch } from "./batch.ts";
import type { Splitter } from "./splitter.ts";

const LINE_FEED = 10;

/** Cuts NDJSON. Blank lines are no events; a faulty one costs its line alone. */
export class LineSplitter implements Splitter {
  readonly #builder: BatchBuilder;
  #line = 1;

  /** @param limit Most bytes of one line */
  constructor(limit: number) {
    this.#builder = new BatchBuilder(limit);
  }

  /** @inheritDoc */
  push(chunk: Uint8Array): EventBatch | undefined {
    let start = 0;
    for (let end; (end = chunk.indexOf(LINE_FEED, start)) >= 0; start = end + 1) {
      this.#builder.append(chunk, start, end);
      this.#builder.close(this.#line++);
    }
    this.#builder.append(chunk, start, chunk.length);
    return this.#builder.take();
  }

  /** @inheritDoc */
  end(): EventBatch | undefined {
    this.#builder.close(this.#line);
    return this.#builder.take();
  }
}
