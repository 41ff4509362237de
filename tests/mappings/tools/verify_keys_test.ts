import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeMappings } from "../../../lib/mappings/merge.ts";
import { parseMapping } from "../../../lib/mappings/parse_mapping.ts";
import type { MappingTable } from "../../../lib/mappings/table.ts";
import { fixTable } from "../../../lib/mappings/tools/fix_table.ts";
import { commonPattern, patternTest } from "../../../lib/mappings/tools/pattern_keys.ts";
import { suggestRenames } from "../../../lib/mappings/tools/suggest_renames.ts";
import {
  type Verification,
  type VerifyInput,
  verifyKeys,
} from "../../../lib/mappings/tools/verify_keys.ts";

const SOURCES = { s: { title: "S", url: "https://s.example/" } };

const TABLE: MappingTable = {
  name: "test",
  sources: SOURCES,
  choices: {
    shape: { description: "d", default: "xml", values: { xml: "x", flat: "f" } },
  },
  fieldSets: {
    event: {
      choice: "shape",
      alternatives: {
        xml: {
          fields: { EventID: { key: "data.id", evidence: "seen: s" } },
          otherFields: { pattern: "xml.{lower}", evidence: "inferred: s" },
        },
        flat: { fields: { EventID: { key: "eventId", evidence: "seen: s" } } },
      },
    },
  },
  entries: {
    process: {
      logsources: [{ category: "process_creation" }],
      fields: {
        Image: { key: "process.exe_path", evidence: "inferred: s" },
        User: { key: "process.user_name", evidence: "seen: s" },
        Hashes: {
          split: "hashes",
          keys: { MD5: "hashes.md5", SHA1: { key: "hashes.sha1", evidence: "inferred: s" } },
          evidence: "seen: s",
        },
        Text: { within: "line", evidence: "inferred: s" },
        Raw: { within: "raw_text", evidence: "inferred: s" },
        Computer: { keys: ["host", "asset"], evidence: "seen: s" },
      },
      unsupportedFields: { IntegrityLevel: "none" },
      conditions: [{ key: "kind", value: "start", evidence: "seen: s" }],
    },
    windows: { logsources: [{ product: "windows" }], use: ["event"] },
  },
};

function verify(listed: readonly string[], more: Partial<VerifyInput> = {}): Verification {
  const choices = { shape: "xml" };
  return verifyKeys({ table: TABLE, choices, entries: ["process"], listed, ...more });
}

function states({ keys }: Verification): Record<string, string> {
  return Object.fromEntries(keys.map(({ key, state, renames }) => {
    return [key, [state, ...renames.map((one) => `${one.key} (${one.how})`)].join(" ")];
  }));
}

test("verifyKeys() tells which keys a log has, and what the others may be called", () => {
  const found = verify([
    "process.exe_path",
    "process.userName",
    "hashes",
    "event.raw_text",
    "hosts",
    "kind",
    "integrity_level",
    "vars.3.value",
  ]);
  assert.deepEqual(states(found), {
    "process.exe_path": "found",
    "process.user_name": "missing process.userName (style)",
    "hashes.md5": "undecided",
    "hashes.sha1": "undecided",
    "raw_text": "missing event.raw_text (prefix)",
    "host": "missing hosts (spelling)",
    "asset": "missing",
    "kind": "found",
  });
  assert.deepEqual(found.unused, [
    { key: "integrity_level", fields: ["IntegrityLevel"] },
    { key: "vars.value", fields: [] },
  ]);
});

test("verifyKeys() finds a key whose parts are listed, and one in a list", () => {
  const table: MappingTable = {
    name: "test",
    entries: { one: { logsources: [{}], fields: { A: "record", B: "vars.value" } } },
  };
  const listed = ["record.a", "vars.7.value"];
  const found = verifyKeys({ table, choices: {}, entries: ["one"], listed });
  assert.deepEqual(states(found), { record: "found", "vars.value": "found" });
});

test("verifyKeys() counts what fits a pattern, and suggests another one", () => {
  const entries = ["windows"];
  const fields = new Map([["windows", new Set(["EventID", "CommandLine"])]]);
  const found = verify(["data.id", "xml.commandline", "xml.other"], { entries, fields });
  assert.deepEqual(states(found), { "data.id": "found", "xml.commandline": "found" });
  assert.deepEqual(found.patterns.map(({ count, better }) => [count, better]), [[1, undefined]]);
  assert.deepEqual(found.unused, []);
  const other = verify(["data.id", "e.image", "e.user", "e.a"], { entries });
  assert.deepEqual(other.patterns.map(({ count, better }) => [count, better]), [
    [0, { pattern: "e.{lower}", count: 2 }],
  ]);
});

