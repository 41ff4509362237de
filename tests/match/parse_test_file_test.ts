import { type Schema, Validator } from "@cfworker/json-schema";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { testHelp } from "../../lib/cli/match/test_options.ts";
import { formatDiagnostic } from "../../lib/diagnostic.ts";
import { parseTestFile } from "../../lib/match/rule_tests/parse_test_file.ts";
import { toJson } from "../../lib/match/rule_tests/yaml_json.ts";
import { parseYaml } from "../../lib/yaml/parse.ts";
import { listFiles, ROOT } from "../helpers/project.ts";

const SCHEMA: Schema = JSON.parse(readFileSync(join(ROOT, "docs/test-file.schema.json"), "utf8"));

function faults(text: string): string[] {
  const { diagnostics } = parseTestFile({ path: "a.test.yml", text });
  return diagnostics.map((item) => formatDiagnostic(item));
}

function isInSchema(text: string): boolean {
  const [{ root }] = parseYaml(text);
  return new Validator(SCHEMA, "2020-12").validate(toJson(root!)).valid;
}

test("a test file is read with places", () => {
  const text = `# comment
rule: ../rules/whoami.yml
tests:
  - name: finds it
    id: 1b2c
    fields: insightidr
    match:
      - {a: 1, b: [x, null], c: {d: true}, e: 2026-11-24, f: 12345678901234567890, g: .inf}
      - 'Nov 24 10:00:00 host sshd[1]: failed'
    no_match:
      file: [a.ndjson, b.json]
      events:
        - a: 2
`;
  const { file, diagnostics } = parseTestFile({ path: "a.test.yml", text });
  assert.deepEqual(diagnostics, []);
  assert.ok(isInSchema(text));
  assert.deepEqual(file!.rule, { line: 2, column: 7, value: "../rules/whoami.yml" });
  const [one] = file!.tests;
  assert.deepEqual([one.name, one.line, one.column, one.fields], ["finds it", 4, 5, "insightidr"]);
  assert.equal(one.id?.value, "1b2c");
  const [first, second] = one.match.events;
  assert.deepEqual([first.line, second.line], [8, 9]);
  assert.deepEqual({ ...first.event.fields }, {
    a: 1,
    b: ["x", null],
    c: { d: true },
    e: "2026-11-24",
    f: "12345678901234567890",
    g: ".inf",
  });
  assert.deepEqual(second.event.fields, {});
  assert.match(second.event.line, /sshd/);
  assert.deepEqual(one.noMatch.files.map(({ value, line }) => [value, line]), [
    ["a.ndjson", 11],
    ["b.json", 11],
  ]);
  assert.equal(one.noMatch.events.length, 1);
});

test("faults name their place, and what was probably meant", () => {
  const cases: readonly [string, string[]][] = [
    ["", ["1:1: error: The file is empty [invalid-test-file]"]],
    ["- a\n", ['1:1: error: A test file is a mapping with the key "tests" [invalid-test-file]']],
    ["rule: a.yml\n", ['1:1: error: The test file has no "tests" [invalid-test-file]']],
    ["tests: []\n", ['1:1: error: "tests" is not a list of tests [invalid-test-file]']],
    ["tests: {a: 1}\n", ['1:1: error: "tests" is not a list of tests [invalid-test-file]']],
    ["tests: [a]\n", [
      "1:9: error: A test is a mapping with a name and events [invalid-test-file]",
    ]],
    ["test:\n  - name: a\n    match: [{a: 1}]\n", [
      '1:1: error: A test file has the unknown key "test" [invalid-test-file] ' +
      '(Did you mean "tests"?)',
      '1:1: error: The test file has no "tests" [invalid-test-file]',
    ]],
    ["tests:\n  - match: [{a: 1}]\n", ["2:5: error: The test has no name [invalid-test-file]"]],
    ["tests:\n  - name: a\n", [
      '2:5: error: The test has neither "match" nor "no_match" [invalid-test-file]',
    ]],
    ["tests:\n  - name: a\n    match: []\n", [
      '3:5: error: "match" has no events [invalid-test-file]',
    ]],
    ["tests:\n  - name: a\n    match: {events: []}\n", [
      '3:5: error: "match" has no events [invalid-test-file]',
    ]],
    ["tests:\n  - name: a\n    match: events.ndjson\n", [
      '3:5: error: "match" is not a list of events [invalid-test-file] ' +
      "(Write events as a list, or a file as {file: events.ndjson})",
    ]],
    ["tests:\n  - name: a\n    match: {Image: a.exe}\n", [
      '3:13: error: "match" has the unknown key "Image" [invalid-test-file] ' +
      "(Write events as a list, with - before each)",
    ]],
    ["tests:\n  - name: a\n    match: [1, null]\n", [
      "3:13: error: An event is a mapping of fields, or a text as its raw line " +
      "[invalid-test-file]",
      "3:16: error: An event is a mapping of fields, or a text as its raw line " +
      "[invalid-test-file]",
    ]],
    ["tests:\n  - name: a\n    fields: sigm\n    match: [{a: 1}]\n", [
      '3:13: error: "fields" has the unknown value "sigm" [invalid-test-file] ' +
      '(Did you mean "sigma"?)',
    ]],
    ["tests:\n  - name: [a]\n    match: [{a: 1}]\n", [
      '2:11: error: "name" is not a text [invalid-test-file]',
    ]],
    ["rule:\ntests:\n  - name: a\n    match: [{a: 1}]\n", [
      '1:5: error: "rule" is not a text [invalid-test-file]',
    ]],
    ["tests:\n  - name: a\n    name: b\n    match: [{a: 1}]\n", [
      '3:5: error: The key "name" stands twice in one mapping [yaml-duplicate-key] ' +
      "(Rename one, or put both values into one list)",
    ]],
  ];
  for (const [text, expected] of cases) {
    assert.deepEqual(faults(text), expected, text);
    if (text.includes("test") && !text.includes("name: b")) assert.ok(!isInSchema(text), text);
  }
});

test("a broken file and a second document are faults", () => {
  assert.match(faults("tests: [\n")[0], /\[yaml-syntax\]$/);
  assert.match(faults("tests: []\n---\ntests: []\n")[0], /A test file is one document/);
});

test("the examples are in the schema", () => {
  const files = listFiles(join(ROOT, "examples"), ".yml")
    .filter((path) => path.endsWith(".test.yml"));
  assert.ok(files.length >= 2);
  for (const path of files) {
    const text = readFileSync(path, "utf8");
    assert.deepEqual(faults(text), [], path);
    assert.ok(isInSchema(text), path);
  }
});

const DOCS = readFileSync(join(ROOT, "docs/testing.md"), "utf8").replaceAll("\r\n", "\n");

test("docs/testing.md shows a test file that is one", () => {
  const [, text] = /^```yaml\n(tests:\n.*?)^```$/ms.exec(DOCS)!;
  assert.deepEqual(faults(text), []);
  assert.ok(isInSchema(text));
});

test("docs/testing.md names options that exist", () => {
  const help = testHelp();
  const names = [...DOCS.matchAll(/(?<![\w-])--([a-z][a-z-]+)/g)].map(([option]) => option);
  assert.ok(new Set(names).size > 10);
  for (const name of names) assert.match(help, new RegExp(`${name}\\b`));
});
