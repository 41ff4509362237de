import assert from "node:assert/strict";
import test from "node:test";
import { type JsonObject, makeEvent } from "../../lib/event/event.ts";
import { correlationMatcher } from "../../lib/evaluate/correlation.ts";
import type { CorrelationRule, Rule } from "../../lib/sigma/ast.ts";
import { readDocuments } from "../../lib/sigma/documents.ts";

const RULES = `title: A
name: a
logsource: { category: t }
detection: { s: { id: 1 }, condition: s }
---
title: B
name: b
logsource: { category: t }
detection: { s: { id: 2 }, condition: s }
---
title: C
correlation:
`;

type Found = readonly (readonly [group: string, from: number, to: number, count: number])[];

function find(correlation: string, events: readonly JsonObject[]): Found | string {
  const text = RULES + correlation.split("\n").map((line) => `  ${line}`).join("\n");
  const contents = readDocuments(text).map(({ content, diagnostics }) => {
    assert.ok(content !== undefined, JSON.stringify(diagnostics));
    return content;
  });
  const found = contents[2] as CorrelationRule;
  const rules = found.rules.map(({ name }) =>
    contents.find((rule) => rule.kind === "Rule" && rule.metadata.name === name) as Rule
  );
  const matcher = correlationMatcher(found, rules, "t");
  if ("code" in matcher) return matcher.message;
  const result = matcher.find(events.map((fields) => makeEvent(fields)));
  if ("code" in result) return result.message;
  return result.matches.map(({ group, from, to, count }) => [
    group.join("+"),
    from / 1000 - T,
    to / 1000 - T,
    count,
  ]);
}

const T = 1_700_000_000;
const at = (seconds: number, fields: JsonObject): JsonObject => ({
  t: T + seconds,
  id: 1,
  ...fields,
});

test("event_count in a sliding time span, by group", () => {
  const correlation =
    "type: event_count\nrules: a\ngroup-by: [u]\ntimespan: 10s\ncondition: {gte: 3}";
  const events = [0, 9, 10, 11, 30, 38, 40].map((seconds) => at(seconds, { u: "x" }));
  assert.deepEqual(find(correlation, events), [["x", 0, 10, 3], ["x", 30, 40, 3]]);
  assert.deepEqual(find(correlation, [...events].reverse()), find(correlation, events));
  const others = [
    at(0, { u: "x" }),
    at(1, { u: "y" }),
    at(2, { u: "x" }),
    at(3, { id: 9, u: "x" }),
  ];
  assert.deepEqual(find(correlation, others), []);
  const several = [0, 1, 2].map((seconds) => at(seconds, { u: ["x", "y"] }));
  assert.deepEqual(find(correlation, several), [["x", 0, 2, 3], ["y", 0, 2, 3]]);
  assert.deepEqual(find(correlation, [0, 1, 2].map((seconds) => at(seconds, {}))), []);
});

test("values", () => {
  const values = [[0, 5], [1, 5], [2, 7], [3, "30"]].map(([seconds, n]) =>
    at(Number(seconds), { u: "x", n })
  );
  const run = (type: string, condition: string): Found | string =>
    find(
      `type: value_${type}\nrules: a\ngroup-by: [u]\ntimespan: 1m\ncondition: {field: n, ${condition}}`,
      values,
    );
  assert.deepEqual(run("count", "gte: 2"), [["x", 0, 2, 3]]);
  assert.deepEqual(run("count", "gt: 3"), []);
  assert.deepEqual(run("sum", "gt: 40"), [["x", 0, 3, 4]]);
  assert.deepEqual(run("avg", "gte: 10, lt: 20"), [["x", 0, 3, 4]]);
  assert.deepEqual(run("median", "eq: 6"), [["x", 0, 3, 4]]);
  assert.deepEqual(run("percentile", "percentile: 99, gt: 29"), [["x", 0, 3, 4]]);
});

test("temporal: all rules, in any order or in theirs", () => {
  const base = "rules: [a, b]\ngroup-by: [u]\ntimespan: 10s";
  const [ab, ba] = [[1, 2], [2, 1]].map((ids) => ids.map((id, place) => at(place, { id, u: "x" })));
  assert.deepEqual(find(`type: temporal\n${base}`, ab), [["x", 0, 1, 2]]);
  assert.deepEqual(find(`type: temporal\n${base}`, ba), [["x", 0, 1, 2]]);
  assert.deepEqual(find(`type: temporal_ordered\n${base}`, ab), [["x", 0, 1, 2]]);
  assert.deepEqual(find(`type: temporal_ordered\n${base}`, ba), []);
  const apart = [at(0, { u: "x" }), at(11, { id: 2, u: "x" })];
  assert.deepEqual(find(`type: temporal\n${base}`, apart), []);
  const extended = `type: temporal\n${base}\ncondition: a or b`;
  assert.deepEqual(find(extended, apart), [["x", 0, 0, 1]]);
});

test("aliases name a field of each rule", () => {
  const correlation = "type: temporal\nrules: [a, b]\ngroup-by: [who]\ntimespan: 10s\n" +
    "aliases: {who: {a: u, b: v}}";
  const events = [at(0, { u: "x", v: "z" }), at(1, { id: 2, v: "x" })];
  assert.deepEqual(find(correlation, events), [["x", 0, 1, 2]]);
});

test("what cannot be evaluated is a diagnostic", () => {
  const fault = /^Cannot evaluate the (?:correlation|rule): /;
  const base = "rules: [a, b]\ntimespan: 10s";
  assert.match(String(find(`type: temporal\n${base}\ncondition: a and 1 of b*`, [])), fault);
  const list = Array.from({ length: 101 }, (_, place) => place);
  const wide = "type: event_count\nrules: a\ngroup-by: [x, y]\ntimespan: 1s\ncondition: {gte: 1}";
  assert.match(String(find(wide, [at(0, { x: list, y: list })])), fault);
});

test("events without a time are counted apart", () => {
  const [rule] = readDocuments(RULES.split("---")[0]);
  const text =
    "title: C\ncorrelation: {type: event_count, rules: [a], timespan: 1m, condition: {gte: 1}}";
  const [{ content }] = readDocuments(text);
  const matcher = correlationMatcher(content as CorrelationRule, [rule.content as Rule], "t");
  assert.ok("find" in matcher);
  assert.deepEqual(matcher.find([makeEvent({ id: 1 }), makeEvent({ id: 1, t: "x" })]), {
    matches: [],
    undated: 2,
  });
});
