import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDiagnostic } from "../../lib/diagnostic.ts";
import { mergeMappings } from "../../lib/mappings/merge.ts";
import { parseMapping } from "../../lib/mappings/parse_mapping.ts";
import type { MappingTable } from "../../lib/mappings/table.ts";

const BASE: MappingTable = {
  name: "base",
  choices: {
    sysmon: { description: "d", default: "auto", values: { auto: "a", raw: "r" } },
  },
  fieldSets: {
    common: { fields: { A: "a", B: "b" } },
    shaped: {
      choice: "sysmon",
      alternatives: { auto: { fields: { C: "auto.c" } }, raw: { fields: { C: "raw.c" } } },
    },
  },
  entries: {
    first: {
      logsources: [{ product: "x" }],
      use: ["common", "shaped"],
      conditions: [{ key: "k", value: "v" }],
      otherFields: { pattern: "o.{name}" },
      otherwise: "second",
    },
    second: { use: ["common"], otherwise: "third" },
    third: { logsources: [{ product: "y" }], fields: { A: "a" } },
    fourth: { logsources: [{ product: "z" }], when: { sysmon: ["raw"] } },
    fifth: { logsources: [{ product: "z" }], when: { sysmon: ["auto"] } },
  },
};

/** The faults of a site's table merged over the base. */
async function faults(text: string): Promise<string[]> {
  const { table, diagnostics } = await parseMapping(text);
  if (table === undefined) return diagnostics.map((item) => formatDiagnostic(item));
  return mergeMappings([BASE, table], [undefined, text]).diagnostics
    .map((item) => formatDiagnostic(item));
}

async function merged(text: string): Promise<MappingTable> {
  const { table } = await parseMapping(text);
  const result = mergeMappings([BASE, table!], [undefined, text]);
  assert.deepEqual(result.diagnostics, []);
  return result.table!;
}

test("a table that refers to all of its parts merges to itself", () => {
  const { table, diagnostics } = mergeMappings([BASE]);
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(table, { ...BASE, sources: {} });
});

const FAULTS: readonly (readonly [string, string])[] = [
  [
    "{name: site, entries: {first: {use: [comon]}}}",
    '1:38: error: Mapping table "site": $.entries.first.use[0] names the field set "comon", which ' +
    'does not exist [mapping-invalid] (Did you mean "common"?)',
  ],
  [
    "{name: site, entries: {first: {otherwise: secnd}}}",
    '1:43: error: Mapping table "site": $.entries.first.otherwise names the entry "secnd", which ' +
    'does not exist [mapping-invalid] (Did you mean "second"?)',
  ],
  [
    "{name: site, entries: {third: {otherwise: first}}}",
    '1:43: error: Mapping table "site": $.entries.third.otherwise stands in a circle: first -> second -> third -> first',
  ],
  [
    "{name: site, entries: {first: {when: {sysmn: [raw]}}}}",
    '1:39: error: Mapping table "site": $.entries.first.when.sysmn names the choice "sysmn", ' +
    'which does not exist [mapping-invalid] (Did you mean "sysmon"?)',
  ],
  [
    "{name: site, entries: {first: {when: {sysmon: [agent]}}}}",
    '1:48: error: Mapping table "site": $.entries.first.when.sysmon[0] names the value "agent", ' +
    "which does not exist [mapping-invalid] (Known are auto, raw)",
  ],
  [
    "{name: site, fieldSets: {shaped: {alternatives: {rwa: {}}}}}",
    '1:50: error: Mapping table "site": $.fieldSets.shaped.alternatives.rwa names the value "rwa"',
  ],
  [
    "{name: site, choices: {sysmon: {description: d, default: c, values: {a: b}}}}",
    '1:58: error: Mapping table "site": $.choices.sysmon.default names the value "c"',
  ],
  [
    "{name: site, entries: {secnd: null}}",
    '1:24: warning: Mapping table "site": $.entries.secnd removes an entry that no earlier table ' +
    'has [mapping-invalid] (Did you mean "second"?)',
  ],
  [
    "{name: site, fieldSets: {comon: null}}",
    '1:26: warning: Mapping table "site": $.fieldSets.comon removes a field set that no earlier',
  ],
  [
    "{name: site, entries: {nw: {fields: {A: a}}}}",
    '1:24: error: Mapping table "site": $.entries.nw extends no entry of an earlier table, so it ' +
    "needs log sources",
  ],
  [
    "{name: site, entries: {third: {conditions: [{field: a, value: 1}]}}}",
    '1:53: error: Mapping table "site": $.entries.third.conditions[0].field names the field "a", ' +
    "for which the entry has no key",
  ],
  [
    "{name: site, entries: {third: {only: {Name: [1]}}}}",
    '1:39: error: Mapping table "site": $.entries.third.only.Name names the field "Name", for ' +
    "which the entry has no key",
  ],
  [
    "{name: site, entries: {second: {only: {C: [1]}}}}",
    '1:40: error: Mapping table "site": $.entries.second.only.C names the field "C"',
  ],
  [
    "{name: site, entries: {third: {fields: {B: {key: a, sameAs: AA}}}}}",
    '1:61: error: Mapping table "site": $.entries.third.fields.B.sameAs names the field "AA", for ' +
    "which the entry has no key",
  ],
  [
    "{name: site, entries: {third: {fields: {B: {key: a, sameAs: B}}}}}",
    '1:61: error: Mapping table "site": $.entries.third.fields.B.sameAs names the field itself',
  ],
  [
    "{name: s, entries: {e: {conditions: [{value: a}]}}}",
    '1:38: error: $.entries.e.conditions[0] lacks the property "field" or "key"',
  ],
  [
    "{name: s, entries: {e: {conditions: [{key: k, value: a, values: [b]}]}}}",
    '1:38: error: $.entries.e.conditions[0] has both "value" and "values"',
  ],
  [
    "{name: s, entries: {e: {conditions: [{key: k, value: a, match: is}]}}}",
    '1:64: error: $.entries.e.conditions[0].match is "is"',
  ],
  [
    "{name: s, entries: {e: {fields: {A: {key: k, within: t}}}}}",
    '1:37: error: $.entries.e.fields.A has both "key" and "within"',
  ],
  [
    "{name: s, entries: {e: {fields: {A: {within: t, case: lower}}}}}",
    '1:37: error: $.entries.e.fields.A has "case", which needs "key" or a list of "keys"',
  ],
  [
    "{name: s, entries: {e: {fields: {A: {key: k, otherValues: keep}}}}}",
    '1:37: error: $.entries.e.fields.A has "otherValues", but no "values"',
  ],
  [
    "{name: s, entries: {e: {fields: {A: {key: k, values: {a: {startswith: b, endswith: c}}}}}}}",
    "1:58: error: $.entries.e.fields.A.values.a has more than one property",
  ],
  [
    "{name: s, entries: {e: {otherFields: {pattern: 'a.{nme}'}}}}",
    "1:49: error: $.entries.e.otherFields.pattern",
  ],
  [
    "{name: s, fieldSets: {f: {choice: sysmon}}}",
    '1:26: error: $.fieldSets.f has a "choice", but no "alternatives"',
  ],
  [
    "{name: s, entries: {e: {evidence: 'seen: q', eventType: a}}}",
    '1:36: error: $.entries.e.evidence names the source "q", which does not exist',
  ],
  [
    "{name: s, fieldSets: {f: {otherFields: {pattern: '{name}', evidence: 'seen: q'}}}}",
    '1:71: error: $.fieldSets.f.otherFields.evidence names the source "q"',
  ],
  [
    "{name: s, entries: {e: {collection: sometimes}}}",
    '1:37: error: $.entries.e.collection is "sometimes"',
  ],
];

