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

test("the weakest event type counts, for detection definitions alone", () => {
  const [{ queries, formatDiagnostics }] = compileText(SOURCE.text, {
    mapping: TABLE,
    formats: FORMATS,
    minEvidence: "seen",
  });
  assert.equal(queries.some(({ format }) => format === "leql_detection_definition"), false);
  assert.equal(queries.length, 4);
  assert.match(formatDiagnostics[0].diagnostic.message, /event type admin \(inferred\)/);
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

test("twins do not outlive the event type that they stand beside", () => {
  assert.equal("twinEventTypes" in mergeEntries(ENTRY, { eventType: "other" }), false);
  assert.equal("twinEventTypes" in mergeEntries(ENTRY, { twinEventTypes: null }), false);
  assert.deepEqual(mergeEntries(ENTRY, { logSet: "L" }).twinEventTypes, ENTRY.twinEventTypes);
});
