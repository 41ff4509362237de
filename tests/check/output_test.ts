import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { type Schema, Validator } from "@cfworker/json-schema";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createChecker } from "../../lib/check/checker.ts";
import { isAtLeast, type Issue } from "../../lib/check/issue.ts";
import { NdjsonWriter } from "../../lib/check/output/ndjson.ts";
import { type SarifOptions, SarifWriter } from "../../lib/check/output/sarif.ts";
import { formatIssue, TextWriter } from "../../lib/check/output/text.ts";
import type { IssueWriter } from "../../lib/check/output/writer.ts";
import { checkFiles, ruleWith } from "./helpers.ts";

/** Writes issues one by one, as a stream of them comes. */
function writeAll(writer: IssueWriter, issues: readonly Issue[]): string {
  return writer.begin() + issues.map((issue) => writer.write([issue])).join("") + writer.end();
}

// deno-lint-ignore no-explicit-any -- a log is read like foreign JSON here
function sarifOf(issues: readonly Issue[], options?: SarifOptions): any {
  const log = JSON.parse(writeAll(new SarifWriter(options), issues));
  const { valid, errors } = new Validator(schema as Schema, "4", false).validate(log);
  assert.ok(valid, JSON.stringify(errors.slice(0, 5)));
  return log;
}

const ISSUE: Issue = {
  path: "rules/a b/ü#1?.yml",
  line: 3,
  column: 5,
  endLine: 3,
  endColumn: 9,
  severity: "note",
  validator: "number_as_string",
  message: "The number 4688 is written as a text",
  hint: "Leave the quotes out",
  rule: "5013198e-6f2c-4a0e-9f5e-25ac8e7e2ab1",
};

function foundIssues(): Issue[] {
  const text = ruleWith("  a: {f: '1', g: [x, x], h|nosuch: 1}\n  condition: a and b\n");
  return checkFiles(createChecker(), { "a/x.yml": text, "b/x.yml": text, "c.yml": "a: [" });
}

test("SARIF of no issues and of all kinds of issues is valid by the published schema", () => {
  sarifOf([]);
  const issues = foundIssues();
  assert.ok(new Set(issues.map(({ validator }) => validator)).size > 8);
  const { runs: [run], version } = sarifOf(issues, {
    version: "0.1.0",
    helpPage: "https://example.org/docs/check.md",
  });
  assert.equal(version, "2.1.0");
  assert.equal(run.columnKind, "utf16CodeUnits");
  assert.equal(run.results.length, issues.length);
  const { rules } = run.tool.driver;
  for (const { ruleId, ruleIndex } of run.results) assert.equal(rules[ruleIndex].id, ruleId);
  const { helpUri, help } = rules.find(({ id }: { id: string }) => id === "duplicate_title");
  assert.equal(helpUri, "https://example.org/docs/check.md#duplicate_title");
  assert.equal(help.text, "See docs/check.md#duplicate_title.");
});

test("the schema refuses a log that is not right", () => {
  const { valid } = new Validator(schema as Schema, "4", false).validate({ version: "2.1.0" });
  assert.equal(valid, false);
});

test("SARIF places are encoded, relative and whole", () => {
  const { runs: [{ results: [result] }] } = sarifOf([ISSUE]);
  assert.deepEqual(result.locations[0].physicalLocation, {
    artifactLocation: { uri: "rules/a%20b/%C3%BC%231%3F.yml", uriBaseId: "%SRCROOT%" },
    region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 },
  });
  assert.equal(result.level, "note");
  assert.equal(
    result.message.text,
    "The number 4688 is written as a text. Leave the quotes out.",
  );
});

test("paths with lone surrogates and colons do not break SARIF", () => {
  const { runs: [{ results }] } = sarifOf([
    { ...ISSUE, path: "a\ud800.yml" },
    { ...ISSUE, path: "x:y.yml" },
    { ...ISSUE, path: "/abs/x.yml" },
    { ...ISSUE, path: "C:/abs/x.yml" },
  ]);
  // deno-lint-ignore no-explicit-any -- as above
  const uris = results.map((result: any) =>
    result.locations[0].physicalLocation.artifactLocation.uri
  );
  assert.deepEqual(uris, [
    "a%EF%BF%BD.yml",
    "x%3Ay.yml",
    "file:///abs/x.yml",
    "file:///C:/abs/x.yml",
  ]);
});

test("fingerprints stay when lines move, and tell repeats apart", () => {
  const prints = (issues: readonly Issue[]): string[] =>
    sarifOf(issues).runs[0].results.map(
      (result: { partialFingerprints: Record<string, string> }) =>
        result.partialFingerprints["sigmaLeqlIssue/v1"],
    );
  const [first, second] = prints([ISSUE, { ...ISSUE, line: 9, endLine: 9 }]);
  assert.notEqual(first, second);
  assert.deepEqual(prints([{ ...ISSUE, line: 7, endLine: 7 }]), [first]);
  assert.notDeepEqual(prints([{ ...ISSUE, message: "Other" }]), [first]);
});

test("SARIF names the other places of an issue", () => {
  const issue = foundIssues().find(({ validator }) => validator === "duplicate_title")!;
  const { runs: [{ results: [result] }] } = sarifOf([issue]);
  assert.equal(result.relatedLocations[0].physicalLocation.artifactLocation.uri, "b/x.yml");
});

test("text is one line an issue, whatever its texts hold", () => {
  const hostile = { ...ISSUE, path: "a\n\u001b[31m.yml", message: "a\r\nb\u2028c\u202e" };
  assert.equal(
    formatIssue(hostile),
    "a\\u000a\\u001b[31m.yml:3:5: note: a\\u000d\\u000ab\\u2028c\\u202e [number_as_string] (Leave the quotes out)",
  );
  const related = [{ path: "b.yml", line: 1, column: 2, endLine: 1, endColumn: 3 }];
  const { hint: _hint, ...bare } = ISSUE;
  assert.equal(
    writeAll(new TextWriter(), [{ ...bare, related }, ISSUE]),
    "rules/a b/ü#1?.yml:3:5: note: The number 4688 is written as a text [number_as_string]\n" +
      "  see b.yml:1:2\n" +
      "rules/a b/ü#1?.yml:3:5: note: The number 4688 is written as a text [number_as_string] (Leave the quotes out)\n",
  );
});

test("NDJSON is one object a line", () => {
  const issues = foundIssues();
  const lines = writeAll(new NdjsonWriter(), issues).trimEnd().split("\n");
  assert.deepEqual(lines.map((line) => JSON.parse(line)), issues);
});

test("severities are ordered", () => {
  assert.ok(isAtLeast("error", "note") && isAtLeast("warning", "warning"));
  assert.ok(!isAtLeast("note", "warning") && !isAtLeast("warning", "error"));
});
