import assert from "node:assert/strict";
import { test } from "node:test";
import { orderedMap } from "../../lib/stream/ordered_map.ts";

const sleep = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

test("orderedMap() keeps the order of the input when later calls end first", async () => {
  const doubled = orderedMap([5, 1, 4, 0], 4, async (time) => {
    await sleep(time);
    return time * 2;
  });
  assert.deepEqual(await collect(doubled), [10, 2, 8, 0]);
});

test("orderedMap() never runs more calls than the limit", async () => {
  let running = 0;
  let most = 0;
  const items = Array.from({ length: 50 }, (_, index) => index);
  const mapped = orderedMap(items, 3, async (item) => {
    most = Math.max(most, ++running);
    await sleep(1);
    running--;
    return item;
  });
  assert.deepEqual(await collect(mapped), items);
  assert.equal(most, 3);
});

test("orderedMap() pulls no more than the limit ahead of a slow consumer", async () => {
  let pulled = 0;
  let read = 0;
  let furthest = 0;
  async function* source(): AsyncGenerator<number> {
    for (; pulled < 200; pulled++) yield pulled;
  }
  for await (const _ of orderedMap(source(), 4, (item) => item)) {
    await sleep(0);
    furthest = Math.max(furthest, pulled - read++);
  }
  assert.equal(read, 200);
  assert.ok(furthest <= 5, `pulled ${furthest} ahead`);
});

test("orderedMap() yields a result while the source is still waiting", async () => {
  const never = Promise.withResolvers<void>();
  async function* source(): AsyncGenerator<number> {
    yield 1;
    await never.promise;
  }
  for await (const item of orderedMap(source(), 4, (item) => item)) {
    assert.equal(item, 1);
    break;
  }
  never.resolve();
});

test("orderedMap() closes the source when the consumer leaves early", async () => {
  let closed = false;
  async function* source(): AsyncGenerator<number> {
    try {
      for (let index = 0;; index++) yield index;
    } finally {
      closed = true;
    }
  }
  for await (const item of orderedMap(source(), 2, (item) => item)) if (item === 3) break;
  assert.equal(closed, true);
});

test("orderedMap() leaves no unhandled rejection when the consumer leaves early", async () => {
  const seen: unknown[] = [];
  const listen = (event: Event): void => {
    seen.push((event as PromiseRejectionEvent).reason);
    event.preventDefault();
  };
  globalThis.addEventListener("unhandledrejection", listen);
  const mapped = orderedMap([0, 1, 2, 3], 4, async (item) => {
    await sleep(item);
    if (item > 0) throw new Error(`item ${item}`);
    return item;
  });
  for await (const item of mapped) {
    assert.equal(item, 0);
    break;
  }
  await sleep(20);
  globalThis.removeEventListener("unhandledrejection", listen);
  assert.deepEqual(seen, []);
});

test("orderedMap() hands a failure over in its turn", async () => {
  const read: number[] = [];
  const mapped = orderedMap([3, 2, 1], 3, async (item) => {
    await sleep(item);
    if (item === 2) throw new Error("two");
    return item;
  });
  await assert.rejects(async () => {
    for await (const item of mapped) read.push(item);
  }, /two/);
  assert.deepEqual(read, [3]);
});

test("orderedMap() hands a failure of the source over behind the results before it", async () => {
  async function* source(): AsyncGenerator<number> {
    yield 1;
    await sleep(1);
    throw new Error("source");
  }
  const read: number[] = [];
  await assert.rejects(async () => {
    for await (const item of orderedMap(source(), 3, (item) => item)) read.push(item);
  }, /source/);
  assert.deepEqual(read, [1]);
});
