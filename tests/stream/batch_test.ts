import assert from "node:assert/strict";
import { test } from "node:test";
import { batch } from "../../lib/stream/batch.ts";

const groups = async (items: readonly number[], count: number, size: number) => {
  const found: number[][] = [];
  const limits = { count, size, sizeOf: (item: number) => item };
  for await (const group of batch(items, limits)) found.push(group);
  return found;
};

test("batch() groups by count", async () => {
  assert.deepEqual(await groups([1, 2, 3, 4, 5], 2, 100), [[1, 2], [3, 4], [5]]);
});

test("batch() ends a group with the item that reaches the size", async () => {
  assert.deepEqual(await groups([1, 9, 20, 1, 1], 10, 10), [[1, 9], [20], [1, 1]]);
});

test("batch() gives no group for an empty source", async () => {
  assert.deepEqual(await groups([], 2, 10), []);
});