for (const [text, expected] of FAULTS) {
  test(`faults of ${text}`, async () => {
    const found = await faults(text);
    assert.ok(found.some((line) => line.startsWith(expected)), found.join("\n"));
  });
}

test("conditions and only may name fields of a set, of an alternative, and all where all are keys", async () => {
  await merged(
    "{name: s, entries: {second: {only: {A: [1]}}, fourth: {use: [shaped], only: {C: [1]}}, " +
      "first: {conditions: [{field: Other, value: 1}], fields: {D: {key: b, sameAs: B}}}}}",
  );
  await merged("{name: s, unmappedFields: keep, entries: {third: {only: {Q: [1]}}}}");
});

test("a table with references to nothing is refused, and the origin of each fault is known", () => {
  const site = { name: "site", entries: { first: { use: ["nosuch"] } } };
  const { table, origins } = mergeMappings([BASE, site]);
  assert.equal(table, undefined);
  assert.deepEqual(origins, [1]);
});

test("an entry that is removed leaves its chain, a field set the entries that use it", async () => {
  const table = await merged("{name: s, entries: {second: null}, fieldSets: {common: null}}");
  assert.equal(table.entries?.first?.otherwise, "third");
  assert.deepEqual(table.entries?.first?.use, ["shaped"]);
});

test("null takes conditions, other fields, otherwise and when back", async () => {
  const table = await merged(
    "{name: s, entries: {first: {conditions: null, otherwise: null, otherFields: null}, " +
      "fourth: {when: null}, fifth: null, second: {logsources: [{product: w}]}}}",
  );
  const { first, fourth } = table.entries!;
  assert.equal("conditions" in first!, false);
  assert.equal("otherwise" in first!, false);
  // It stays, to take back what field sets say.
  assert.equal(first!.otherFields, null);
  assert.equal("when" in fourth!, false);
});

test("field sets are merged field by field, each alternative for itself", async () => {
  const table = await merged(
    "{name: s, fieldSets: {common: {fields: {A: q, B: null}}, " +
      "shaped: {alternatives: {raw: {unsupportedFields: {C: none}}}}}}",
  );
  assert.deepEqual(table.fieldSets?.common?.fields, { A: "q", B: null });
  assert.deepEqual(table.fieldSets?.shaped?.alternatives, {
    auto: { fields: { C: "auto.c" } },
    raw: { fields: {}, unsupportedFields: { C: "none" } },
  });
});

test("entries of one table that serve the same log source under other choices stay apart", () => {
  const { table } = mergeMappings([BASE, { name: "s" }]);
  assert.deepEqual(Object.keys(table!.entries!), Object.keys(BASE.entries!));
});

test("two entries may serve a log source when choices keep them apart", async () => {
  const entry = (when: string) => `{logsources: [{product: z}]${when}}`;
  const text = (a: string, b: string) => `{name: s, entries: {a: ${entry(a)}, b: ${entry(b)}}}`;
  const apart = await parseMapping(text(", when: {c: [x]}", ""));
  assert.deepEqual(apart.diagnostics, []);
  for (
    const [a, b] of [["", ""], ["", ", when: {c: [x]}"], [", when: {c: [x]}", ", when: {c: [x]}"]]
  ) {
    const { diagnostics } = await parseMapping(text(a, b));
    assert.match(diagnostics[0].message, /serves already$/);
  }
});
