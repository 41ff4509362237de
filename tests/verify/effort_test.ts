import assert from "node:assert/strict";
import { test } from "node:test";
import { Effort, sizeOf } from "../../lib/verify/effort.ts";
import { eventsOf, verifyText } from "./helpers.ts";

test("events end when their effort is spent", () => {
  const detection = "CommandLine|contains: [abc, def, ghi]";
  const all = eventsOf(detection);
  const few = eventsOf(detection, { effort: new Effort(200_000) });
  assert.ok(few.length > 0 && few.length < all.length, `${few.length}`);
  assert.deepEqual(few, all.slice(0, few.length));
});

test("the effort of an event is the length of its texts", () => {
  assert.equal(sizeOf({ a: "abc", b: null, c: 5, d: ["x"] }), 8);
});

/** Rules that would take minutes, were all of their events tried. */
const LONG: readonly (readonly [what: string, detection: string, query: string])[] = [
  [
    "one long value",
    `CommandLine|contains: '${"abcdefgh ".repeat(50_000)}'`,
    `CommandLine ICONTAINS "${"abcdefgh ".repeat(50_000)}"`,
  ],
  [
    "many values that must all match",
    `CommandLine|contains|all: [${texts(2000).map((text) => `'${text}'`).join(", ")}]`,
    `CommandLine ICONTAINS-ALL [${texts(2000).map((text) => `"${text}"`).join(", ")}]`,
  ],
];

function texts(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `text ${at} of a rule with many of them ${at}`);
}

for (const [what, detection, query] of LONG) {
  test(`a rule with ${what} is not verified, soon, and says why`, () => {
    const start = performance.now();
    const { outcome, events, diagnostics } = verifyText(detection, query);
    assert.equal(outcome, "not-verified");
    assert.ok(events > 0);
    assert.deepEqual(diagnostics.map(({ message }) => message), [
      `The values of the rule are too long or too many: only ${events} events were tried`,
    ]);
    // Some seconds, with room for slow machines.
    assert.ok(performance.now() - start < 60_000);
  });
}

test("a long value that means something else is noticed", () => {
  const text = "abcdefgh ".repeat(50_000);
  const { outcome } = verifyText(`CommandLine|contains: '${text}'`, `CommandLine = "${text}x"`);
  assert.equal(outcome, "differs");
});
