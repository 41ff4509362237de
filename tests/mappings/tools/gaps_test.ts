import assert from "node:assert/strict";
import { test } from "node:test";
import { prepareMapping } from "../../../lib/mappings/prepare.ts";
import type { EvidenceGrade, MappingTable } from "../../../lib/mappings/table.ts";
import { type FailedRule, rankGaps } from "../../../lib/mappings/tools/gaps.ts";
import { findObstacles, type Obstacle } from "../../../lib/mappings/tools/obstacles.ts";
import { ruleOf, tableOf } from "../helpers.ts";

function obstacles(
  detection: string,
  table: MappingTable,
  minEvidence?: EvidenceGrade,
  logsource?: string,
): string[][] {
  const rule = ruleOf(`${detection}\ncondition: selection`, logsource);
  return findObstacles(rule, prepareMapping(table), minEvidence).map((way) => way.map(short));
}

function short({ code, name, entry, events, reason, evidence }: Obstacle): string {
  return [code, name, entry, events, reason, evidence?.grade].filter(Boolean).join(" | ");
}

const TABLE = tableOf({
  eventType: "process_start_event",
  evidence: "seen: s",
  fields: {
    Image: { key: "image", evidence: "inferred: s" },
    Type: { key: "type", values: { a: "b" }, evidence: "seen: s" },
  },
  unsupportedFields: { Level: "events have no level" },
}, { sources: { s: { title: "S", url: "https://s.example/" } } });

test("findObstacles() names each fault of an entry once", () => {
  const detection = "selection:\n  Image: a\n  Level: b\n  Level|contains: c\n  Foo: d\n  Type: x";
  assert.deepEqual(obstacles(detection, TABLE), [[
    "unsupported-field | Level | process | events have no level",
    "unmapped-field | Foo | process",
    'unsupported-value | Type | process | the events have no counterpart for "x"',
  ]]);
});

test("findObstacles() names the field that a value refers to", () => {
  assert.deepEqual(obstacles("selection: {Image|fieldref: Foo}", TABLE), [[
    "unmapped-field | Foo | process",
  ]]);
});

test("findObstacles() finds weak evidence, that of event types aside, where grades are asked for", () => {
  assert.deepEqual(obstacles("selection: {Image: a}", TABLE), [[]]);
  assert.deepEqual(obstacles("selection: {Image: a}", TABLE, "seen"), [[
    "weak-evidence | image | process_start_event | inferred",
  ]]);
  assert.deepEqual(obstacles("selection: {Image: a}", TABLE, "documented"), [[
    "weak-evidence | image | process_start_event | inferred",
  ]]);
});

test("findObstacles() names a log source without an entry", () => {
  assert.deepEqual(
    obstacles("selection: {Image: a}", TABLE, undefined, "{product: zeek, service: dns}"),
    [["unmapped-logsource | product zeek, service dns"]],
  );
});

test("findObstacles() has a list for each entry that serves the events", () => {
  const logsources = [{ category: "process_creation", product: "windows" }];
  const table: MappingTable = {
    name: "test",
    entries: {
      first: { logsources, fields: { A: "a" }, otherwise: "part" },
      part: { only: { B: ["1"] }, fields: {}, otherwise: "last" },
      last: { fields: { B: "b" } },
    },
  };
  const detection = "selection: {A: x, B: y}";
  assert.deepEqual(obstacles(detection, table), [
    ["unmapped-field | B | first"],
    ["unmapped-field | A | last"],
  ]);
  const onlyPart = { ...table, entries: { first: { ...table.entries!.part, logsources } } };
  const [[unserved]] = obstacles(detection, {
    ...onlyPart,
    entries: { first: { ...onlyPart.entries.first, otherwise: null } },
  });
  assert.match(unserved, /^unserved-events \| first \| first \| The entry "first"/);
});

function obstacle(name: string): Obstacle {
  return { code: "unmapped-field", name, entry: "e" };
}

function failed(name: string, ways: readonly string[], isHopeless = false): FailedRule {
  return { name, ways: ways.map((way) => [...way].map(obstacle)), isHopeless };
}

const RULES = [
  failed("one", ["A"]),
  failed("two", ["AB", "C"]),
  failed("three", ["CD"]),
  failed("four", ["CD"]),
  failed("five", ["A"], true),
];

test("rankGaps() puts first what unlocks most rules by itself", () => {
  const rows = rankGaps(RULES).map(({ obstacle, alone, rules, together, examples }) =>
    `${obstacle.name} ${alone} ${rules} ${together} ${examples}`
  );
  assert.deepEqual(rows, [
    "A 1 3 1 one,two,five",
    "C 1 3 2 two,three,four",
    "D 0 2 4 three,four",
    "B 0 1 4 two",
  ]);
});

test("rankGaps() can put first what stands in most ways", () => {
  const rules = [...RULES, failed("six", ["CD"])];
  const rows = rankGaps(rules, "all").map(({ obstacle, rules }) => `${obstacle.name} ${rules}`);
  assert.deepEqual(rows, ["C 4", "A 3", "D 3", "B 1"]);
  assert.deepEqual(rankGaps([]), []);
});
