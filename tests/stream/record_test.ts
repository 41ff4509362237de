import { type Schema, Validator } from "@cfworker/json-schema";
import assert from "node:assert/strict";
import { test } from "node:test";
import manifestSchema from "../../docs/manifest.schema.json" with { type: "json" };
import schema from "../../docs/record.schema.json" with { type: "json" };
import { type CompileResult, createCompiler, type Format, FORMATS } from "../../lib/compile.ts";
import { diagnostic } from "../../lib/diagnostic.ts";
import { faultResult, outcome, renderManifestLine, renderRecords } from "../../lib/record.ts";
import { INVALID_RULE, KEYWORD_RULE, RULE, UNSUPPORTED_RULE } from "../cli/rules.ts";

const manifest = { $ref: "#/$defs/manifest" };
const validator = new Validator(schema as Schema, "2020-12");

function compile(text: string, formats: readonly Format[] = FORMATS): CompileResult {
  return createCompiler({ formats }).compileText({ path: "dir/a.yml", text })[0];
}

// deno-lint-ignore no-explicit-any
function lines(result: CompileResult): any[] {
  const text = renderRecords(result);
  assert.ok(text.endsWith("\n"));
  const records = text.slice(0, -1).split("\n").map((line) => JSON.parse(line));
  for (const record of records) {
    const { valid, errors } = validator.validate(record);
    assert.ok(valid, JSON.stringify(errors));
  }
  return records;
}

const manifestValidator = new Validator({ ...schema, oneOf: [manifest] } as Schema, "2020-12");

// deno-lint-ignore no-explicit-any
function manifestLine(result: CompileResult, files: readonly string[] = []): any {
  const line = JSON.parse(renderManifestLine(result, files));
  const { valid, errors } = manifestValidator.validate(line);
  assert.ok(valid, JSON.stringify(errors));
  return line;
}

test("renderRecords() writes a line for each query, its keys in order", () => {
  const records = lines(compile(RULE));
  assert.deepEqual(records.map((record) => record.format), FORMATS);
  assert.deepEqual(Object.keys(records[0]), [
    "path",
    "rule",
    "id",
    "title",
    "level",
    "status",
    "tags",
    "logsource",
    "format",
    "query",
    "fidelity",
    "evidence",
    "warnings",
  ]);
  assert.deepEqual(records[0].logsource, { category: "process_creation", product: "windows" });
  assert.deepEqual(records[0].tags, ["attack.discovery"]);
});

test("renderRecords() writes one line for a rule without a query", () => {
  for (const [rule, kind] of [[UNSUPPORTED_RULE, "unsupported"], [INVALID_RULE, "invalid"]]) {
    const records = lines(compile(rule));
    assert.equal(records.length, 1);
    assert.equal(records[0].error.kind, kind);
    assert.equal("format" in records[0], false);
    assert.ok(records[0].error.line > 0);
  }
});

test("renderRecords() writes a line for the one format that fails", () => {
  const result = compile(KEYWORD_RULE);
  const records = lines(result);
  assert.equal(outcome(result), "partial");
  assert.deepEqual(records.map(({ format, query, error }) => [format, typeof query, error?.code]), [
    ["default", "string", undefined],
    ["leql_advanced_search", "string", undefined],
    ["leql_detection_definition", "undefined", "keyword-in-detection"],
  ]);
});

test("renderRecords() names the format when it was the only one", () => {
  const records = lines(compile(KEYWORD_RULE, ["leql_detection_definition"]));
  assert.equal(records.length, 1);
  assert.equal(records[0].format, "leql_detection_definition");
  assert.equal(records[0].error.kind, "unsupported");
});

test("renderRecords() puts the gravest problem first and keeps the others", () => {
  const unsupported = diagnostic("unsupported", "unmapped-field", "Cannot map the field");
  const error = diagnostic("error", "unknown-modifier", "Unknown modifier", undefined, "A hint");
  const warning = diagnostic("warning", "invalid-metadata", "Odd date");
  const base = faultResult("a.yml", unsupported);
  const result = { ...base, diagnostics: [warning, unsupported, error] };
  const [record] = lines(result);
  assert.equal(record.error.code, "unknown-modifier");
  assert.equal(record.error.hint, "A hint");
  assert.deepEqual(record.problems.map((problem: { code: string }) => problem.code), [
    "unmapped-field",
  ]);
  assert.deepEqual(record.warnings, [
    { code: "invalid-metadata", message: "Odd date", line: null, column: null },
  ]);
  assert.equal(outcome(result), "invalid");
});

test("renderRecords() gives a reason even for a result that has none", () => {
  const result = { ...faultResult("a.yml", diagnostic("warning", "yaml-tag", "Odd tag")) };
  const [record] = lines(result);
  assert.equal(record.error.code, "internal");
});

test("renderRecords() writes one line for a document that is left out", () => {
  const skipped = { code: "filter", message: "A filter gives no query of its own" } as const;
  const fault = diagnostic("warning", "invalid-metadata", "Odd date");
  const result = { ...faultResult("a.yml", fault), skipped };
  const [record] = lines(result);
  assert.deepEqual(record.skipped, skipped);
  assert.equal(outcome(result), "skipped");
  assert.equal(manifestLine(result).outcome, "skipped");
});

test("renderRecords() tells the time span of a correlation", () => {
  const [record] = lines({ ...compile(RULE), timespanSeconds: 300 });
  assert.equal(record.timespan_seconds, 300);
});

test("renderRecords() calls file and worker trouble io", () => {
  for (const code of ["io-not-utf8", "worker-crashed"] as const) {
    const [record] = lines(faultResult("a.yml", diagnostic("error", code, "Trouble")));
    assert.equal(record.error.kind, "io");
  }
});

test("renderManifestLine() tells the outcome and the files", () => {
  const converted = manifestLine(compile(RULE), ["default/dir/a.leql"]);
  assert.equal(converted.outcome, "converted");
  assert.deepEqual(converted.files, ["default/dir/a.leql"]);
  const failed = manifestLine(compile(INVALID_RULE));
  assert.equal(failed.outcome, "invalid");
  assert.equal(failed.error.code, "missing-condition");
  assert.equal(manifestLine(compile(KEYWORD_RULE)).outcome, "partial");
  const correlation = manifestLine({ ...compile(RULE), timespanSeconds: 300 });
  assert.equal(correlation.timespan_seconds, 300);
});

test("docs/manifest.schema.json describes a line of the manifest", () => {
  assert.equal(manifestSchema.$ref, `record.schema.json${manifest.$ref}`);
});

test("renderRecords() tells the queries of a condition list apart", () => {
  const several = RULE.replace(/condition: (.+)/, "condition: [$1, 'not $1']");
  assert.notEqual(several, RULE);
  const records = lines(compile(several, ["default", "leql_advanced_search"]));
  assert.deepEqual(records.map(({ format, condition }) => [format, condition]), [
    ["default", 0],
    ["default", 1],
    ["leql_advanced_search", 0],
    ["leql_advanced_search", 1],
  ]);
  assert.equal("condition" in lines(compile(RULE))[0], false);
});
