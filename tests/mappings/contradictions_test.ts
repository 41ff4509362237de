import assert from "node:assert/strict";
import { test } from "node:test";
import { mapOf, tableOf } from "./helpers.ts";

const TABLE = tableOf({ fields: { Name: "name", Kind: "kind" } });

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ["a: {Name: x}\nb: {Name: y}\ncondition: a and b", ["Name"]],
  ["a: {Name: [x, y]}\nb: {Name: [z, 1]}\ncondition: all of them", ["Name"]],
  ["a: {Name: x, Kind: 1}\nb: {Name: y, Kind: 2}\ncondition: a and b", ["Name", "Kind"]],
  ["a: {Name: x}\nb: {Name: y}\ncondition: [a or b, a and b]", ["Name"]],
  ["a: {Name: x}\nb: {Name: X}\ncondition: a and b", []],
  ["a: {Name: [x, y]}\nb: {Name: [y, z]}\ncondition: a and b", []],
  ["a: {Name: x}\nb: {Name: y}\ncondition: a or b", []],
  ["a: {Name: x}\nb: {Name: y}\ncondition: a and not b", []],
  ["a: {Name: x}\nb: {Name|contains: y}\ncondition: a and b", []],
  ["a: {Name: x}\nb: {Kind: y}\ncondition: a and b", []],
  ["a: {Name: x}\nb: {Name: y}\nc: {Name: x}\ncondition: a and (b or c)", []],
  // Both values may stand in a list.
  ["a: {Name|all: [x, y]}\ncondition: a", []],
];

for (const [detection, fields] of CASES) {
  test(`contradictions of ${JSON.stringify(detection)}`, () => {
    const { rule, diagnostics } = mapOf(detection, TABLE);
    assert.ok(rule, "it converts as it is");
    assert.deepEqual(
      diagnostics.map(({ severity, code, effect, message }) => [severity, code, effect, message]),
      fields.map((field) => [
        "warning",
        "never-matches",
        undefined,
        `The condition can match no event: it asks "${field}" for different values at once`,
      ]),
    );
  });
}
