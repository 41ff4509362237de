import assert from "node:assert/strict";
import { test } from "node:test";
import { compileRule, compileText } from "../../lib/api.ts";
import type { CompileOptions } from "../../lib/compile.ts";
import { applyMapping, prepareMapping } from "../../lib/mappings/apply.ts";
import type { Evidence, MappingTable } from "../../lib/mappings/table.ts";
import {
  outcome,
  problems,
  renderManifestLine,
  renderRecords,
  warnings,
} from "../../lib/record.ts";
import { ruleOf } from "./helpers.ts";

const TABLE: MappingTable = {
  name: "t",
  sources: { s: { title: "S", url: "https://s.example/" } },
  entries: {
    main: {
      logsources: [{ product: "x" }],
      eventType: "things",
      evidence: "documented: s",
      fields: {
        Seen: { key: "seen", evidence: "seen: s" },
        Doc: { key: "doc", evidence: "documented: s" },
        Guess: { key: "guess", evidence: "inferred: s" },
        Word: {
          key: "word",
          evidence: "documented: s",
          values: { a: "b" },
          valuesEvidence: "inferred: s",
        },
        Bare: "bare",
        Hashes: {
          split: "hashes",
          keys: { MD5: { key: "md5", evidence: "inferred: s" }, SHA1: "sha1" },
          evidence: "seen: s",
        },
      },
      otherwise: "second",
    },
    second: { fields: { Guess: { key: "known", evidence: "seen: s" } } },
    fixed: {
      logsources: [{ product: "y" }],
      fields: { Bare: "bare" },
      conditions: [{ key: "k", value: "v", evidence: "inferred: s" }],
    },
    rest: {
      logsources: [{ product: "z" }],
      otherFields: { pattern: "data.{lower}", evidence: "inferred: s" },
    },
  },
};

function used(detection: string, product = "x"): string {
  const rule = ruleOf(detection, `{product: ${product}}`);
  return applyMapping(rule, prepareMapping(TABLE)).evidence
    .map(({ kind, name, grade }) => `${kind} ${name} ${grade}`).join(", ");
}

const DOC = "eventType things documented, key doc documented";

const USED: readonly (readonly [string, string, string?])[] = [
  ["s: {Doc: a}\ncondition: s", DOC],
  ["s: {Doc: a}\nt: {Doc: b}\ncondition: s and t", DOC],
  ["s: {Doc: a}\nt: {Guess: b}\ncondition: s", DOC],
  [
    "s: {Doc|fieldref: Seen}\ncondition: s",
    "eventType things documented, key seen seen, key doc documented",
  ],
  ["s: {Bare: a}\ncondition: s", "eventType things documented"],
  [
    "s: {Word: a}\ncondition: s",
    "eventType things documented, key word documented, value values of word inferred",
  ],
  ["s: {Hashes|contains: 'SHA1=ab'}\ncondition: s", "eventType things documented, key sha1 seen"],
  ["s: {Bare: a}\ncondition: s", "condition k v inferred", "y"],
  ["s: {Foo: a}\ncondition: s", "key data.foo inferred", "z"],
];

for (const [detection, expected, product] of USED) {
  test(`evidence of ${detection}`, () => assert.equal(used(detection, product), expected));
}

const RULE = (detection: string, product = "x") =>
  `title: T\nname: n\nlogsource: {product: ${product}}\ndetection:\n  s: {${detection}}\n  condition: s\n`;

function compile(detection: string, options: CompileOptions = {}) {
  return compileRule(RULE(detection), { mapping: TABLE, ...options });
}

test("a result has the weakest evidence, and records and manifest lines have it too", () => {
  const result = compile("Doc: a, Seen: b");
  assert.deepEqual(result.evidence, { grade: "seen", name: "seen", source: "s" });
  assert.deepEqual(JSON.parse(renderRecords(result)).evidence, result.evidence);
  assert.deepEqual(JSON.parse(renderManifestLine(result, [])).evidence, result.evidence);
  assert.equal(compile("Nope: a").evidence, null);
});

test("a query on inferred evidence has one warning, which names all of it", () => {
  const { diagnostics } = compile("Guess: a, Word: a, Doc: b");
  assert.deepEqual(diagnostics.map(({ code, message }) => [code, message]), [[
    "inferred-key",
    "The query stands on inferred evidence: guess, values of word",
  ]]);
  assert.deepEqual(compile("Doc: a").diagnostics, []);
});

test("minEvidence makes rules on weaker evidence unsupported, after other entries were tried", () => {
  const weak = compile("Word: a, Doc: b", { minEvidence: "seen" });
  assert.deepEqual(weak.queries, []);
  const strict = compile("Seen: a, Doc: b", { minEvidence: "documented" });
  assert.equal(strict.diagnostics.some(({ code }) => code === "unmapped-field"), true);
  const other = compile("Guess: a", { minEvidence: "seen" });
  assert.equal(other.queries[0].query, 'known = NOCASE("a")');
  assert.equal(compile("Seen: a", { minEvidence: "seen" }).queries.length, 1);
});

test("weak evidence is named, when no other entry is left", () => {
  const { diagnostics } = compileRule(RULE("Foo: a", "z"), { mapping: TABLE, minEvidence: "seen" });
  assert.equal(diagnostics[0].code, "weak-evidence");
  assert.equal(
    diagnostics[0].message,
    'The query would stand on evidence weaker than "seen": data.foo (inferred)',
  );
});

const ALL = ["default", "leql_advanced_search", "leql_detection_definition"] as const;

