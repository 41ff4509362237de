import assert from "node:assert/strict";
import { test } from "node:test";
import { applyMapping } from "../../../lib/mappings/apply.ts";
import { prepareMapping } from "../../../lib/mappings/prepare.ts";
import type { Choices, EvidenceGrade, MappingTable } from "../../../lib/mappings/table.ts";
import { explainRule, type RuleExplanation } from "../../../lib/mappings/tools/explain.ts";
import { ruleFields } from "../../../lib/mappings/tools/rule_fields.ts";
import { ruleOf, tableOf } from "../helpers.ts";

const SOURCES = {
  a: { title: "A", url: "https://a.example/" },
  b: { title: "B", url: "https://b.example/" },
};
const LOGSOURCES = [{ category: "process_creation", product: "windows" }];

function explain(
  detection: string,
  table: MappingTable,
  choices: Choices = {},
  minEvidence?: EvidenceGrade,
): RuleExplanation {
  const rule = ruleOf(`${detection}\ncondition: selection`);
  const mapping = prepareMapping(table, choices);
  const mapped = applyMapping(rule, mapping, { minEvidence });
  const isCarried = mapped.rule !== undefined;
  return explainRule(rule, mapped.entry, isCarried, { table, mapping, minEvidence });
}

const TABLE = tableOf({
  description: "Starts",
  eventType: "start",
  logSet: "Starts",
  collection: "default",
  evidence: "documented: a",
  fields: {
    Image: { key: "image", evidence: { grade: "seen", source: "b", note: "Whole path" } },
    Type: {
      key: "type",
      values: { 3: ["NETWORK", "CACHED"] },
      valuesEvidence: "inferred: a",
      evidence: "seen: a",
    },
    Text: { within: "line", evidence: "seen: a" },
    Hashes: { split: "hashes", keys: { MD5: "md5", SHA1: "sha1" }, evidence: "seen: a" },
  },
  otherFields: { pattern: "x.{snake}", evidence: "inferred: b" },
  unsupportedFields: { Level: "none" },
  conditions: [{ field: "Type", value: 3, evidence: "seen: b" }],
}, { sources: SOURCES });

test("explainRule() tells keys with their evidence, also those made of names", () => {
  const found = explain(
    "selection:\n  Image: a\n  Text|contains: abcdef\n  TargetUser|fieldref: Other",
    TABLE,
  );
  assert.deepEqual(found.fields.map(({ field, keys, pattern }) => [field, keys, pattern]), [
    ["Image", [{
      key: "image",
      isWithin: false,
      evidence: { grade: "seen", source: "b", note: "Whole path" },
    }], undefined],
    ["Text", [{ key: null, isWithin: true, evidence: { grade: "seen", source: "a" } }], undefined],
    ["TargetUser", [{
      key: "x.target_user",
      isWithin: false,
      evidence: { grade: "inferred", source: "b" },
    }], "x.{snake}"],
    ["Other", [{
      key: "x.other",
      isWithin: false,
      evidence: { grade: "inferred", source: "b" },
    }], "x.{snake}"],
  ]);
  assert.equal(found.isCarried, true);
  assert.equal(found.entry?.id, "process");
  assert.deepEqual(found.entry?.evidence, { grade: "documented", source: "a" });
  assert.equal(found.weakest?.grade, "inferred");
  assert.deepEqual([...found.sources.keys()].sort(), ["a", "b"]);
  assert.deepEqual(
    found.conditions.map(({ text, state, keys }) => [text, state, keys]),
    [["Type 3", "added", ["type"]]],
  );
});

test("explainRule() tells how values are translated", () => {
  const found = explain(
    "selection:\n  Type: 3\n  Hashes|contains: 'MD5=0cc175b9c0f1b6a831c399e269772661'",
    TABLE,
  );
  const [type, hashes] = found.fields;
  assert.deepEqual(type.values.map(({ to }) => to.length), [2]);
  assert.deepEqual(type.valuesEvidence, { grade: "inferred", source: "a" });
  assert.deepEqual(hashes.keys.map(({ key }) => key), ["md5"]);
  assert.deepEqual(hashes.values.length, 1);
  assert.equal(found.conditions[0].state, "stated");
});

test("explainRule() keeps the faults of a rule that is not carried", () => {
  const found = explain("selection: {Level: a, Type: 4}", TABLE);
  assert.equal(found.isCarried, false);
  assert.deepEqual(found.candidates.map(({ id, outcome }) => [id, outcome]), [
    ["process", "cannot"],
  ]);
  assert.deepEqual(found.fields.map(({ keys, diagnostics }) => [keys.length, diagnostics.length]), [
    [0, 1],
    [1, 1],
  ]);
  assert.deepEqual(found.fields[1].values.map(({ to }) => to), [[]]);
});

test("explainRule() tells what came of each entry", () => {
  const table: MappingTable = {
    name: "test",
    sources: SOURCES,
    choices: { shape: { description: "d", default: "x", values: { x: "x", y: "y" } } },
    entries: {
      closed: { logsources: LOGSOURCES, when: { shape: ["y"] }, fields: { A: "a" } },
      first: { logsources: LOGSOURCES, fields: { B: "b" }, otherwise: "second" },
      second: { fields: { A: { key: "a", evidence: "inferred: a" } }, otherwise: "third" },
      third: { fields: { A: { key: "aa", evidence: "seen: a" } } },
      wide: { logsources: [{ product: "windows" }], fields: { A: "a" } },
    },
  };
  const outcomes = (found: RuleExplanation) =>
    found.candidates.map(({ id, outcome, reasons }) => [id, outcome, reasons.length].join(" "));
  assert.deepEqual(outcomes(explain("selection: {A: x}", table)), [
    "first cannot 1",
    "second serves 0",
    "third not-needed 0",
    "closed left-out 0",
    "wide not-tried 0",
  ]);
  assert.deepEqual(outcomes(explain("selection: {A: x}", table, {}, "seen")).slice(0, 3), [
    "first cannot 1",
    "second cannot 1",
    "third serves 0",
  ]);
  assert.deepEqual(outcomes(explain("selection: {A: x}", table, { shape: "y" })).slice(0, 1), [
    "closed serves 0",
  ]);
});

test("explainRule() has nothing to tell of a log source without an entry", () => {
  const found = explain("selection: {A: x}", { name: "test", entries: {} });
  assert.deepEqual([found.candidates, found.entry, found.fields], [[], undefined, []]);
});

test("ruleFields() lists the fields that conditions reach, and those that values refer to", () => {
  const rule = ruleOf(
    "selection:\n  - A: x\n    B|fieldref: C\n  - A: y\nunused: {D: z}\nkeywords: [word]\n" +
      "condition: selection or keywords",
  );
  assert.deepEqual([...ruleFields(rule)], ["A", "B", "C"]);
});
