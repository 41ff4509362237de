import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { BUILTIN_MAPPINGS, builtinMapping, DEFAULT_MAPPING } from "../../lib/mappings/builtin.ts";
import { evidenceDetail } from "../../lib/mappings/evidence.ts";
import { mergeMappings } from "../../lib/mappings/merge.ts";
import { parseMapping } from "../../lib/mappings/parse_mapping.ts";
import type { Evidence, FieldMapping, MappingTable } from "../../lib/mappings/table.ts";
import { mapped } from "./helpers.ts";

/** All evidence of a field; `undefined` where a key has none. */
function evidenceOf(field: FieldMapping): (Evidence | undefined)[] {
  if (typeof field === "string" || Array.isArray(field)) return [undefined];
  const { evidence, keys } = field as { evidence?: Evidence; keys?: object };
  if (keys === undefined || Array.isArray(keys)) return [evidence];
  return Object.values(keys).map((key) => key.evidence ?? evidence);
}

function allEvidence(table: MappingTable): (readonly [string, Evidence | undefined])[] {
  return Object.entries(table.entries ?? {}).flatMap(([id, entry]) => [
    [id, entry?.evidence] as const,
    ...Object.entries(entry?.fields ?? {}).flatMap(([name, field]) =>
      evidenceOf(field!).map((evidence) => [`${id}.${name}`, evidence] as const)
    ),
  ]);
}

for (const [name, table] of Object.entries(BUILTIN_MAPPINGS)) {
  test(`the table ${name} fits the schema and its own rules`, async () => {
    const url = new URL(`../../lib/mappings/${name}.json`, import.meta.url);
    const result = await parseMapping(readFileSync(url, "utf8"));
    assert.deepEqual(result, { table, diagnostics: [] });
    assert.equal(table.name, name);
  });

  test(`the table ${name} has a source for each key and uses each source`, () => {
    const used = new Set<string>();
    for (const [place, evidence] of allEvidence(table)) {
      assert.ok(evidence !== undefined, `${place} has no evidence`);
      const { source } = evidenceDetail(evidence);
      assert.ok(Object.hasOwn(table.sources!, source), `${place} names the source ${source}`);
      used.add(source);
    }
    assert.deepEqual([...used].sort(), Object.keys(table.sources!).sort());
  });

  test(`the table ${name} is whole: each entry serves log sources and names its target`, () => {
    for (const [id, entry] of Object.entries(table.entries!)) {
      assert.ok(entry?.logsources && entry.eventType && entry.logSet, id);
    }
    assert.deepEqual(mergeMappings([table]).diagnostics, []);
  });
}

test("builtinMapping() knows its tables and nothing else", () => {
  assert.equal(builtinMapping(DEFAULT_MAPPING), BUILTIN_MAPPINGS.insightidr);
  assert.equal(builtinMapping("toString"), undefined);
});

const DEFAULT_CASES: readonly (readonly [string, string])[] = [
  [String.raw`Image|endswith: '\a.exe'`, String.raw`process.exe_path:*\a.exe`],
  ["OriginalFileName: a.exe", "process.exe_file.orig_filename:a.exe"],
  ["CurrentDirectory|contains: temp", "process.working_dir:*temp*"],
  ["Company: Adobe", "process.exe_file.author:Adobe"],
  ["Hashes|contains: 'IMPHASH=ab'", "process.exe_file.hashes.imphash:ab*"],
  ["ParentUser: a", "parent_process.username:a"],
  [
    "IntegrityLevel: High",
    'Cannot map field "IntegrityLevel": process start events have no integrity level',
  ],
];

for (const [item, expected] of DEFAULT_CASES) {
  test(`the table insightidr maps ${item}`, () => {
    assert.equal(mapped(`selection:\n  ${item}`, BUILTIN_MAPPINGS.insightidr), expected);
  });
}

const PYSIGMA_CASES: readonly (readonly [string, string])[] = [
  ["OriginalFileName: a.exe", "process.name:a.exe"],
  ["Hashes|contains: 'IMPHASH=ab'", "Hashes:*IMPHASH=ab*"],
  ["Foo: a", "Foo:a"],
  [
    "LogonId: a",
    'Cannot map field "LogonId": the InsightIDR pipeline for pySigma refuses it for process start events',
  ],
];

for (const [item, expected] of PYSIGMA_CASES) {
  test(`the table pysigma maps ${item}`, () => {
    assert.equal(mapped(`selection:\n  ${item}`, BUILTIN_MAPPINGS.pysigma), expected);
  });
}
