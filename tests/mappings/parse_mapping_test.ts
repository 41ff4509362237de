import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDiagnostic } from "../../lib/diagnostic.ts";
import { quoteKey } from "../../lib/leql/quote.ts";
import { parseMapping } from "../../lib/mappings/parse_mapping.ts";

async function faults(text: string): Promise<string[]> {
  const { table, diagnostics } = await parseMapping(text);
  assert.equal(table, undefined);
  return diagnostics.map((item) => formatDiagnostic(item));
}

test("parseMapping() reads a table of five lines", async () => {
  const text = `{
  "name": "site",
  "entries": {
    "web_proxy": { "fields": { "c-useragent": "user_agent", "cs-cookie": null } }
  }
}`;
  assert.deepEqual(await parseMapping(text), { table: JSON.parse(text), diagnostics: [] });
});

test("parseMapping() reads YAML as well, with comments", async () => {
  const text = "name: site # ours\nentries:\n  dns:\n    fields: {QueryName: query}\n";
  assert.deepEqual((await parseMapping(text)).table, {
    name: "site",
    entries: { dns: { fields: { QueryName: "query" } } },
  });
});

const SYNTAX: readonly (readonly [string, string, string])[] = [
  ["nothing", "", "error: Cannot read the mapping table: the file is empty [mapping-syntax]"],
  [
    "two documents",
    "a: 1\n---\nb: 1",
    "error: Cannot read the mapping table: the file holds 2 documents [mapping-syntax]",
  ],
  ["a missing comma", '{\n  "name": "a"\n  "entries": {}\n}', "3:"],
  ["an open brace", '{\n  "name": "a",\n', "3:"],
  ["an open quote", '{\n  "name": "a\n}', "3:"],
  [
    "a key twice",
    '{ "name": "a",\n  "name": "b" }',
    '2:4: error: The key "name" stands twice in one mapping [mapping-syntax]',
  ],
  [
    "an id twice",
    '{ "name": "a", "entries": {\n "x": null,\n "x": null } }',
    '3:3: error: The key "x"',
  ],
];

for (const [what, text, expected] of SYNTAX) {
  test(`parseMapping() reports ${what}`, async () => {
    const [first] = await faults(text);
    assert.ok(first.startsWith(expected), first);
    assert.match(first, /\[mapping-syntax\]/);
  });
}

