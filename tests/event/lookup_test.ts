import assert from "node:assert/strict";
import test from "node:test";
import type { JsonObject, JsonValue } from "../../lib/event/event.ts";
import { allValues, keyReader, valuesAt } from "../../lib/event/lookup.ts";

const ROWS: readonly (readonly [JsonObject, string, readonly JsonValue[]])[] = [
  [{ a: 1 }, "a", [1]],
  [{ a: 1 }, "A", []],
  [{ a: null }, "a", [null]],
  [{ a: [] }, "a", []],
  [{ a: [1, [2, null]] }, "a", [1, 2, null]],
  [{ a: { b: 1 } }, "a", [{ b: 1 }]],
  [{ a: { b: 1 } }, "a.b", [1]],
  [{ "a.b": 1 }, "a.b", [1]],
  [{ "a.b": { c: 1 }, a: { "b.c": 2, b: { c: 3 } }, "a.b.c": 4 }, "a.b.c", [3, 2, 1, 4]],
  [{ a: [{ b: 1 }, { b: [2, 3] }, "x", {}] }, "a.b", [1, 2, 3]],
  [{ a: [{ b: 1 }, { b: 2 }] }, "a.1.b", [2]],
  [{ a: ["x", "y"] }, "a.1", ["y"]],
  [{ a: ["x", "y"] }, "a.2", []],
  [{ a: ["x"] }, "a.length", []],
  [{ a: "x" }, "a.length", []],
  [{ a: { "1": "x" } }, "a.1", ["x"]],
  [{ a: { b: { c: 1, d: [2, { e: null }] } }, x: 3 }, "a.*", [1, 2, null]],
  [{ "a.b": { c: 1 } }, "a.b.*", [1]],
  [{ a: 1 }, "a.*", []],
  [{ a: [1, { b: 2 }] }, "a.*", [2, 1].reverse()],
  [{ "": 1, ".": 2 }, "", [1]],
  [{ "": 1, ".": 2 }, ".", [2]],
  [{}, "toString", []],
  [{}, "__proto__", []],
  [{}, "constructor.name", []],
  [JSON.parse('{"__proto__": {"a": 1}}'), "__proto__.a", [1]],
];

test("the values of a key", () => {
  for (const [fields, key, expected] of ROWS) {
    assert.deepEqual(valuesAt(fields, key), expected, `${key} of ${JSON.stringify(fields)}`);
  }
});

test("a reader can be used again", () => {
  const read = keyReader("a.b");
  assert.deepEqual(read({ a: { b: 1 } }), [1]);
  assert.deepEqual(read({ "a.b": 2 }), [2]);
  assert.deepEqual(read({}), []);
});

test("long keys and deep values end", () => {
  const key = Array(3000).fill("a").join(".");
  assert.deepEqual(valuesAt({ a: { a: { a: 1 } } }, key), []);
  assert.deepEqual(valuesAt({ [key]: 1 }, key), [1]);
  let deep: JsonValue = 1;
  for (let at = 0; at < 50_000; at++) deep = at % 2 === 0 ? [deep] : { a: deep };
  const fields = { a: deep };
  for (const name of ["a", "a.a.a", "a.*"]) assert.ok(Array.isArray(valuesAt(fields, name)));
  assert.deepEqual(allValues(fields), []);
});

test("all values of an event", () => {
  assert.deepEqual(allValues({ a: 1, b: { c: [true, null, { d: "x" }] }, e: [] }), [
    1,
    true,
    null,
    "x",
  ]);
});
