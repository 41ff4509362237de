import type { Compiler } from "../compile.ts";
import { diagnostic } from "../diagnostic.ts";
import { cpuCount } from "../runtime/cpu_count.ts";
import { batch } from "../stream/batch.ts";
import { orderedMap } from "../stream/ordered_map.ts";
import type { Conversion } from "../worker/convert_batch.ts";
import { Pool } from "../worker/pool.ts";
import type { BatchItem, BatchOutput, Job } from "../worker/protocol.ts";
import { workerUrl } from "../worker/worker_url.ts";
import type { InputItem } from "./inputs.ts";

/** Number of items from which workers are worth their start. */
const MANY = 200;

/** Most workers that are started unasked. */
const MAX_AUTO_WORKERS = 8;

/** Most items of a batch, and its size in bytes, where that is known. */
const BATCH_COUNT = 64;
const BATCH_SIZE = 1 << 18;

/** Longest time for one batch in milliseconds. */
const TIMEOUT = 300_000;

/** What a batch became, and how much of the input is behind it. */
export interface Converted {
  readonly output: BatchOutput;
  /** 0 to 1; `undefined` where it cannot be known. */
  readonly done: number | undefined;
}

/**
 * Converts a stream of items, in order: in this thread when they are few, else
 * in workers. The outputs are the same.
 *
 * @param items What to convert
 * @param job How
 * @param workers Number of workers; `undefined` to choose by the machine
 */
export async function* convertItems(
  items: AsyncIterable<InputItem>,
  job: Job,
  workers: number | undefined,
): AsyncGenerator<Converted> {
  const batches = batch(items, { count: BATCH_COUNT, size: BATCH_SIZE, sizeOf });
  const first: InputItem[][] = [];
  let count = 0;
  while (workers !== 0 && count < MANY) {
    const next = await batches.next();
    if (next.done) break;
    first.push(next.value);
    count += next.value.length;
  }
  const all = prepend(first, batches);
  if (workers === 0 || count < MANY) yield* convertHere(all, job);
  else yield* convertInPool(all, job, workers ?? Math.min(cpuCount(), MAX_AUTO_WORKERS));
}

/** Bytes that an item holds in memory. */
function sizeOf({ item }: InputItem): number {
  return item.kind === "Document" ? item.bytes.length : 0;
}

async function* prepend<T>(first: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first;
  yield* rest;
}

async function* convertHere(
  batches: AsyncIterable<InputItem[]>,
  job: Job,
): AsyncGenerator<Converted> {
  const convert = await localConverter(job);
  for await (const items of batches) yield converted(items, convert(toItems(items)));
}

async function* convertInPool(
  batches: AsyncIterable<InputItem[]>,
  job: Job,
  size: number,
): AsyncGenerator<Converted> {
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
      batches,
      pool.capacity + size,
      async (items) => converted(items, await pool.run(toItems(items))),
    );
  } finally {
    pool.close();
  }
}

function toItems(items: readonly InputItem[]): BatchItem[] {
  return items.map(({ item }) => item);
}

function converted(items: readonly InputItem[], output: BatchOutput): Converted {
  return { output, done: items[items.length - 1].done };
}

/** Loads the compiler, which workers otherwise do alone. */
async function localConverter(job: Job): Promise<(items: readonly BatchItem[]) => BatchOutput> {
  const [{ createCompiler }, { prepare }, { convertBatch }] = await Promise.all([
    import("../compile.ts"),
    import("../worker/serve.ts"),
    import("../worker/convert_batch.ts"),
  ]);
  const conversion = prepare(job, createCompiler);
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
  };
  return convertBatch([{ kind: "Fault", path: item.path, index, fault }], conversion);
}
