import assert from "node:assert/strict";
import test from "node:test";
import { type JsonObject, makeEvent } from "../../lib/event/event.ts";
import { aggregateEvents } from "../../lib/evaluate/leql_aggregate.ts";
import { readStatement } from "../../lib/leql/read/read_statement.ts";

const FIELDS: readonly JsonObject[] = [
  { user: "a", host: "x", n: 1, ok: false },
  { user: "b", host: "x", n: "2", ok: false },
  { user: "a", host: "y", n: 3, ok: false },
  { user: "a", host: "x", n: 10, ok: true },
  { user: ["a", "c"], host: "x", ok: false },
  { host: "z", n: 5, ok: false },
];
const EVENTS = FIELDS.map((fields) => makeEvent(fields));

function run(query: string): unknown {
  const { statement, diagnostics } = readStatement(query);
  assert.ok(statement !== undefined, `${query}: ${JSON.stringify(diagnostics)}`);
  const groups = aggregateEvents(statement, EVENTS);
  return Array.isArray(groups) ? groups.map(({ keys, value }) => [...keys, value]) : groups.message;
}

test("groups of events", () => {
  const rows: readonly (readonly [string, unknown])[] = [
    ["where(ok = false)", [[5]]],
    ["groupby(user)", [["a", 4], ["b", 1], ["c", 1]]],
    ["where(ok = false) groupby(user) calculate(count)", [["a", 3], ["b", 1], ["c", 1]]],
    ["where(ok = false) groupby(user) having(count > 1)", [["a", 3]]],
    ["groupby(user) having(count >= 1 AND count < 2)", [["b", 1], ["c", 1]]],
    ["groupby(host, user)", [["x", "a", 3], ["x", "b", 1], ["y", "a", 1], ["x", "c", 1]]],
    ["groupby(user) calculate(sum:n)", [["a", 14], ["b", 2], ["c", undefined]]],
    ["groupby(user) calculate(average:n) having(average:n > 2)", [["a", 14 / 3]]],
    ["groupby(user) calculate(unique:host)", [["a", 2], ["b", 1], ["c", 1]]],
    ["groupby(user) calculate(count) having(unique:host = 2)", [["a", 4]]],
    ["groupby(user) calculate(count:n)", [["a", 3], ["b", 1], ["c", 0]]],
    ["calculate(min:n)", [[1]]],
    ["calculate(max:n)", [[10]]],
    ["where(user = a) calculate(pctl(50):n)", [[3]]],
    ["where(user = b or host = y) calculate(sd:n)", [[0.5]]],
    ["groupby(user) sort(desc#user)", [["c", 1], ["b", 1], ["a", 4]]],
    ["groupby(user) sort(asc)", [["b", 1], ["c", 1], ["a", 4]]],
    ["groupby(user) sort(desc) limit(1)", [["a", 4]]],
    ["groupby(host, user) limit(2, 1)", [["x", "a", 3], ["y", "a", 1]]],
    ["where(none = 1) groupby(user)", []],
  ];
  for (const [query, expected] of rows) {
    try {
      assert.deepEqual(run(query), expected, query);
    } catch (error) {
      throw new Error(query, { cause: error });
    }
  }
});

test("bytes are those of the lines", () => {
  const { statement } = readStatement("calculate(bytes)");
  const events = [makeEvent({}, "aé"), makeEvent({}, "b")];
  assert.deepEqual(aggregateEvents(statement!, events), [{ keys: [], count: 2, value: 4 }]);
});

test("what cannot be evaluated is a diagnostic", () => {
  const queries = [
    "where(k = ${x}) groupby(user)",
    "groupby(user) timeslice(60)",
    "groupby(#log)",
    "where(/id=(?P<id>a)/) groupby(id)",
    "where(host = /(?P<id>a)/) calculate(unique:id)",
    "groupby(user) sort(asc#host)",
  ];
  for (const query of queries) {
    assert.match(String(run(query)), /^Cannot evaluate the query: /, query);
  }
  const { statement } = readStatement("groupby(a, b, c, d, e)");
  const list = Array.from({ length: 20 }, (_, at) => at);
  const event = makeEvent({ a: list, b: list, c: list, d: list, e: list });
  assert.ok("code" in aggregateEvents(statement!, [event]));
});
