import assert from "node:assert/strict";
import { test } from "node:test";
import { containsAny } from "../../lib/evaluate/contains_any.ts";
import { makeRandom } from "../../lib/verify/random.ts";

const random = makeRandom(3);

/** Texts of few letters, so that many of them are parts of others. */
function texts(count: number, longest: number): string[] {
  return Array.from(
    { length: count },
    () =>
      Array.from({ length: 1 + random.below(longest) }, () => random.pick([..."abA😀é"])).join(""),
  );
}

for (const [count, longest] of [[1, 3], [16, 4], [17, 5], [60, 9], [200, 14], [300, 30]]) {
  test(`${count} texts of up to ${longest} characters are found where one by one finds them`, () => {
    for (let round = 0; round < 30; round++) {
      const needles = texts(count, longest).map((text) => text + random.text(round % 4));
      const { test: has, folded } = containsAny(needles, false);
      assert.equal(folded, false);
      for (const text of ["", ...texts(20, 60), ...needles.map((needle) => `x${needle}b`)]) {
        assert.equal(has(text), needles.some((needle) => text.includes(needle)), text);
      }
    }
  });
}

test("letter case is folded on request, and the empty text stands everywhere", () => {
  const many = Array.from({ length: 50 }, (_, at) => `Value ${at}!`);
  assert.ok(containsAny(many, true).test("a value 49! b"));
  assert.ok(!containsAny(many, false).test("a value 49! b"));
  assert.ok(!containsAny(many, true).test("a value 50! b"));
  assert.ok(containsAny([...many, ""], true).test(""));
});
