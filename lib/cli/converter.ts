import type { Compiler } from "../compile.ts";
import { diagnostic } from "../diagnostic.ts";
import { batch } from "../stream/batch.ts";
import { orderedMap } from "../stream/ordered_map.ts";
import { autoWorkers } from "../worker/auto_workers.ts";
import type { Conversion } from "../worker/convert_batch.ts";
import { mergeOutputs } from "../worker/merge_outputs.ts";
import { packItems } from "../worker/pack.ts";
import { Pool } from "../worker/pool.ts";
import type { BatchItem, BatchOutput, Job } from "../worker/protocol.ts";
import { workerUrl } from "../worker/worker_url.ts";

/** Fewest items for which workers are started unasked: a worker must load the compiler, too. */
const WORKER_ITEMS = 256;

/** Most items of a batch, and its size in bytes, where that is known. */
const BATCH_COUNT = 16;
const BATCH_SIZE = 1 << 17;

/** Stands between the queries of two items in a text. */
const NEWLINE = new Uint8Array([10]);

/** What a batch became. */
export interface Converted {
  readonly output: BatchOutput;
  /** Number of its items. */
  readonly items: number;
}

/**
 * Converts items, in order, in this thread or in workers, or in both. The
 * outputs are the same.
 */
export class Converter {
  readonly #workers: number;
  /** True when nobody asked for a number of workers. */
  readonly #auto: boolean;
  #pool: Pool<BatchItem, BatchOutput, Job> | undefined;
  #job: Job | undefined;
  #here: Promise<(items: readonly BatchItem[]) => Promise<BatchOutput>> | undefined;

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
    this.#pool?.close();
    this.#pool = undefined;
  }

  async *#convertHere(batches: AsyncGenerator<BatchItem[]>): AsyncGenerator<Converted> {
    let count = 0;
    for await (const items of batches) {
      yield { output: await this.#convertLocally(items), items: items.length };
      count += items.length;
      if (this.#workers > 0 && count >= WORKER_ITEMS) {
        this.#startPool();
        yield* this.#convertInPool(batches);
        return;
      }
    }
  }

  async *#convertInPool(batches: AsyncGenerator<BatchItem[]>): AsyncGenerator<Converted> {
    const pool = this.#pool!;
    pool.begin(this.#job!);
    yield* orderedMap(
      batches,
      pool.capacity + this.#workers,
      async (items) => ({ output: await pool.run(items), items: items.length }),
    );
  }

  #startPool(): void {
    this.#pool ??= new Pool({
      url: workerUrl("lib/worker/worker.ts"),
      size: this.#workers,
      // This thread works, too, when nobody asked.
      helpsHere: this.#auto,
      pack(items) {
        const batch = packItems(items);
        return { batch, transfer: [batch.bytes.buffer] };
      },
      doHere: async (items) => {
        // Lets the messages of the workers in.
        await nextTask();
        return await this.#convertLocally(items);
      },
      doCrashed: (item, reason) => convertCrashed(item, reason, this.#job!),
      merge: (outputs) => mergeOutputs(outputs, this.#job!.to === "text" ? NEWLINE : undefined),
    });
  }

  async #convertLocally(items: readonly BatchItem[]): Promise<BatchOutput> {
    return (await (this.#here ??= localConverter(this.#job!)))(items);
  }
}

/** Bytes that an item holds in memory. */
function sizeOf(item: BatchItem): number {
  if (item.kind === "Document") return item.bytes.length;
  return item.kind === "File" ? item.text?.length ?? 0 : 0;
}

/** Waits until events that have happened are handled. */
function nextTask(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(null);
  return promise;
}

/** Loads the compiler, which workers otherwise do alone. */
async function localConverter(
  job: Job,
): Promise<(items: readonly BatchItem[]) => Promise<BatchOutput>> {
  const [{ createCompiler }, { prepareConversion }, { convertBatch }] = await Promise.all([
    import("../compiler/create_compiler.ts"),
    import("../worker/prepare_conversion.ts"),
    import("../worker/convert_batch.ts"),
  ]);
  const conversion = await prepareConversion(job, createCompiler);
  return (items) => convertBatch(items, conversion);
}

/** Compiles nothing: a crashed item is rendered as a fault. */
const NO_COMPILER: Compiler = { compileText: () => [] };

async function convertCrashed(item: BatchItem, reason: string, job: Job): Promise<BatchOutput> {
  const { convertBatch } = await import("../worker/convert_batch.ts");
  const fault = diagnostic(
    "error",
    "worker-crashed",
    `Cannot convert the file: its worker ended unexpectedly (${reason})`,
    undefined,
    "Please report this fault of the program",
  );
  const index = item.kind === "File" ? 0 : item.index;
  const conversion: Conversion = {
    compiler: NO_COMPILER,
    formats: job.compile.formats ?? [],
    to: job.to,
    collectQueries: job.collectQueries ?? false,
  };
  return await convertBatch([{ kind: "Fault", path: item.path, index, fault }], conversion);
}
