import assert from "node:assert/strict";
import { test } from "node:test";
import { type JsonObject, makeEvent } from "../../lib/event/event.ts";
import { readStatement } from "../../lib/leql/read/read_statement.ts";
import { Aggregation } from "../../lib/match/aggregate.ts";
import { prepareEngine } from "../../lib/match/engine.ts";
import { type EventBatch, PLACE_SIZE } from "../../lib/match/events/batch.ts";
import { matchBatch } from "../../lib/match/match_batch.ts";
import { matchLines } from "../../lib/match/output/match_lines.ts";
import { matchSummary } from "../../lib/match/output/match_summary.ts";
import type { MatchRule } from "../../lib/match/rules/match_rule.ts";

function leqlRule(...texts: string[]): MatchRule {
  const queries = texts.map((text) => {
    const { statement, diagnostics } = readStatement(text);
    assert.ok(statement !== undefined, JSON.stringify(diagnostics));
    return { kind: "Leql" as const, statement, text };
  });
  return { path: `${texts[0]}.leql`, rule: 0, id: null, title: "T", level: "low", queries };
}

function batchOf(lines: readonly string[], first = 0): EventBatch {
  const parts = lines.map((line) => new TextEncoder().encode(line));
  const places: number[] = [];
  const bytes: number[] = [];
  parts.forEach((part, at) => {
    places.push(bytes.length, bytes.length + part.length, first + at + 1);
    bytes.push(...part);
  });
  assert.equal(places.length, lines.length * PLACE_SIZE);
  return { bytes: new Uint8Array(bytes), places: Float64Array.from(places), first };
}

test("matches stand in the order of the events, then of the rules", () => {
  const rules = [leqlRule("b = 1"), leqlRule("a = 1", "a = 2"), leqlRule("a > 0")];
  const { engine, faults } = prepareEngine(rules);
  assert.deepEqual(faults, []);
  const batch = batchOf(['{"a":2}', "broken", '{"a":1,"b":1}', '{"c":1}'], 5);
  const outcome = matchBatch(batch, engine, rules, { isWindows: false });
  assert.equal(outcome.events, 3);
  assert.deepEqual(outcome.matches, [
    { line: 6, event: 5, rule: 1, queries: [1] },
    { line: 6, event: 5, rule: 2, queries: [0] },
    { line: 8, event: 7, rule: 0, queries: [0] },
    { line: 8, event: 7, rule: 1, queries: [0] },
    { line: 8, event: 7, rule: 2, queries: [0] },
  ]);
  assert.deepEqual(outcome.faults.map(({ line, event }) => [line, event]), [[7, 6]]);
  const text = matchLines(rules).matches(outcome.matches.slice(0, 1), "log.ndjson");
  assert.deepEqual(JSON.parse(text), {
    path: "a = 1.leql",
    rule: 0,
    id: null,
    title: "T",
    level: "low",
    conditions: [1],
    file: "log.ndjson",
    line: 6,
    event: 5,
  });
});

test("from() leaves out events that name another type", () => {
  const rules = [leqlRule('from(event_type = "dns") where(query = "a")')];
  const { engine } = prepareEngine(rules);
  const matches = (fields: JsonObject): boolean => engine.match(makeEvent(fields)).length > 0;
  assert.ok(matches({ query: "a" }));
  assert.ok(matches({ query: "a", event_type: "dns" }));
  assert.ok(!matches({ query: "a", event_type: "process_start_event" }));
});

test("a query that cannot be evaluated is told, and matches nothing", () => {
  const rules = [leqlRule("where(a = ${list})"), leqlRule("where(a = ${list})", "a = 1")];
  const { engine, faults } = prepareEngine(rules);
  assert.deepEqual(faults.map(({ rule, query }) => [rule, query]), [[0, 0], [1, 0]]);
  assert.equal(faults[0].diagnostic.code, "not-evaluable");
  assert.deepEqual(engine.match(makeEvent({ a: 1 })), [{ rule: 1, queries: [1] }]);
  const filled = prepareEngine(rules, { variables: { list: ["1"] } });
  assert.deepEqual(filled.faults, []);
  assert.equal(filled.engine.match(makeEvent({ a: "1" })).length, 2);
});

test("queries that group count over all batches", () => {
  const rules = [
    leqlRule("where(result = FAILED) groupby(user.name) calculate(count) having(count >= 2)"),
    leqlRule("where(size > 0) groupby(user.name) calculate(sum:size)"),
    leqlRule('where(result = "NONE") groupby(user.name)'),
    leqlRule("where(size > 5) calculate(bytes)"),
  ];
  const { engine, faults } = prepareEngine(rules);
  assert.deepEqual(faults, []);
  const aggregation = new Aggregation(rules, {});
  const lines = [
    '{"result":"FAILED","user":{"name":"alice"},"size":3}',
    '{"result":"FAILED","user":{"name":"bob"},"size":4}',
    '{"result":"OK","user":{"name":"bob"},"size":10}',
    '{"result":"FAILED","user.name":"alice"}',
  ];
  for (const [at, line] of lines.entries()) {
    const batch = batchOf([line], at);
    const { matches, counted } = matchBatch(batch, engine, rules, { isWindows: false });
    assert.deepEqual(matches, []);
    aggregation.add(counted);
  }
  const results = aggregation.results();
  assert.deepEqual(results.map(({ groups }) => groups), [
    [{ keys: ["alice"], count: 2, value: 2 }],
    [{ keys: ["alice"], count: 1, value: 3 }, { keys: ["bob"], count: 2, value: 14 }],
    [],
    [{ keys: [], count: 1, value: lines[2].length }],
  ]);
  const text = matchLines(rules).countings(results.slice(1, 2));
  assert.deepEqual(text.trimEnd().split("\n").map((line) => JSON.parse(line).group), [
    { "user.name": "alice" },
    { "user.name": "bob" },
  ]);
  const summary = matchSummary(rules, [0, 0, 0, 0], results);
  assert.match(summary, /^ {6}2 {2}where\(size > 0\).*\n {11}user\.name alice, 1 event, value 3\n/);
});

test("a query that cannot count is told before there are events", () => {
  const { faults } = prepareEngine([leqlRule("where(a = 1) groupby(b) timeslice(5m)")]);
  assert.equal(faults[0].diagnostic.code, "not-evaluable");
});

test("a summary without matches says so", () => {
  assert.equal(matchSummary([leqlRule("a = 1")], [0], []), "No rule matches\n");
});
