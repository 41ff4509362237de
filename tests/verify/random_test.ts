import assert from "node:assert/strict";
import { test } from "node:test";
import { makeRandom } from "../../lib/verify/random.ts";

test("two sources of one seed make the same choices, two seeds make others", () => {
  const draw = (seed: number) => {
    const random = makeRandom(seed);
    return Array.from({ length: 50 }, () => random.below(1000));
  };
  assert.deepEqual(draw(1), draw(1));
  assert.notDeepEqual(draw(1), draw(2));
  // The first numbers must not change: they are the events that people saw.
  assert.deepEqual(draw(1).slice(0, 3), [67, 833, 787]);
});

test("choices are spread over all of the range", () => {
  const random = makeRandom(3);
  const seen = new Set(Array.from({ length: 500 }, () => random.below(10)));
  assert.equal(seen.size, 10);
  assert.match(random.text(8), /^[a-z2-9]{8}$/);
  assert.ok(["a", "b"].includes(random.pick(["a", "b"])));
});
