import assert from "node:assert/strict";
import test from "node:test";
import type { JsonObject } from "../../lib/event/event.ts";
import { readEvent } from "../../lib/event/read_event.ts";

function read(line: string): JsonObject {
  const event = readEvent(line);
  assert.ok("fields" in event, JSON.stringify(event));
  assert.equal(event.line, line);
  return event.fields;
}

function fault(line: string): string {
  const found = readEvent(line);
  assert.ok("code" in found, line);
  assert.equal(found.code, "event-not-json");
  return found.message;
}

test("a line with an object is an event", () => {
  assert.deepEqual(read('{"a": {"b": [1, "x"]}}'), { a: { b: [1, "x"] } });
  assert.deepEqual(read(' {"a": 1}\r'), { a: 1 });
  assert.deepEqual(read("{}"), {});
});

test("anything else is a fault", () => {
  for (
    const line of ["", "x", '{"a": 1', '{"a": 1} {"a": 2}', "{'a': 1}", '{"a": "\u0000"}', "\ufeff"]
  ) {
    assert.equal(fault(line), "Cannot read the event: the line is not JSON", line);
  }
  const rows = [["[1]", "a list"], ["1", "a number"], ["null", "null"], ['"a"', "a string"]];
  for (const [line, what] of rows) {
    assert.equal(fault(line), `Cannot read the event: the line is ${what}, not a JSON object`);
  }
});

test("nesting is limited", () => {
  const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
  read(nested(100));
  assert.equal(fault(nested(101)), "Cannot read the event: it is nested deeper than 100 levels");
  fault(nested(100_000));
  fault(`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`);
});

test("odd texts and keys are kept", () => {
  assert.deepEqual(read(String.raw`{"a": "\u0000\ud800x"}`), { a: "\u0000\ud800x" });
  const fields = read('{"__proto__": {"x": 1}, "constructor": 2}');
  assert.deepEqual(Object.keys(fields), ["__proto__", "constructor"]);
  assert.equal(({} as JsonObject).x, undefined);
});

test("integers beyond 2^53 keep their digits", () => {
  const line =
    '{"a": 18446744073709551615, "b": [-9007199254740993], "c": "x 18446744073709551615",' +
    ' "d": 9007199254740991, "e": 1234567890123456.5, "f": 1e400, "\\"18446744073709551615": 0}';
  assert.deepEqual(read(line), {
    a: "18446744073709551615",
    b: ["-9007199254740993"],
    c: "x 18446744073709551615",
    d: 9007199254740991,
    e: 1234567890123456.5,
    f: Infinity,
    '"18446744073709551615': 0,
  });
});
