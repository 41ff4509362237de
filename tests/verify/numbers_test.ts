import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonValue } from "../../lib/event/event.ts";
import { eventsOf, verifyText } from "./helpers.ts";

function isJson(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.every(isJson);
  return typeof value !== "number" || Number.isFinite(value);
}

for (
  const detection of [
    "ProcessId: .inf",
    "ProcessId: -.inf",
    "ProcessId: .nan",
    "ProcessId|gte: .inf",
    "ProcessId|lt: .nan",
    "ProcessId: NaN",
    "ProcessId|contains: Infinity",
    "ProcessId|gt: 1.7976931348623157e+308",
    "s: [NaN, Infinity, -Infinity]\ncondition: s",
    "s: [.inf, .nan]\ncondition: s",
    "a: { ProcessId|gte: .inf }\nb: { ProcessId: [.nan, 5] }\ncondition: a or b",
  ]
) {
  test(`no event of ${JSON.stringify(detection)} has a number that JSON does not have`, () => {
    const events = eventsOf(detection);
    for (const { fields, why } of events) {
      assert.ok(Object.values(fields).every(isJson), `${why}: ${Object.values(fields)}`);
    }
  });
}

for (
  const [detection, query] of [
    ["s: [NaN]\ncondition: s", "/NaN/i"],
    ["s: [Infinity]\ncondition: s", "/Infinity/i"],
    ["s: [.inf]\ncondition: s", "/\\.inf/"],
    ["ProcessId|lt: 1.0e+30", "ProcessId < 1e+30"],
    ["ProcessId|gte: 1.7976931348623157e+308", "ProcessId >= 1.7976931348623157e+308"],
    ["ProcessId|lte: -1.7976931348623157e+308", "ProcessId <= -1.7976931348623157e+308"],
    ["ProcessId|lt: 9007199254740993", "ProcessId < 9007199254740993"],
    ["ProcessId: NaN", 'ProcessId = NOCASE("NaN")'],
  ]
) {
  test(`${JSON.stringify(detection)} is verified`, () => {
    const { outcome, diagnostics } = verifyText(detection, query);
    assert.equal(outcome, "verified", `${diagnostics[0]?.message} ${diagnostics[0]?.hint}`);
  });
}