/** Faulty tables, one line each, with what is reported. */
const INVALID: readonly (readonly [string, string])[] = [
  ["[]", "1:1: error: $ is a list: expected an object [mapping-invalid]"],
  ["x", "1:1: error: $ is a string: expected an object [mapping-invalid]"],
  ["{}", '1:1: error: $ lacks the property "name" [mapping-invalid]'],
  ['{"name": ""}', "1:11: error: $.name is empty [mapping-invalid]"],
  [
    '{"name": "a", "entires": {}}',
    '1:16: error: $.entires is not a property that can stand there [mapping-invalid] (Did you mean "entries"?)',
  ],
  [
    '{"name": "a", "foo": {}}',
    "1:16: error: $.foo is not a property that can stand there [mapping-invalid] (Properties: name, description, eventTypeKey, unmappedFields, variants, choices, sources, fieldSets, entries)",
  ],
  [
    '{"name": "a", "unmappedFields": "eror"}',
    '1:34: error: $.unmappedFields is "eror": expected "error" or "keep" [mapping-invalid] (Did you mean "error"?)',
  ],
  [
    '{"name": "a", "unmappedFields": null}',
    '1:33: error: $.unmappedFields is null: expected "error" or "keep" [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"a b": null}}',
    '1:28: error: $.entries["a b"] has the name "a b": expected small letters, digits and _ [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"logsources": []}}}',
    "1:47: error: $.entries.x.logsources is empty [mapping-invalid]",
  ],
  [
    '{"name": "a", "entries": {"x": {"logsources": [{}]}}}',
    "1:48: error: $.entries.x.logsources[0] is empty [mapping-invalid]",
  ],
  [
    '{"name": "a", "entries": {"x": {"logsources": [{"categroy": "a"}]}}}',
    '1:50: error: $.entries.x.logsources[0].categroy is not a property that can stand there [mapping-invalid] (Did you mean "category"?)',
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"Image": 1}}}}',
    "1:53: error: $.entries.x.fields.Image is a number: expected a string, a list, an object or null [mapping-invalid]",
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"c-uri": []}}}}',
    '1:53: error: $.entries.x.fields["c-uri"] is empty [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": ["a", true]}}}}',
    "1:55: error: $.entries.x.fields.A[1] is true or false: expected a string [mapping-invalid]",
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {}}}}}',
    '1:49: error: $.entries.x.fields.A lacks the property "key", "keys" or "within" [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {"key": "a", "keys": ["b"]}}}}}',
    '1:49: error: $.entries.x.fields.A has both "key" and "keys" [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {"keys": {"MD5": "b"}}}}}}',
    '1:49: error: $.entries.x.fields.A has an object as "keys", so it needs "split": "hashes" [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {"split": "hashes", "keys": ["b"]}}}}}',
    '1:49: error: $.entries.x.fields.A is split, so its "keys" must be an object from algorithm to key [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {"split": "hashes", "keys": {"md5": "b"}}}}}}',
    '1:79: error: $.entries.x.fields.A.keys.md5 has the name "md5": expected "MD5", "SHA1", "SHA256" or "IMPHASH" [mapping-invalid] (Did you mean "MD5"?)',
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": "a"}, "unsupportedFields": {"A": "no"}}}}',
    "1:45: error: $.entries.x.fields.A has a key, but stands in unsupportedFields too [mapping-invalid] (Remove it from one of the two)",
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {"key": "a", "evidence": "seen: nosuch"}}}}}',
    '1:75: error: $.entries.x.fields.A.evidence names the source "nosuch", which does not exist [mapping-invalid] (Describe it under "sources")',
  ],
  [
    '{"name": "a", "entries": {"x": {"evidence": "seen: exampels"}}}',
    '1:46: error: $.entries.x.evidence names the source "exampels", which does not exist [mapping-invalid] (Did you mean "examples"?)',
  ],
  [
    '{"name": "a", "entries": {"x": {"eventType": "e", "twinEventTypes": {"f": "seen: exampels"}}}}',
    '1:76: error: $.entries.x.twinEventTypes.f names the source "exampels", which does not exist [mapping-invalid] (Did you mean "examples"?)',
  ],
  [
    '{"name": "a", "entries": {"x": {"eventType": "e", "twinEventTypes": {"e": "seen: examples"}}}}',
    '1:71: error: $.entries.x.twinEventTypes.e is the "eventType" already [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"logsources": [{"category": "a"}]}, "y": {"logsources": [{"category": "a"}]}}}',
    '1:90: error: $.entries.y.logsources[0] is a log source that the entry "x" serves already [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"logsources": [{"category": "a"}, {"category": "a"}]}}}',
    "1:67: error: $.entries.x.logsources[1] stands twice in the list [mapping-invalid]",
  ],
  [
    '{"name": "a", "sources": {"s": {"title": "t", "url": "file:x"}}}',
    '1:55: error: $.sources.s.url is "file:x": expected an address that begins with https:// or http:// [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"otherFields": {"pattern": "a.{nme}"}}}}',
    '1:61: error: $.entries.x.otherFields.pattern is "a.{nme}": expected a key with exactly one of {name}, {lower}, {lowerCamel} and {snake}, that quotes can hold [mapping-invalid]',
  ],
  // Rule values are compared without letter case.
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {"key": "k", "values": {"On": "1", "ON": "2"}}}}}}',
    '1:85: error: $.entries.x.fields.A.values.ON stands there already as "On": letter case does not count [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {"key": "k", "prefixes": {"HK": "1", "hk": "2"}}}}}}',
    '1:87: error: $.entries.x.fields.A.prefixes.hk stands there already as "HK": letter case does not count [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {"key": "k", "prefixes": {"": "1"}}}}}}',
    '1:76: error: $.entries.x.fields.A.prefixes[""] has an empty name [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {"key": "k", "replace": {"": "1"}}}}}}',
    '1:75: error: $.entries.x.fields.A.replace[""] has an empty name [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {"key": "k", "replace": {"a": ""}}}}}}',
    "1:80: error: $.entries.x.fields.A.replace.a is empty [mapping-invalid]",
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {"within": "k", "whole": "endswith"}}}}}',
    '1:49: error: $.entries.x.fields.A has "whole", which needs "key" or a list of "keys" [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {"key": "k", "common": ["b"]}}}}}',
    '1:49: error: $.entries.x.fields.A has "common", but no "within" [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {"within": "k", "loss": {"effect": "broader", "reason": "r"}}}}}}',
    '1:49: error: $.entries.x.fields.A has "loss", which needs "key" or a list of "keys" [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"fields": {"A": {"key": "k", "loss": {"effect": "wider", "reason": "r"}}}}}}',
    '1:82: error: $.entries.x.fields.A.loss.effect is "wider": expected "broader", "narrower" or "mixed" [mapping-invalid]',
  ],
  [
    '{"name": "a", "entries": {"x": {"loss": {"effect": "broader"}}}}',
    '1:41: error: $.entries.x.loss lacks the property "reason" [mapping-invalid]',
  ],
];