function withEventType(evidence: Evidence): MappingTable {
  const main = TABLE.entries!.main!;
  return { ...TABLE, entries: { main: { ...main, evidence, otherwise: undefined } } };
}

const GUESSED = withEventType("inferred: s");

test("the evidence of an event type is that of the detection definition alone", () => {
  const result = compile("Seen: a", { mapping: GUESSED, formats: ALL });
  const key = { grade: "seen", name: "seen", source: "s" };
  const eventType = { grade: "inferred", name: "things", source: "s" };
  assert.deepEqual(result.queries.map(({ evidence }) => evidence), [key, key, eventType]);
  assert.deepEqual(result.evidence, eventType);
  const records = renderRecords(result).trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(records.map(({ evidence }) => evidence), [key, key, eventType]);
  assert.deepEqual(JSON.parse(renderManifestLine(result, [])).evidence, eventType);
  const search = compile("Seen: a", { mapping: GUESSED });
  assert.deepEqual(search.evidence, key);
});

test("an inferred event type is a warning of the detection definition alone", () => {
  const result = compile("Seen: a", { mapping: GUESSED, formats: ALL });
  assert.deepEqual(result.diagnostics, []);
  assert.deepEqual(result.formatDiagnostics, [{
    format: "leql_detection_definition",
    diagnostic: {
      severity: "warning",
      code: "inferred-key",
      message: "The detection definition stands on inferred evidence: event type things",
      hint: "Check it against events of your own",
    },
  }]);
  assert.deepEqual([outcome(result), problems(result)], ["converted", []]);
  const records = renderRecords(result).trim().split("\n").map((line) => JSON.parse(line));
  const codes = records.map(({ warnings }) => warnings.map(({ code }: { code: string }) => code));
  assert.deepEqual(codes, [[], [], ["inferred-key"]]);
  assert.equal(JSON.parse(renderManifestLine(result, [])).warnings.length, 1);
  assert.deepEqual(compile("Seen: a", { mapping: GUESSED }).formatDiagnostics, []);
});

test("inferred keys and an inferred event type are told apart", () => {
  const result = compile("Guess: a", { mapping: GUESSED, formats: ALL });
  assert.deepEqual(warnings(result).map(({ message }) => message), [
    "The query stands on inferred evidence: guess",
    "The detection definition stands on inferred evidence: event type things",
  ]);
});

test("minEvidence refuses detection definitions alone on a weak event type", () => {
  const options = { mapping: GUESSED, formats: ALL, minEvidence: "seen" } as const;
  const result = compile("Seen: a", options);
  assert.equal(outcome(result), "partial");
  assert.deepEqual(result.queries.map(({ format }) => format), ALL.slice(0, 2));
  assert.deepEqual(result.evidence, { grade: "seen", name: "seen", source: "s" });
  const [{ format, diagnostic }] = result.formatDiagnostics;
  assert.equal(format, "leql_detection_definition");
  assert.equal(diagnostic.severity, "unsupported");
  assert.equal(diagnostic.code, "weak-evidence");
  assert.equal(
    diagnostic.message,
    'The detection definition would stand on evidence weaker than "seen": ' +
      "event type things (inferred)",
  );
  const weak = compile("Guess: a", options);
  assert.deepEqual([weak.queries, weak.formatDiagnostics], [[], []]);
  assert.deepEqual(weak.diagnostics.map(({ code }) => code), ["weak-evidence"]);
  const strict = { ...options, mapping: withEventType("seen: s") };
  assert.equal(compile("Seen: a", strict).queries.length, 3);
  assert.equal(compile("Doc: a", { ...strict, minEvidence: "documented" }).queries.length, 2);
});

const CORRELATION = (field: string) =>
  `${RULE("Doc: a")}---
title: C
correlation:
  type: event_count
  rules: [n]
  group-by: [${field}]
  timespan: 1h
  condition: {gte: 5}
`;

const FORMATS = ["leql_advanced_search"] as const;

test("correlations have the evidence of their rules and of their keys", () => {
  const [, result] = compileText(CORRELATION("Seen"), { mapping: TABLE, formats: FORMATS });
  assert.equal(result.queries.length, 1);
  assert.deepEqual(result.evidence, { grade: "seen", name: "seen", source: "s" });
  const [, weak] = compileText(CORRELATION("Seen"), {
    mapping: TABLE,
    formats: FORMATS,
    minEvidence: "documented",
  });
  assert.deepEqual(weak.queries, []);
  assert.ok(weak.diagnostics.some(({ code }) => code === "weak-evidence"));
});

test("a correlation does not stand on an event type, which its query does not name", () => {
  const [, result] = compileText(CORRELATION("Seen"), {
    mapping: GUESSED,
    formats: ALL,
    minEvidence: "seen",
  });
  assert.deepEqual(result.queries.map(({ format, evidence }) => [format, evidence]), [
    ["leql_advanced_search", { grade: "seen", name: "seen", source: "s" }],
  ]);
  assert.equal(warnings(result).some(({ code }) => code === "inferred-key"), false);
});

test("a correlation takes the entry that has a key for what it groups by", () => {
  const table: MappingTable = {
    name: "t",
    entries: {
      a: { logsources: [{ product: "x" }], fields: { Doc: "a.doc" }, otherwise: "b" },
      b: { fields: { Doc: "b.doc", Host: "b.host" } },
    },
  };
  const [, result] = compileText(CORRELATION("Host"), { mapping: table, formats: FORMATS });
  assert.match(result.queries[0].query, /b\.doc.*b\.host/);
});
