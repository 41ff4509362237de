import assert from "node:assert/strict";
import { test } from "node:test";
import { compileText } from "../../lib/api.ts";
import { FORMATS } from "../../lib/leql/formats/registry.ts";
import { mergeEntries } from "../../lib/mappings/merge_entry.ts";
import type { MappingEntry, MappingTable } from "../../lib/mappings/table.ts";
import { prepareCompiler } from "../../lib/prepare_compiler.ts";
import { renderRecords } from "../../lib/record.ts";
import { readQueries } from "../../lib/verify/read_queries.ts";

const ENTRY: MappingEntry = {
  logsources: [{ product: "x" }],
  eventType: "activity",
  twinEventTypes: { admin: "inferred: s" },
  evidence: "seen: s",
  fields: { Name: { key: "name", evidence: "seen: s" } },
};

const TABLE: MappingTable = {
  name: "t",
  sources: { s: { title: "S", url: "https://s.example/" } },
  entries: { main: ENTRY },
};

const SOURCE = {
  path: "a.yml",
  text: `
title: T
logsource: {product: x}
detection:
  a: {Name: one}
  b: {Name: two}
  condition: [a, b]
`,
};

test("a detection definition is written for each event type of the events", () => {
  const [result] = compileText(SOURCE.text, { mapping: TABLE, formats: FORMATS });
  const shown = result.queries.map(({ format, condition, eventType }) =>
    [format, condition, eventType].join(" ")
  );
  assert.deepEqual(shown, [
    "default 0 ",
    "default 1 ",
    "leql_advanced_search 0 ",
    "leql_advanced_search 1 ",
    "leql_detection_definition 0 activity",
    "leql_detection_definition 0 admin",
    "leql_detection_definition 1 activity",
    "leql_detection_definition 1 admin",
  ]);
  const records = renderRecords(result).trim().split("\n").map((line) => JSON.parse(line));
  const last = records.at(-1);
  assert.equal(last.event_type, "admin");
  assert.equal(last.query, 'from(\n  event_type = "admin"\n)\nwhere(\n  name = NOCASE("two")\n)');
  assert.equal("event_type" in records[0], false);
});

test("each event type stands on its own evidence", async () => {
  const options = { mapping: TABLE, formats: FORMATS, minEvidence: "seen", verify: true } as const;
  const { compiler } = await prepareCompiler(options);
  const [{ queries, formatDiagnostics, verification }] = compiler!.compileText(SOURCE);
  const shown = queries.flatMap(({ eventType, evidence }) =>
    eventType === undefined ? [] : `${eventType} ${evidence?.grade}`
  );
  assert.deepEqual(shown, ["activity seen", "activity seen"]);
  assert.deepEqual(formatDiagnostics.map(({ diagnostic }) => diagnostic.severity), ["unsupported"]);
  assert.match(formatDiagnostics[0].diagnostic.message, /event type admin \(inferred\)/);
  assert.equal(verification?.outcome, "verified");
  const all = compileText(SOURCE.text, { mapping: TABLE, formats: FORMATS })[0];
  const grades = all.queries.map(({ eventType, evidence }) => `${eventType} ${evidence?.grade}`);
  assert.equal(grades[0], "undefined seen");
  assert.deepEqual(grades.slice(4), [
    "activity seen",
    "admin inferred",
    "activity seen",
    "admin inferred",
  ]);
});

test("an event type of some events is for the rules that may match them", () => {
  const twin = { evidence: "seen: s", only: { Name: ["one", 2] } } as const;
  const table = { ...TABLE, entries: { main: { ...ENTRY, twinEventTypes: { some: twin } } } };
  const cases = [
    ["{Name: one}", true],
    ["{Name|startswith: o}", true],
    ["{Name: [two, 2]}", true],
    ["{Name|contains: x}", false],
    ["{Name: two}", false],
    ["{Other: two}", true],
  ] as const;
  for (const [selection, expected] of cases) {
    const text = SOURCE.text.replace("{Name: one}", selection).replace("[a, b]", "a");
    const fields = { ...ENTRY.fields, Other: "other" };
    const mapping = { ...table, entries: { main: { ...table.entries.main, fields } } };
    const [{ queries }] = compileText(text, { mapping, formats: ["leql_detection_definition"] });
    assert.deepEqual(
      queries.map(({ eventType }) => eventType),
      expected ? ["activity", "some"] : ["activity"],
      selection,
    );
  }
});

test("the queries of all event types are verified, and one that is missing is told", async () => {
  const { compiler } = await prepareCompiler({ mapping: TABLE, formats: FORMATS, verify: true });
  const [{ verification, diagnostics }] = compiler!.compileText(SOURCE);
  assert.equal(verification?.outcome, "verified", JSON.stringify(diagnostics));
  const printed = [{
    format: "leql_detection_definition" as const,
    text: 'from(event_type = "activity") where(name = NOCASE("one"))',
    isChanged: false,
  }];
  assert.deepEqual(
    readQueries(printed, ["activity", "admin"]).diagnostics.map(({ message }) => message),
    ['No query searches the event type "admin"'],
  );
});

test("event types are merged name by name, and do not outlive the one beside them", () => {
  const merged = (entry: MappingEntry) => mergeEntries(ENTRY, entry).twinEventTypes;
  assert.equal("twinEventTypes" in mergeEntries(ENTRY, { eventType: "other" }), false);
  assert.equal("twinEventTypes" in mergeEntries(ENTRY, { twinEventTypes: null }), false);
  assert.equal("twinEventTypes" in mergeEntries(ENTRY, { twinEventTypes: { admin: null } }), false);
  assert.deepEqual(merged({ logSet: "L" }), ENTRY.twinEventTypes);
  assert.deepEqual(merged({ eventType: "activity" }), ENTRY.twinEventTypes);
  assert.deepEqual(merged({ twinEventTypes: { more: "seen: s" } }), {
    admin: "inferred: s",
    more: "seen: s",
  });
  assert.deepEqual(merged({ eventType: "other", twinEventTypes: { more: "seen: s" } }), {
    more: "seen: s",
  });
});
