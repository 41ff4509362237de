import assert from "node:assert/strict";
import test from "node:test";
import { numberComparer, numberOf, textOf, timeOf } from "../../lib/event/scalar.ts";

test("texts of values", () => {
  assert.deepEqual([4, 1.5, true, "a", "", -0].map(textOf), ["4", "1.5", "true", "a", "", "0"]);
  assert.deepEqual([null, [], {}].map(textOf), [undefined, undefined, undefined]);
});

test("numbers of values", () => {
  for (const text of ["4", "-4", "+4", "4.", ".4", "4.5e-3", "1E3", "007"]) {
    assert.equal(numberOf(text), Number(text), text);
  }
  for (
    const text of ["", " 4", "4 ", "0x10", "1_000", "4,5", "Infinity", "NaN", "-", ".", "1e", "4a"]
  ) {
    assert.equal(numberOf(text), undefined, text);
  }
  assert.equal(numberOf(true), undefined);
  assert.equal(numberOf("1".repeat(100_000)), undefined);
});

test("comparisons are exact for integers", () => {
  const compare = numberComparer("9007199254740993")!;
  assert.deepEqual(
    ["9007199254740992", "9007199254740993", "+9007199254740994", 1, "a", "1e300"].map(compare),
    [-1, 0, 1, -1, undefined, 1],
  );
  assert.equal(numberComparer("x"), undefined);
});

test("times of values", () => {
  const time = Date.UTC(2024, 0, 31, 12, 30, 15, 250);
  const rows: readonly (readonly [string | number, number | undefined])[] = [
    ["2024-01-31T12:30:15.250Z", time],
    ["2024-01-31 12:30:15.25", time],
    ["2024-01-31T14:30:15,250000+02:00", time],
    ["2024-01-31T10:00:15.250-0230", time],
    ["2024-01-31T12:30:15.250 Z", time],
    ["2024-01-31", Date.UTC(2024, 0, 31)],
    [time, time],
    [time / 1000, time],
    [String(time), time],
    ["31.01.2024", undefined],
    ["", undefined],
  ];
  for (const [value, expected] of rows) assert.equal(timeOf(value), expected, String(value));
  assert.equal(timeOf(null), undefined);
});
