import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeMappings } from "../../lib/mappings/merge.ts";
import type { MappingTable } from "../../lib/mappings/table.ts";

const BASE: MappingTable = {
  name: "base",
  eventTypeKey: "event_type",
  unmappedFields: "error",
  sources: { a: { title: "A", url: "https://a.example/" } },
  entries: {
    dns: {
      logsources: [{ category: "dns" }, { category: "dns_query" }],
      eventType: "dns",
      logSet: "DNS Query",
      evidence: "seen: a",
      fields: { query: "query", record_type: "query_type" },
      unsupportedFields: { answer: "no answer", ttl: "no answer" },
    },
    proxy: { logsources: [{ category: "proxy" }], fields: { "c-uri": "url" } },
  },
};

function merge(...tables: MappingTable[]): MappingTable {
  const { table, diagnostics } = mergeMappings([BASE, ...tables]);
  assert.deepEqual(diagnostics, []);
  return table!;
}

test("mergeMappings() of one table gives an equal one", () => {
  assert.deepEqual(mergeMappings([BASE]), { table: BASE, diagnostics: [], origins: [] });
});

test("mergeMappings() extends an entry field by field and leaves its tables alone", () => {
  const before = JSON.stringify(BASE);
  const table = merge({
    name: "site",
    entries: { dns: { fields: { query: ["query", "dns_query"], src_ip: "source_address" } } },
  });
  assert.deepEqual(table.entries?.dns, {
    ...BASE.entries!.dns,
    fields: {
      query: ["query", "dns_query"],
      record_type: "query_type",
      src_ip: "source_address",
    },
  });
  assert.equal(table.name, "base+site");
  assert.equal(JSON.stringify(BASE), before);
});

test("mergeMappings() finds the entry by its log sources, in any order", () => {
  const logsources = [{ category: "dns_query" }, { category: "dns" }];
  const table = merge({ name: "s", entries: { mine: { logsources, fields: { x: "y" } } } });
  assert.deepEqual(Object.keys(table.entries!), ["dns", "proxy"]);
  assert.equal(table.entries?.dns?.fields?.x, "y");
});

test("mergeMappings() removes fields, reasons and entries with null", () => {
  const table = merge({
    name: "s",
    entries: {
      dns: { fields: { record_type: null }, unsupportedFields: { ttl: null }, logSet: null },
      proxy: null,
    },
  });
  assert.deepEqual(Object.keys(table.entries!), ["dns"]);
  assert.deepEqual(table.entries?.dns?.fields, { query: "query" });
  assert.deepEqual(table.entries?.dns?.unsupportedFields, { answer: "no answer" });
  assert.equal("logSet" in table.entries!.dns!, false);
});

test("mergeMappings() takes a field out of the unsupported ones when it gets a key", () => {
  const table = merge({ name: "s", entries: { dns: { fields: { answer: "answer" } } } });
  assert.deepEqual(table.entries?.dns?.unsupportedFields, { ttl: "no answer" });
  assert.equal(table.entries?.dns?.fields?.answer, "answer");
});

test("mergeMappings() takes the key of a field that becomes unsupported", () => {
  const table = merge({ name: "s", entries: { dns: { unsupportedFields: { query: "why" } } } });
  assert.deepEqual(table.entries?.dns?.fields, { record_type: "query_type" });
  assert.equal(table.entries?.dns?.unsupportedFields?.query, "why");
});

test("mergeMappings() adds an entry that names its log sources", () => {
  const entry = { logsources: [{ product: "x" }], fields: { a: "b", c: null } };
  const { table, diagnostics } = mergeMappings([BASE, { name: "s", entries: { mine: entry } }]);
  const message =
    'Mapping table "s": $.entries.mine.fields.c removes a field that the entry does not have';
  assert.deepEqual(diagnostics, [{ severity: "warning", code: "mapping-invalid", message }]);
  assert.deepEqual(table?.entries?.mine, { logsources: [{ product: "x" }], fields: { a: "b" } });
});

test("mergeMappings() refuses a new entry without log sources", () => {
  const site = { name: "site", entries: { dsn: { fields: { a: "b" } } } };
  const { table, diagnostics } = mergeMappings([BASE, site]);
  assert.equal(table, undefined);
  assert.deepEqual(
    diagnostics.map(({ severity, code, message, hint }) => ({
      severity,
      code,
      message,
      hint,
    })),
    [{
      severity: "error",
      code: "mapping-invalid",
      message:
        'Mapping table "site": $.entries.dsn extends no entry of an earlier table, so it needs log sources',
      hint: "Earlier entries: dns, proxy",
    }],
  );
});

test("mergeMappings() says so when the table to extend was not given", () => {
  const { diagnostics } = mergeMappings([{ name: "s", entries: { dns: { fields: {} } } }]);
  assert.equal(
    diagnostics[0].hint,
    "Name the table that it extends before it, such as insightidr",
  );
});

test("mergeMappings() warns of a removal that removes nothing", () => {
  const { table, diagnostics } = mergeMappings([BASE, { name: "s", entries: { proxi: null } }]);
  assert.deepEqual(Object.keys(table!.entries!), ["dns", "proxy"]);
  assert.equal(diagnostics[0].severity, "warning");
  assert.equal(diagnostics[0].hint, 'Did you mean "proxy"?');
});

test("mergeMappings() takes settings and sources from later tables where they have them", () => {
  const table = merge(
    {
      name: "s",
      unmappedFields: "keep",
      sources: { b: { title: "B", url: "https://b.example/" } },
    },
    { name: "t" },
  );
  assert.equal(table.unmappedFields, "keep");
  assert.equal(table.eventTypeKey, "event_type");
  assert.deepEqual(Object.keys(table.sources!), ["a", "b"]);
  const odd = JSON.parse('{"name":"s","sources":{"__proto__":{"title":"P","url":"https://p"}}}');
  assert.deepEqual(Object.keys(merge(odd).sources!), ["a", "__proto__"]);
});

test("mergeMappings() does not keep the evidence of an event type that was replaced", () => {
  const table = merge({ name: "s", entries: { dns: { eventType: "dns2" } } });
  assert.equal(table.entries?.dns?.eventType, "dns2");
  assert.equal("evidence" in table.entries!.dns!, false);
});

test("mergeMappings() throws when it is given nothing", () => {
  assert.throws(() => mergeMappings([]), RangeError);
});
