import assert from "node:assert/strict";
import { test } from "node:test";
import { EventMatcher } from "../../lib/cli/event_matcher.ts";
import { MatchPool } from "../../lib/cli/match_pool.ts";
import type { MatchJob } from "../../lib/cli/match_protocol.ts";
import { readStatement } from "../../lib/leql/read/read_statement.ts";
import { prepareEngine } from "../../lib/match/engine.ts";
import type { EventBatch } from "../../lib/match/events/batch.ts";
import { type BatchOutcome, matchBatch } from "../../lib/match/match_batch.ts";

const text = "where(n > 10)";
const JOB: MatchJob = {
  rules: [{
    path: "a.leql",
    rule: 0,
    id: null,
    title: null,
    level: null,
    queries: [{ kind: "Leql", statement: readStatement(text).statement!, text }],
  }],
  variables: {},
  options: { isWindows: false },
};
const { engine } = prepareEngine(JOB.rules);

function batch(n: number): EventBatch {
  const bytes = new TextEncoder().encode(`{"n":${n}}`);
  return { bytes, places: Float64Array.from([0, bytes.length, n + 1]), first: n };
}

const here = (one: EventBatch): BatchOutcome => matchBatch(one, engine, JOB.rules, JOB.options);

const NUMBERS = Array.from({ length: 25 }, (_, n) => n);
const EXPECTED = NUMBERS.map((n) => here(batch(n)));

async function runAll(pool: { run(batch: EventBatch): Promise<BatchOutcome> }) {
  return await Promise.all(NUMBERS.map((n) => pool.run(batch(n))));
}

test("workers give what this thread gives", async () => {
  let done = 0;
  const pool = new MatchPool(2, JOB, (one) => {
    done++;
    return here(one);
  });
  try {
    assert.deepEqual(await runAll(pool), EXPECTED);
    assert.equal(done, 0);
  } finally {
    pool.close();
  }
});

test("what a worker cannot do is done in this thread", async () => {
  const crash = "globalThis.postMessage({ type: 'crashed' });";
  const broken = [
    crash,
    `globalThis.onmessage = () => { ${crash} };`,
    `globalThis.onmessage = ({ data }) => { if (data.id === 3) { ${crash} } };`,
  ];
  for (const code of broken) {
    const url = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
    const pool = new MatchPool(1, JOB, here, url);
    try {
      assert.deepEqual(await runAll(pool), EXPECTED);
      assert.deepEqual(await pool.run(batch(20)), EXPECTED[20]);
    } finally {
      pool.close();
    }
  }
});

test("a pool that is closed gives up what it holds", async () => {
  const url = new URL("data:text/javascript,globalThis.onmessage = () => {};");
  const pool = new MatchPool(1, JOB, here, url);
  const held = pool.run(batch(1));
  pool.close();
  await assert.rejects(held, /closed/);
});

test("a matcher uses the workers that it is told to, and none for few events unasked", async () => {
  for (const workers of [undefined, 0, 2]) {
    const matcher = new EventMatcher(JOB, engine, workers);
    try {
      assert.deepEqual(await runAll(matcher), EXPECTED);
      assert.ok(matcher.capacity >= 1);
    } finally {
      await matcher.close();
    }
  }
});
