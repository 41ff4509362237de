import assert from "node:assert/strict";
import { test } from "node:test";
import { BUILTIN_MAPPINGS, builtinMapping, DEFAULT_MAPPING } from "../../lib/mappings/builtin.ts";
import { evidenceDetail } from "../../lib/mappings/evidence.ts";
import { prepareMapping } from "../../lib/mappings/prepare.ts";
import { type KeyUsers, noteUse, sharedKeys } from "../../lib/mappings/shared_keys.ts";
import { mergeMappings } from "../../lib/mappings/merge.ts";
import { parseMapping } from "../../lib/mappings/parse_mapping.ts";
import type {
  Choices,
  Evidence,
  FieldMapping,
  FieldSetFields,
  MappingTable,
} from "../../lib/mappings/table.ts";
import { mapped, ruleOf } from "./helpers.ts";

/** All evidence of a field; `undefined` where a key has none. */
function evidenceOf(field: FieldMapping): (Evidence | undefined)[] {
  if (typeof field === "string" || Array.isArray(field)) return [undefined];
  const { evidence, valuesEvidence, keys } = field as {
    evidence?: Evidence;
    valuesEvidence?: Evidence;
    keys?: object;
  };
  if (keys !== undefined && !Array.isArray(keys)) {
    return Object.values(keys).map((key) => key.evidence ?? evidence);
  }
  return valuesEvidence === undefined ? [evidence] : [evidence, valuesEvidence];
}

type Places = (readonly [place: string, evidence: Evidence | undefined])[];

function fieldEvidence(place: string, { fields, otherFields }: FieldSetFields): Places {
  const found = Object.entries(fields ?? {}).flatMap(([name, field]): Places =>
    field === null ? [] : evidenceOf(field).map((item) => [`${place}.${name}`, item] as const)
  );
  if (otherFields) found.push([`${place} otherFields`, otherFields.evidence]);
  return found;
}

/** Evidence of everything that a query may use. */
function allEvidence(table: MappingTable): Places {
  const sets = Object.entries(table.fieldSets ?? {}).flatMap(([id, set]) => [
    ...fieldEvidence(id, set!),
    ...Object.entries(set!.alternatives ?? {}).flatMap(([value, fields]) =>
      fieldEvidence(`${id} ${value}`, fields!)
    ),
  ]);
  const entries = Object.entries(table.entries ?? {}).flatMap(([id, entry]): Places => [
    ...(entry!.eventType ? [[id, entry!.evidence] as const] : []),
    ...(entry!.conditions ?? []).filter(({ key }) => key !== undefined)
      .map(({ key, evidence }) => [`${id} condition ${key}`, evidence] as const),
    ...fieldEvidence(id, entry!),
  ]);
  return [...sets, ...entries];
}

/** Every combination of values of the table's choices. */
function combinations({ choices = {} }: MappingTable): Choices[] {
  return Object.entries(choices).reduce<Choices[]>(
    (known, [name, choice]) =>
      known.flatMap((chosen) =>
        Object.keys(choice!.values).map((value) => ({ ...chosen, [name]: value }))
      ),
    [{}],
  );
}

