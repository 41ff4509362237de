import type { Compiler } from "../compile.ts";
import { diagnostic } from "../diagnostic.ts";
import { type Conversion, convertBatch } from "../worker/convert_batch.ts";
import { nextTask } from "../stream/next_task.ts";
import { orderedMap } from "../stream/ordered_map.ts";
import type { ConvertHere } from "../worker/convert_here.ts";
import { mergeOutputs } from "../worker/merge_outputs.ts";
import { packItems } from "../worker/pack.ts";
import { Pool } from "../worker/pool.ts";
import type { BatchItem, BatchOutput, Job } from "../worker/protocol.ts";
import { workerUrl } from "../worker/worker_url.ts";

/** What a batch became. */
export interface Converted {
  readonly output: BatchOutput;
  /** Number of its items. */
  readonly items: number;
}

/** Workers that convert. */
export type ConversionPool = Pool<BatchItem, BatchOutput, Job>;

/** Stands between the queries of two items in a text. */
const NEWLINE = new Uint8Array([10]);

/**
 * Starts workers; they load what they need, and wait for the job.
 *
 * @param size Number of workers, at least 1
 * @param helpsHere True when this thread converts along with them
 * @param getJob Returns the job; asked when it has begun
 * @param here Converts in this thread
 */
export function startPool(
  size: number,
  helpsHere: boolean,
  getJob: () => Job,
  here: ConvertHere,
): ConversionPool {
  return new Pool({
    url: workerUrl("lib/worker/worker.ts"),
    size,
    helpsHere,
    pack(items) {
      const batch = packItems(items);
      return { batch, transfer: [batch.bytes.buffer] };
    },
    doHere: async (items) => {
      // Lets the messages of the workers in.
      await nextTask();
      return await here(items);
    },
    doCrashed: (item, reason) => convertCrashed(item, reason, getJob()),
    merge: (outputs) => mergeOutputs(outputs, getJob().to === "text" ? NEWLINE : undefined),
  });
}

/**
 * Converts batches in workers.
 *
 * @param pool The workers, which have their job
 * @param batches The batches
 * @param ahead Batches to have ready beside those that the workers hold
 * @returns What the batches became, in their order
 */
export function convertBatches(
  pool: ConversionPool,
  batches: AsyncIterable<BatchItem[]>,
  ahead: number,
): AsyncGenerator<Converted> {
  return orderedMap(
    batches,
    pool.capacity + ahead,
    async (items) => ({ output: await pool.run(items), items: items.length }),
  );
}

/** Compiles nothing: a crashed item is rendered as a fault. */
const NO_COMPILER: Compiler = { compileText: () => [] };

async function convertCrashed(item: BatchItem, reason: string, job: Job): Promise<BatchOutput> {
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
