import assert from "node:assert/strict";
import { test } from "node:test";
import { convertBatch } from "../../lib/worker/convert_batch.ts";
import { diagnostic } from "../../lib/diagnostic.ts";
import { mergeOutputs } from "../../lib/worker/merge_outputs.ts";
import { packItems } from "../../lib/worker/pack.ts";
import { Pool, type PoolOptions } from "../../lib/worker/pool.ts";
import { prepareConversion } from "../../lib/worker/prepare_conversion.ts";
import type { BatchItem, BatchOutput, Job } from "../../lib/worker/protocol.ts";
import { makeFakeCompiler } from "./fake_compile.ts";

const FAKE_WORKER = new URL("./fake_worker.ts", import.meta.url);
const BROKEN_WORKER = new URL("./broken_worker.ts", import.meta.url);

const JOB: Job = { compile: { formats: ["default"] }, to: "ndjson" };
const decoder = new TextDecoder();
const encoder = new TextEncoder();

function item(path: string): BatchItem {
  return { kind: "Document", path, bytes: encoder.encode(`query of ${path}`), index: 0, line: 0 };
}

function convertHere(items: readonly BatchItem[], job: Job = JOB): Promise<BatchOutput> {
  return prepareConversion(job, makeFakeCompiler).then((conversion) =>
    convertBatch(items, conversion)
  );
}

type ConversionPool = Pool<BatchItem, BatchOutput, Job>;

async function withPool(
  options: Partial<PoolOptions<BatchItem, BatchOutput, Job>>,
  body: (pool: ConversionPool) => Promise<void>,
): Promise<void> {
  const job = options.job ?? JOB;
  const pool: ConversionPool = new Pool({
    url: FAKE_WORKER,
    size: 2,
    job,
    timeout: 30_000,
    pack: (items) => ({ batch: packItems(items), transfer: [] }),
    doHere: (items) => convertHere(items, job),
    doCrashed: (item, reason) => {
      const fault = diagnostic("error", "worker-crashed", reason);
      return convertHere([{ kind: "Fault", path: item.path, index: 0, fault }], job);
    },
    merge: (outputs) => mergeOutputs(outputs, job.to === "text" ? encoder.encode("\n") : undefined),
    ...options,
  });
  try {
    await body(pool);
  } finally {
    pool.close();
  }
}

/** What came out, a path and a code a line. */
function outcomes({ bytes }: BatchOutput): string[] {
  return decoder.decode(bytes).split("\n").filter((line) => line !== "").map((line) => {
    const { path, error } = JSON.parse(line);
    return error === undefined ? path : `${path}:${error.code}`;
  });
}

test("Pool gives the same bytes as the main thread", async () => {
  const batches = Array.from({ length: 20 }, (_, n) => [item(`${n}a`), item(`${n}b`)]);
  for (const size of [1, 3]) {
    await withPool({ size }, async (pool) => {
      const outputs = await Promise.all(batches.map((items) => pool.run(items)));
      for (const [index, { bytes, counts }] of outputs.entries()) {
        const expected = await convertHere(batches[index]);
        assert.equal(decoder.decode(bytes), decoder.decode(expected.bytes));
        assert.deepEqual(counts, expected.counts);
      }
    });
  }
});

test("Pool blames a crash on the one item that causes it", async () => {
  await withPool({ size: 2 }, async (pool) => {
    const names = [["a", "b"], ["c", "crash", "d"], ["e"], ["f", "g"], ["crash"], ["h"]];
    const outputs = await Promise.all(names.map((batch) => pool.run(batch.map(item))));
    assert.deepEqual(outputs.flatMap(outcomes), [
      "a",
      "b",
      "c",
      "crash:worker-crashed",
      "d",
      "e",
      "f",
      "g",
      "crash:worker-crashed",
      "h",
    ]);
    assert.deepEqual(outputs[1].counts.rules, 3);
    assert.deepEqual(outputs[1].counts.io, 1);
    assert.match(decoder.decode(outputs[1].bytes), /crashed on purpose/);
    assert.equal(pool.usesWorkers, true);
  });
});

test("Pool ends a worker that gives no answer", async () => {
  await withPool({ size: 1, timeout: 400 }, async (pool) => {
    const outputs = await Promise.all([pool.run([item("hang")]), pool.run([item("a")])]);
    assert.deepEqual(outputs.flatMap(outcomes), ["hang:worker-crashed", "a"]);
    assert.match(decoder.decode(outputs[0].bytes), /no answer in 0.4 s/);
  });
});

test("Pool works in the main thread where no worker can start", async () => {
  for (const url of [BROKEN_WORKER, new URL("./nosuch_worker.ts", import.meta.url)]) {
    await withPool({ size: 2, url }, async (pool) => {
      const outputs = await Promise.all([pool.run([item("a")]), pool.run([item("b")])]);
      assert.deepEqual(outputs.flatMap(outcomes), ["a", "b"]);
      assert.equal(pool.usesWorkers, false);
      assert.deepEqual(outcomes(await pool.run([item("c")])), ["c"]);
    });
  }
});

test("Pool keeps the blank lines of texts when it redoes a batch", async () => {
  const job: Job = { ...JOB, to: "text" };
  await withPool({ size: 1, job }, async (pool) => {
    const { bytes } = await pool.run(["a", "crash", "b"].map(item));
    assert.equal(decoder.decode(bytes), "query of a\n\nquery of b\n");
  });
});

test("Pool.close() gives up what still runs", async () => {
  await withPool({ size: 1 }, async (pool) => {
    const runs = [pool.run([item("hang")]), pool.run([item("a")]), pool.run([item("b")])];
    const ended = Promise.allSettled(runs);
    pool.close();
    for (const { status } of await ended) assert.equal(status, "rejected");
  });
});