for (const [name, table] of Object.entries(BUILTIN_MAPPINGS)) {
  test(`the table ${name} fits the schema and its own rules`, async () => {
    const result = await parseMapping(JSON.stringify(table));
    assert.deepEqual(result, { table, diagnostics: [] });
    assert.equal(table.name, name);
  });

  test(`the table ${name} has a source for each key and uses each source`, () => {
    for (const [place, evidence] of allEvidence(table)) {
      assert.ok(evidence !== undefined, `${place} has no evidence`);
      const { source } = evidenceDetail(evidence);
      assert.ok(Object.hasOwn(table.sources!, source), `${place} names the source ${source}`);
    }
    const used = new Set<string>();
    JSON.stringify(table, (name, value) => {
      if (/^(?:values)?[eE]vidence$/.test(name)) used.add(evidenceDetail(value).source);
      return value;
    });
    assert.deepEqual([...used].sort(), Object.keys(table.sources!).sort());
  });

  test(`the table ${name} is whole: each entry names its target, and all references lead on`, () => {
    for (const [id, entry] of Object.entries(table.entries!)) {
      if (!entry?.fields && !entry?.use && !entry?.otherFields) continue;
      assert.ok("eventType" in entry && "logSet" in entry, id);
    }
    assert.deepEqual(mergeMappings([table]).diagnostics, []);
  });

  test(`the table ${name} has a key for each field of its conditions, whatever is chosen`, () => {
    for (const choices of combinations(table)) {
      const mapping = prepareMapping(table, choices);
      for (const [id, slot] of mapping.slots) {
        if (!slot.active) continue;
        const { conditions, fields, otherField } = slot.prepared();
        for (const { condition: { field } } of conditions) {
          const known = field === undefined || fields.has(field) || otherField !== undefined;
          assert.ok(known, `${id}: ${field} under ${JSON.stringify(choices)}`);
        }
      }
    }
  });
}

test("builtinMapping() knows its tables and nothing else", () => {
  assert.equal(builtinMapping(DEFAULT_MAPPING), BUILTIN_MAPPINGS.insightidr);
  assert.equal(builtinMapping("toString"), undefined);
});

const DEFAULT_CASES: readonly (readonly [string, string])[] = [
  [String.raw`Image|endswith: '\a.exe'`, String.raw`process.exe_path:*\a.exe`],
  ["OriginalFileName: a.exe", "process.exe_file.orig_filename:a.exe,a.exe.mui"],
  ["CurrentDirectory|contains: temp", "process.working_dir:*temp*"],
  ["Company: Adobe", "process.exe_file.author:Adobe"],
  ["Hashes|contains: 'IMPHASH=ab'", "process.exe_file.hashes.imphash:ab*"],
  ["ParentUser: a", "parent_process.username:a"],
  [
    "IntegrityLevel: High",
    'Cannot map field "IntegrityLevel": process start events have no integrity level; ' +
    "a Sysmon of your own has it (--sysmon raw)",
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

/** Different properties under one key, for which the table has no better one. */
const ONE_KEY_FOR_SEVERAL = [
  // The message of one public rule is no name of an operation; see the entry azure_audit_message.
  "azure_audit source_json.operationName: properties.message",
  // The shape flat names the provider and not the channel.
  "flat sourceName: Channel, Provider_Name",
];

test("fields under one key are one property, or say what a test of them loses", () => {
  const table = builtinMapping(DEFAULT_MAPPING)!;
  const rule = ruleOf("selection: {Foo: a}\ncondition: selection");
  const undeclared = new Set<string>();
  for (const choices of combinations(table)) {
    for (const slot of prepareMapping(table, choices).slots.values()) {
      if (!slot.active) continue;
      const entry = slot.prepared();
      const users: KeyUsers = new Map();
      for (const [name, field] of entry.fields) noteUse(name, field, users);
      for (const [key, names] of users) {
        const found = names.filter((name) =>
          sharedKeys(rule, rule, entry, new Map([[key, [names[0], name]]])).length > 0
        );
        if (found.length === 0) continue;
        undeclared.add(
          key === "sourceName"
            ? `flat ${key}: ${[names[0], ...found].join(", ")}`
            : `${slot.id} ${key}: ${found.join(", ")}`,
        );
      }
    }
  }
  assert.deepEqual([...undeclared].sort(), ONE_KEY_FOR_SEVERAL);
});

test("no name of an event type is documented, as docs/mapping.md says", () => {
  const { entries = {} } = builtinMapping(DEFAULT_MAPPING)!;
  const grades = Object.values(entries).filter((entry) => entry?.eventType)
    .map((entry) => evidenceDetail(entry!.evidence!).grade);
  assert.ok(grades.length > 50 && !grades.includes("documented"));
});
