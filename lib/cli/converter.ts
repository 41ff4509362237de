import type { Compiler } from "../compile.ts";
import { diagnostic } from "../diagnostic.ts";
import { cpuCount } from "../runtime/cpu_count.ts";
import { batch } from "../stream/batch.ts";
import { orderedMap } from "../stream/ordered_map.ts";
import type { Conversion } from "../worker/convert_batch.ts";
import { Pool } from "../worker/pool.ts";
import type { BatchItem, BatchOutput, Job } from "../worker/protocol.ts";
import { workerUrl } from "../worker/worker_url.ts";

/**
 * Items that are converted in this thread before workers are started unasked:
 * a worker must load and warm up the compiler for itself.
 */
const LOCAL_FIRST = 128;

/**
 * Fewest processors with which workers are started unasked. With two they save
 * little time, and nothing on fewer than ten thousand rules, for twice the memory.
 */
const WORKER_PROCESSORS = 3;

/** Most workers that are started unasked. */
const MAX_AUTO_WORKERS = 8;

/** Most items of a batch, and its size in bytes, where that is known. */
const BATCH_COUNT = 64;
const BATCH_SIZE = 1 << 18;

/** Longest time for one batch in milliseconds. */
const TIMEOUT = 300_000;

/** What a batch became. */
export interface Converted {
  readonly output: BatchOutput;
  /** Number of its items. */
  readonly items: number;
}

/**
 * Converts a stream of items, in order, in this thread or in workers. The
 * outputs are the same.
 *
 * @param items What to convert
 * @param job How
 * @param workers Number of workers; `undefined`: none for a small input, else
 * by the machine
 */
export async function* convertItems(
  items: AsyncIterable<BatchItem>,
  job: Job,
  workers: number | undefined,
): AsyncGenerator<Converted> {
  const batches = batch(items, { count: BATCH_COUNT, size: BATCH_SIZE, sizeOf });
  const processors = cpuCount();
  const unasked = processors < WORKER_PROCESSORS ? 0 : Math.min(processors, MAX_AUTO_WORKERS);
  const size = workers ?? unasked;
  const local = size === 0 ? Infinity : workers === undefined ? LOCAL_FIRST : 0;
  try {
    if (local > 0) yield* convertHere(batches, job, local);
    yield* convertInPool(batches, job, size);
  } finally {
    // Not awaited: the input may be waiting for more, and nobody wants it now.
    batches.return(undefined).catch(() => {});
  }
}

/** Bytes that an item holds in memory. */
function sizeOf(item: BatchItem): number {
  if (item.kind === "Document") return item.bytes.length;
  return item.kind === "File" ? item.text?.length ?? 0 : 0;
}

/** Converts in this thread until no batch is left, or `limit` items are done. */
async function* convertHere(
  batches: AsyncGenerator<BatchItem[]>,
  job: Job,
  limit: number,
): AsyncGenerator<Converted> {
  const convert = await localConverter(job);
  for (let count = 0; count < limit;) {
    const next = await batches.next();
    if (next.done) return;
    count += next.value.length;
    yield { output: convert(next.value), items: next.value.length };
  }
}

async function* convertInPool(
  batches: AsyncGenerator<BatchItem[]>,
  job: Job,
  size: number,
): AsyncGenerator<Converted> {
  const first = await batches.next();
  if (first.done) return;
  let here: Promise<(items: readonly BatchItem[]) => BatchOutput> | undefined;
  const pool = new Pool({
    url: workerUrl(),
    size,
    job,
    timeout: TIMEOUT,
    convertHere: async (items) => (await (here ??= localConverter(job)))(items),
    convertCrashed: (item, reason) => convertCrashed(item, reason, job),
  });
  try {
    yield* orderedMap(
      prepend(first.value, batches),
      pool.capacity + size,
      async (items) => ({ output: await pool.run(items), items: items.length }),
    );
  } finally {
    pool.close();
  }
}

async function* prepend<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

/** Loads the compiler, which workers otherwise do alone. */
async function localConverter(job: Job): Promise<(items: readonly BatchItem[]) => BatchOutput> {
  const [{ createCompiler }, { prepare }, { convertBatch }] = await Promise.all([
    import("../compile.ts"),
    import("../worker/serve.ts"),
    import("../worker/convert_batch.ts"),
  ]);
  const conversion = await prepare(job, createCompiler);
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
  return convertBatch([{ kind: "Fault", path: item.path, index, fault }], conversion);
}