for (const [text, expected] of INVALID) {
  test(`parseMapping() refuses ${text}`, async () => {
    assert.deepEqual(await faults(text), [expected]);
  });
}

test("parseMapping() says what evidence looks like", async () => {
  const [fault] = await faults('{"name": "a", "entries": {"x": {"evidence": "sen: eet"}}}');
  assert.match(
    fault,
    /\$\.entries\.x\.evidence is "sen: eet": expected "documented: ID", "seen: ID" or "inferred: ID"/,
  );
});

/** Keys that stand in a query without a fault, and others. */
const KEYS = [
  "a",
  "a.b",
  "a b",
  "cs(User-Agent)",
  "it's",
  'say "a"',
  "order",
  "{a}",
  "$a",
  "ä",
  "a\tb",
  "a\u0000",
  "a\u2028b",
  "${a}",
  "x${a",
  `it's "a"`,
  `"a" it's`,
  "\ud800",
];

test("parseMapping() takes the keys that a query can hold, wherever they stand", async () => {
  for (const key of KEYS) {
    const isHeld = quoteKey(key) !== undefined;
    const name = JSON.stringify(key);
    for (
      const member of [
        `"fields": {"A": ${name}}`,
        `"fields": {"A": [${name}]}`,
        `"fields": {"A": {"key": ${name}}}`,
        `"fields": {"A": {"keys": ["a", ${name}]}}`,
        `"fields": {"A": {"within": ${name}}}`,
        `"fields": {"A": {"split": "hashes", "keys": {"MD5": ${name}}}}`,
        `"fields": {"A": {"split": "hashes", "keys": {"MD5": {"key": ${name}}}}}`,
        `"conditions": [{"key": ${name}, "value": 1}]`,
        `"eventType": ${name}`,
      ]
    ) {
      const { diagnostics } = await parseMapping(`{"name": "a", "entries": {"x": {${member}}}}`);
      assert.equal(diagnostics.length === 0, isHeld, `${member}: ${diagnostics[0]?.message}`);
      if (!isHeld) {
        assert.match(diagnostics[0].message, /expected a (?:key|name) that quotes can hold: /);
      }
    }
  }
});

test("parseMapping() reports all faults, in the order of the text", async () => {
  const list = await faults(`{
  "entries": {
    "x": { "fields": { "A": 1 }, "unsuportedFields": {}, "logsources": [] },
    "Y": null
  },
  "eventTypeKey": "type",
  "name": 5
}`);
  assert.deepEqual(list.map((line) => line.split(": ")[0]), [
    "3:29",
    "3:35",
    "3:72",
    "4:6",
    "6:20",
    "7:11",
  ]);
});

test("parseMapping() says that JSON has no comments", async () => {
  for (
    const [text, place] of [
      ['{\n  // hi\n  "name": "a", "entries": {}}', "2:3"],
      ['{"name": "a", // "hi"\n"entries": {}}', "1:15"],
      ['{"name": "a", "entries": {"x": {"fields": {\n// mine, old\n"A": "b"}}}}', "2:1"],
      ['/* a */\n{"name": "a"}', "1:1"],
      ['// a\n{"name": "a"}', "1:1"],
      ['{"name": "a", "entries": {"x": {"fields": {/* mine */ "A": "b"}}}}', "1:44"],
    ]
  ) {
    const list = await faults(text);
    assert.equal(list.length, 1);
    assert.ok(list[0].startsWith(place), `${list[0]} at ${place}`);
    assert.match(list[0], /JSON has no comments/);
  }
  const { diagnostics: [{ hint }] } = await parseMapping('{"name": "a" /* b */}');
  assert.match(hint!, /YAML/);
  const fine = '{ # a // b\n"name": "a // \\" /* b", "description": \'it // is\', "entries": ' +
    '{"x": {"fields": {"A": b//c, "B": "//"}}}}';
  assert.deepEqual((await parseMapping(fine)).diagnostics, []);
  const yaml = await parseMapping("name: a\ndescription: a // b\nentries: {}\n");
  assert.deepEqual(yaml.diagnostics, []);
});

test("parseMapping() takes a table that removes what an earlier one has", async () => {
  const { diagnostics } = await parseMapping(
    '{"name": "a", "entries": {"x": {"fields": {"A": null}, "unsupportedFields": {"A": "no", "B": null}, "logSet": null}}}',
  );
  assert.deepEqual(diagnostics, []);
});

test("parseMapping() takes names that every object has as plain names", async () => {
  const [fault] = await faults('{"name": "a", "__proto__": {"entries": {}}}');
  assert.match(fault, /__proto__ is not a property/);
});