test("verifyKeys() names a choice that fits better", () => {
  const found = verify(["eventId"], { entries: ["windows"] });
  assert.deepEqual(found.betterChoices, [{ choice: "shape", value: "flat", found: 1, of: 1 }]);
  assert.deepEqual(verify(["data.id"], { entries: ["windows"] }).betterChoices, []);
});

test("patternTest() knows each form", () => {
  assert.ok(patternTest("a.{lower}")("a.bc") && !patternTest("a.{lower}")("a.Bc"));
  assert.ok(patternTest("{lowerCamel}")("aB") && !patternTest("{lowerCamel}")("AB"));
  assert.ok(patternTest("x.{name}.y")("x.A b.y") && !patternTest("x.{name}.y")("x.y"));
  assert.equal(commonPattern(["a"], ["A"], "{name}"), undefined);
});

test("suggestRenames() gives a key that fits one by its words to no other by spelling", () => {
  const found = suggestRenames(["a.user_id", "a.userid"], ["a.userId"]);
  assert.deepEqual([...found.values()].map((renames) => renames.map(({ how }) => how)), [
    ["style"],
    ["style"],
  ]);
  const other = suggestRenames(["a.names", "a.user_name"], ["a.name", "b.user_name"]);
  assert.deepEqual(other.get("a.names"), [{ key: "a.name", how: "spelling" }]);
  assert.deepEqual(other.get("a.user_name"), [{ key: "b.user_name", how: "prefix" }]);
});

function fix(listed: readonly string[], more: Partial<VerifyInput> = {}) {
  const { entries = ["process"] } = more;
  const choices = { shape: "xml" };
  const source = { title: "Ours", url: "https://ours.example/" };
  const verification = verify(listed, more);
  return fixTable({ table: TABLE, choices, entries, verification, source });
}

test("fixTable() renames keys, and confirms those that were inferred", async () => {
  const { table, renamed, confirmed } = fix([
    "process.exe_path",
    "process.userName",
    "digest.md5",
    "hashes.sha1",
    "hosts",
    "event.kind",
  ]);
  assert.deepEqual([renamed, confirmed], [4, 2]);
  const note = (key: string) => `Was ${key}, which the log does not have`;
  const seen = { grade: "seen", source: "topkeys" };
  assert.deepEqual(table.entries, {
    process: {
      conditions: [{ key: "event.kind", value: "start", evidence: "seen: s" }],
      fields: {
        Image: { key: "process.exe_path", evidence: seen },
        User: { key: "process.userName", evidence: { ...seen, note: note("process.user_name") } },
        Hashes: {
          split: "hashes",
          keys: {
            MD5: { key: "digest.md5", evidence: { ...seen, note: note("hashes.md5") } },
            SHA1: { key: "hashes.sha1", evidence: seen },
          },
          evidence: "seen: s",
        },
        Computer: {
          keys: ["hosts", "asset"],
          evidence: { grade: "inferred", source: "topkeys", note: note("host") },
        },
      },
    },
  });
  const read = await parseMapping(JSON.stringify(table));
  assert.deepEqual(read.diagnostics, []);
  assert.deepEqual(mergeMappings([TABLE, table]).diagnostics, []);
});

test("fixTable() gives fields that have their key by pattern one of their own", () => {
  const entries = ["windows"];
  const fields = new Map([["windows", new Set(["CommandLine"])]]);
  const { table } = fix(["data.id", "xml.commandline"], { entries, fields });
  assert.deepEqual(table.entries, {
    windows: {
      fields: {
        CommandLine: { key: "xml.commandline", evidence: { grade: "seen", source: "topkeys" } },
      },
    },
  });
});

test("fixTable() says nothing where two keys would get the same name, or one could get two", () => {
  const table: MappingTable = {
    name: "test",
    entries: { one: { logsources: [{}], fields: { A: "a.id", B: "b.id", C: "c.key" } } },
  };
  const input = { table, choices: {}, entries: ["one"] };
  const verification = verifyKeys({ ...input, listed: ["x.id", "y.key", "z.key"] });
  const source = { title: "Ours", url: "https://ours.example/" };
  assert.deepEqual(fixTable({ ...input, verification, source }).table.entries, {});
});
