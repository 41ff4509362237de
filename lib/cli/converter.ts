import { batch } from "../stream/batch.ts";
import { autoWorkers } from "../worker/auto_workers.ts";
import { type ConvertHere, convertHere } from "../worker/convert_here.ts";
import type { BatchItem, BatchOutput, Job } from "../worker/protocol.ts";
import type { ConversionPool, Converted } from "./conversion_pool.ts";

/** Fewest items for which workers are started unasked: a worker must load the compiler, too. */
const WORKER_ITEMS = 256;

/** Most items of a batch, and its size in bytes, where that is known. */
const BATCH_COUNT = 16;
const BATCH_SIZE = 1 << 17;

/**
 * Converts items, in order, in this thread or in workers, or in both. The
 * outputs are the same.
 */
export class Converter {
  readonly #workers: number;
  /** True when nobody asked for a number of workers. */
  readonly #auto: boolean;
  #pool: Promise<ConversionPool> | undefined;
  #job: Job | undefined;
  #here: Promise<ConvertHere> | undefined;

  /** @param workers Number of workers; `undefined`: none for a small input, else by the machine */
  constructor(workers: number | undefined) {
    this.#auto = workers === undefined;
    this.#workers = workers ?? autoWorkers();
  }

  /** Tells how many items are known to come, so that workers start while more are looked for. */
  expect(count: number): void {
    if (this.#workers > 0 && (!this.#auto || count >= WORKER_ITEMS)) this.#startPool();
  }

  /** Converts a stream of items. */
  async *convert(items: AsyncIterable<BatchItem>, job: Job): AsyncGenerator<Converted> {
    this.#job = job;
    const batches = batch(items, { count: BATCH_COUNT, size: BATCH_SIZE, sizeOf });
    try {
      yield* this.#pool === undefined ? this.#convertHere(batches) : this.#convertInPool(batches);
    } finally {
      // Not awaited: the input may be waiting for more, and nobody wants it now.
      batches.return(undefined).catch(() => {});
    }
  }

  /** Ends the workers. */
  close(): void {
    this.#pool?.then((pool) => pool.close());
    this.#pool = undefined;
  }

  async *#convertHere(batches: AsyncGenerator<BatchItem[]>): AsyncGenerator<Converted> {
    let count = 0;
    for await (const items of batches) {
      yield { output: await this.#convertLocally(items), items: items.length };
      count += items.length;
      if (this.#workers > 0 && count >= WORKER_ITEMS) {
        yield* this.#convertInPool(batches);
        return;
      }
    }
  }

  async *#convertInPool(batches: AsyncGenerator<BatchItem[]>): AsyncGenerator<Converted> {
    const [pool, { convertBatches }] = await Promise.all([this.#startPool(), loadPool()]);
    pool.begin(this.#job!);
    yield* convertBatches(pool, batches, this.#workers);
  }

  #startPool(): Promise<ConversionPool> {
    return this.#pool ??= this.#makePool();
  }

  async #makePool(): Promise<ConversionPool> {
    const { startPool } = await loadPool();
    // This thread works, too, when nobody asked.
    return startPool(
      this.#workers,
      this.#auto,
      () => this.#job!,
      (items) => this.#convertLocally(items),
    );
  }

  async #convertLocally(items: readonly BatchItem[]): Promise<BatchOutput> {
    return (await (this.#here ??= convertHere(this.#job!)))(items);
  }
}

/** Hidden from the runtime, which reads all that it sees before it starts. */
function loadPool(): Promise<typeof import("./conversion_pool.ts")> {
  return import("./conversion_pool.ts" as string);
}

/** Bytes that an item holds in memory. */
function sizeOf(item: BatchItem): number {
  if (item.kind === "Document") return item.bytes.length;
  return item.kind === "File" ? item.text?.length ?? 0 : 0;
}
