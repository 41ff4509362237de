import assert from "node:assert/strict";
import { test } from "node:test";
import { EventMatcher } from "../../lib/cli/match/event_matcher.ts";
import type { MatchJob } from "../../lib/cli/match/match_job.ts";
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

async function runAll(matcher: EventMatcher): Promise<BatchOutcome[]> {
  return await Promise.all(NUMBERS.map((n) => matcher.run(batch(n))));
}

/** A worker of this code. */
function workerOf(code: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

test("a matcher uses the workers that it is told to, and none for few events unasked", async () => {
  for (const workers of [undefined, 0, 2]) {
    const matcher = new EventMatcher(JOB, engine, workers);
    try {
      assert.deepEqual(await runAll(matcher), EXPECTED);
      assert.ok(matcher.capacity >= 1);
    } finally {
      matcher.close();
    }
  }
});

test("what a worker cannot do is done in this thread", async () => {
  const crash = "globalThis.postMessage({ type: 'crashed', reason: 'test' });";
  const broken = [
    crash,
    `globalThis.onmessage = () => { ${crash} };`,
    `globalThis.onmessage = ({ data }) => {
      if (data.type === "start") globalThis.postMessage({ type: "ready" });
      else ${crash}
    };`,
  ];
  for (const code of broken) {
    const matcher = new EventMatcher(JOB, engine, 1, workerOf(code));
    try {
      assert.deepEqual(await runAll(matcher), EXPECTED);
      assert.deepEqual(await matcher.run(batch(20)), EXPECTED[20]);
    } finally {
      matcher.close();
    }
  }
});

test("a matcher that is closed gives up what it holds", async () => {
  const matcher = new EventMatcher(JOB, engine, 1, workerOf("globalThis.onmessage = () => {};"));
  const held = matcher.run(batch(1));
  matcher.close();
  await assert.rejects(held, /closed/);
});
