import assert from "node:assert/strict";
import { test } from "node:test";
import { prepareMapping } from "../../lib/mappings/apply.ts";
import type { PreparedEntry } from "../../lib/mappings/prepare.ts";
import type { MappingEntry } from "../../lib/mappings/table.ts";
import { translateEvent } from "../../lib/mappings/translate_event.ts";

function prepare(entry: MappingEntry): PreparedEntry {
  return prepareMapping({ name: "t", entries: { entry } }).slots.get("entry")!.prepared();
}

const ENTRY = prepare({
  fields: {
    Image: "process.exe_path",
    User: ["process.username", "user"],
    Type: { key: "type", values: { "3": "NETWORK", "10": ["A", "B"], p: { startswith: "pre" } } },
    Low: { key: "low", case: "lower" },
    Path: { key: "path", prefixes: { "HKLM\\": "\\REGISTRY\\MACHINE\\" } },
    Hashes: { split: "hashes", keys: { MD5: "h.md5", SHA1: "h.sha1" } },
    Name: { within: "text" },
    Other: { within: "text" },
    Raw: { within: "line" },
    Text: "text",
    Log: { key: "log", whole: "endswith" },
    Host: { key: "host", whole: "startswith", case: "lower" },
    Flat: "process.exe_path.deep",
  },
  unsupportedFields: { Level: "none" },
  otherFields: { pattern: "data.{lowerCamel}" },
});

const CASES: readonly (readonly [Parameters<typeof translateEvent>[0], unknown, number?])[] = [
  [{ Image: "a" }, { fields: { process: { exe_path: "a" } } }],
  [{ Image: "a", User: "u" }, { fields: { process: { exe_path: "a", username: "u" } } }],
  [{ User: "u" }, { fields: { user: "u" } }, 1],
  [{ User: "u" }, { fields: { user: "u" } }, 7],
  [{ Type: 3 }, { fields: { type: "NETWORK" } }],
  [{ Type: [10, "P", "q"] }, { fields: { type: ["A", "pre", "q"] } }],
  [{ Low: "ABC" }, { fields: { low: "abc" } }],
  [{ Path: "hklm\\x" }, { fields: { path: "\\REGISTRY\\MACHINE\\x" } }],
  [
    { Hashes: "MD5=0cc175b9c0f1b6a831c399e269772661,SHA256=ff, SHA1=ab" },
    { fields: { h: { md5: "0cc175b9c0f1b6a831c399e269772661", sha1: "ab" } } },
  ],
  [
    { Hashes: "0cc175b9c0f1b6a831c399e269772661" },
    { fields: { h: { md5: "0cc175b9c0f1b6a831c399e269772661" } } },
  ],
  [{ Name: "a", Text: "t", Other: 1 }, { fields: { text: "t a 1" } }],
  [{ Raw: "a b", Image: "i" }, {
    fields: { process: { exe_path: "i" } },
    line: '{"process":{"exe_path":"i"}} a b',
  }],
  [{ Level: "High", TargetUser: "t" }, { fields: { Level: "High", data: { targetUser: "t" } } }],
  [
    { Image: "a", Flat: "b" },
    { fields: { process: { exe_path: "a", "exe_path.deep": "b" } } },
  ],
  [{ Log: "a", Host: "B" }, { fields: { log: "other/a", host: "b/other" } }],
  [{ Log: ["a", ""] }, { fields: { log: ["other/a", ""] } }],
  [{ Image: null }, { fields: { process: { exe_path: null } } }],
];

for (const [event, expected, keyIndex] of CASES) {
  test(`translateEvent() of ${JSON.stringify(event)}`, () => {
    assert.deepEqual(translateEvent(event, ENTRY, { keyIndex }), expected);
  });
}

const FIXED = prepare({
  fields: { EventID: "code", Kind: "kind" },
  conditions: [
    { field: "EventID", values: [1, 2] },
    { key: "service", value: "trail" },
    { key: "kind", match: "startswith", value: "FAIL" },
  ],
});

test("translateEvent() makes the fixed conditions hold", () => {
  assert.deepEqual(translateEvent({}, FIXED).fields, { code: 1, service: "trail", kind: "FAIL" });
  assert.deepEqual(translateEvent({ EventID: 2, Kind: "failed" }, FIXED).fields, {
    code: 2,
    kind: "failed",
    service: "trail",
  });
});

test("translateEvent() takes names that every object has as plain names", () => {
  const entry = prepare({ fields: { A: "__proto__.a", B: "constructor.b" } });
  const { fields } = translateEvent({ A: 1, B: 2 }, entry);
  assert.equal(JSON.stringify(fields), '{"__proto__":{"a":1},"constructor":{"b":2}}');
  assert.equal(({} as Record<string, unknown>).a, undefined);
});
