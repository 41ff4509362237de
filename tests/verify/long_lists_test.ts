import assert from "node:assert/strict";
import { test } from "node:test";
import type { Witness } from "../../lib/verify/witnesses/witness.ts";
import { eventsOf, verifyText } from "./helpers.ts";

const COUNT = 1000;
const VALUES = Array.from({ length: COUNT }, (_, at) => `name ${at} of many;`);

function list(values: readonly string[], quote: string): string {
  return `[${values.map((value) => quote + value + quote).join(", ")}]`;
}

const DETECTION = `CommandLine|contains: ${list(VALUES, "'")}`;

test("each value of a long list is tried", () => {
  const { outcome, events } = verifyText(
    DETECTION,
    `CommandLine ICONTAINS-ANY ${list(VALUES, '"')}`,
  );
  assert.equal(outcome, "verified");
  assert.ok(events > COUNT, `${events}`);
});

for (const at of [0, 1, 2, 333, 500, 771, 998, 999]) {
  test(`value ${at} of a long list that is lost is noticed`, () => {
    const changed = VALUES.with(at, "another text");
    const query = `CommandLine ICONTAINS-ANY ${list(changed, '"')}`;
    assert.equal(verifyText(DETECTION, query).outcome, "differs");
  });
}

test("what all values of a long list have in common is tried as well", () => {
  const isVaried = ({ why }: Witness) => !/ (?:matches|does not match)$/.test(why);
  const varied = eventsOf(DETECTION, { limit: 300, eachTest: true }).filter(isVaried);
  assert.ok(varied.length >= 100, `${varied.length}`);
});

test("a rule with more ways to its tests than are gone is not verified", () => {
  const names = Array.from({ length: 150 }, (_, at) => `name ${at} of many;`);
  const twice = Array.from({ length: 150 }, () => "sel").join(" or ");
  const detection = `sel:\n    CommandLine|contains: ${list(names, "'")}\ncondition: ${twice}`;
  const query = `CommandLine ICONTAINS-ANY ${list(names, '"')}`;
  const { outcome, diagnostics } = verifyText(detection, query);
  assert.equal(outcome, "not-verified");
  assert.match(diagnostics[0].message, /^The values of the rule are too long or too many: only /);
});
