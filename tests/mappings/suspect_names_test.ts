import assert from "node:assert/strict";
import { test } from "node:test";
import { BUILTIN_MAPPINGS } from "../../lib/mappings/builtin.ts";
import { mergeMappings } from "../../lib/mappings/merge.ts";
import type { MappingTable } from "../../lib/mappings/table.ts";

const BASE: MappingTable = {
  name: "base",
  fieldSets: { names: { fields: { Name: "name" } } },
  entries: {
    proxy: {
      logsources: [{ category: "proxy" }],
      use: ["names"],
      fields: { "c-uri": "url", Agent: "agent" },
      unsupportedFields: { Level: "none" },
    },
  },
};

/** The warnings about a table that is merged over another, without the table's name. */
function warnings(table: Omit<MappingTable, "name">): string[] {
  const merged = mergeMappings([BASE, { name: "site", ...table }]);
  assert.ok(merged.table !== undefined);
  return merged.diagnostics.map(({ severity, message, hint }) => {
    assert.equal(severity, "warning");
    const text = message.replace('Mapping table "site": ', "");
    return hint === undefined ? text : `${text} (${hint})`;
  });
}

function ofProxy(fields: NonNullable<MappingTable["entries"]>[string]): string[] {
  return warnings({ entries: { proxy: fields } });
}

const BLANKS = "(They are taken as a part of the name)";

test("blanks around keys and names of fields are told, wherever they stand", () => {
  const keys = { MD5: "m", SHA1: " s", SHA256: { key: "s " } };
  const found = ofProxy({
    fields: {
      a: " ua ",
      b: ["x", "y\t"],
      c: { key: " k" },
      d: { keys: ["k", " l"] },
      Hashes: { split: "hashes", keys } as never,
      e: { within: " text" },
      " f": "f",
      g: "two words",
    },
    otherFields: { pattern: " {lower}" },
    conditions: [{ key: "type ", value: " 1 " }],
  });
  assert.deepEqual(found, [
    `$.entries.proxy.fields.a is " ua ", with blanks around it ${BLANKS}`,
    `$.entries.proxy.fields.b[1] is "y\t", with blanks around it ${BLANKS}`,
    `$.entries.proxy.fields.c.key is " k", with blanks around it ${BLANKS}`,
    `$.entries.proxy.fields.d.keys[1] is " l", with blanks around it ${BLANKS}`,
    `$.entries.proxy.fields.Hashes.keys.SHA1 is " s", with blanks around it ${BLANKS}`,
    `$.entries.proxy.fields.Hashes.keys.SHA256.key is "s ", with blanks around it ${BLANKS}`,
    `$.entries.proxy.fields.e.within is " text", with blanks around it ${BLANKS}`,
    `$.entries.proxy.fields[" f"] has blanks around its name ${BLANKS}`,
    `$.entries.proxy.otherFields.pattern is " {lower}", with blanks around it ${BLANKS}`,
    `$.entries.proxy.conditions[0].key is "type ", with blanks around it ${BLANKS}`,
  ]);
});

test("a field that is removed and was never there is told", () => {
  assert.deepEqual(ofProxy({ fields: { "c-ury": null, Zzzzzz: null } }), [
    '$.entries.proxy.fields["c-ury"] removes a field that the entry does not have ' +
    '(Did you mean "c-uri"?)',
    "$.entries.proxy.fields.Zzzzzz removes a field that the entry does not have",
  ]);
  assert.deepEqual(ofProxy({ unsupportedFields: { Agent: null } }), [
    "$.entries.proxy.unsupportedFields.Agent removes a field that the entry does not have",
  ]);
  const present = { fields: { "c-uri": null, Name: null }, unsupportedFields: { Level: null } };
  assert.deepEqual(ofProxy(present), []);
});

const CASE = "(Letter case counts in names of fields: it is another field)";

test("a field that differs from another in letter case alone is told", () => {
  assert.deepEqual(ofProxy({ fields: { "C-URI": "uri", name: "n", Agent: "a", New: "x" } }), [
    `$.entries.proxy.fields["C-URI"] differs from the field "c-uri" in letter case alone ${CASE}`,
    `$.entries.proxy.fields.name differs from the field "Name" in letter case alone ${CASE}`,
  ]);
  const set = { fields: { p: "p" }, alternatives: {} };
  assert.deepEqual(
    warnings({
      fieldSets: { names: { fields: { NAME: "n" } }, mine: { fields: { p: "p", P: "q" } } },
      entries: { mine: { logsources: [{ product: "x" }], fields: { Aa: "a", aA: "b" } } },
    }),
    [
      `$.fieldSets.names.fields.NAME differs from the field "Name" in letter case alone ${CASE}`,
      `$.fieldSets.mine.fields.P differs from the field "p" in letter case alone ${CASE}`,
      `$.entries.mine.fields.aA differs from the field "Aa" in letter case alone ${CASE}`,
    ],
  );
  assert.deepEqual(warnings({ fieldSets: { mine: set } }), []);
});

test("the warnings of an entry under another id name the place in its own table", () => {
  const entries = { web: { logsources: [{ category: "proxy" }], fields: { agent: "a" } } };
  assert.deepEqual(warnings({ entries }), [
    `$.entries.web.fields.agent differs from the field "Agent" in letter case alone ${CASE}`,
  ]);
});

test("tables that ship are not asked", () => {
  for (const table of Object.values(BUILTIN_MAPPINGS)) {
    assert.deepEqual(mergeMappings([table, { name: "site" }]).diagnostics, []);
  }
});
