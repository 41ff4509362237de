import assert from "node:assert/strict";
import { test } from "node:test";
import type { Source } from "../../lib/source.ts";
import { compileStream } from "../../lib/stream/compile_stream.ts";
import { RULE } from "../cli/rules.ts";

test("compileStream() yields the results of all documents in order", async () => {
  const sources = [
    { path: "a.yml", text: `${RULE}---\n${RULE}` },
    { path: "b.yml", text: ": not yaml [" },
    { path: "c.yml", text: RULE },
  ];
  const found: unknown[] = [];
  for await (const { path, rule, queries } of compileStream(sources)) {
    found.push([path, rule, queries.length]);
  }
  assert.deepEqual(found, [["a.yml", 0, 1], ["a.yml", 1, 1], ["b.yml", 0, 0], ["c.yml", 0, 1]]);
});

test("compileStream() takes a source only when its results are asked for", async () => {
  let taken = 0;
  let closed = false;
  async function* sources(): AsyncGenerator<Source> {
    try {
      for (;;) yield { path: `${taken++}.yml`, text: RULE };
    } finally {
      closed = true;
    }
  }
  for await (const { path } of compileStream(sources(), { formats: ["leql_advanced_search"] })) {
    assert.equal(path, `${taken - 1}.yml`);
    if (taken === 5) break;
  }
  assert.equal(taken, 5);
  assert.equal(closed, true);
});
