import assert from "node:assert/strict";
import { test } from "node:test";
import { mayRefer } from "../../lib/cli/shared_documents.ts";
import { createCompiler } from "../../lib/compile.ts";
import type { CompileResult } from "../../lib/result.ts";
import { lineColumn } from "../../lib/source.ts";

const compiler = createCompiler({ mapping: null, formats: ["leql_advanced_search"] });

function compile(text: string): CompileResult[] {
  return compiler.compileText({ path: "rule.yml", text });
}

function codes(text: string): string[] {
  return compile(text).flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
}

function rule(name: string, item: string, condition = "s"): string {
  return `title: ${name}\nname: ${name}\nlogsource: {product: windows}\n` +
    `detection:\n  s: {${item}}\n  condition: ${condition}\n`;
}

function correlation(rules: string, condition = "{gte: 2}"): string {
  return `title: C\ncorrelation: {type: event_count, rules: ${rules}, group-by: [User], ` +
    `timespan: 5m, condition: ${condition}}\n`;
}

test("encodings may be repeated, but not without limit", () => {
  assert.deepEqual(codes(rule("A", "f|base64|base64: a")), []);
  assert.deepEqual(codes(rule("A", "f|windash|windash: ' -a -b -c -d'")), ["query-too-large"]);
  const offsets = "|base64offset".repeat(10);
  assert.deepEqual(codes(rule("A", `f${offsets}: foobarfoobar`)), ["query-too-large"]);
  const encodings = "|base64".repeat(13);
  assert.deepEqual(codes(rule("A", `f${encodings}: a`)), ["invalid-modifier"]);
});

test("variants may not be long without limit", () => {
  const long = "abcdefgh ".repeat(40_000);
  assert.deepEqual(codes(rule("A", `f|wide|base64: '${long}'`)), []);
  assert.deepEqual(codes(rule("A", `f|contains: '${long}'`)), []);
  for (const modifiers of ["base64offset|contains", "wide|base64offset|contains", "windash"]) {
    assert.deepEqual(codes(rule("A", `f|${modifiers}: '${long} -a'`)), ["query-too-large"]);
  }
  const many = Array.from({ length: 200 }, (_, at) => `'v${at} ${"x".repeat(1000)} -a -b'`);
  assert.deepEqual(codes(rule("A", `f|windash: [${many}]`)), ["query-too-large"]);
  assert.deepEqual(codes(rule("A", `f|windash: [${many.slice(0, 30)}]`)), []);
});

test("a query may not grow without limit", () => {
  const values = Array.from({ length: 400 }, (_, at) => `v${at}`).join(", ");
  const condition = new Array(400).fill("s").join(" or ");
  assert.deepEqual(codes(rule("A", `f: [${values}]`, condition)), ["query-too-large"]);
});

test("a long aggregation is refused as any other", () => {
  const text = rule("A", "f: a", `"s | count(${" ".repeat(20_000)}x"`);
  assert.deepEqual(codes(text), ["condition-aggregation"]);
});

test("positions are the same however many are asked for", () => {
  const text = "a\r\nb\rc\nd".repeat(50);
  const fresh = (offset: number) => {
    lineColumn("other", 0);
    return lineColumn(text, offset);
  };
  const expected = Array.from({ length: text.length + 1 }, (_, offset) => fresh(offset));
  lineColumn("other", 0);
  expected.forEach((position, offset) => {
    // Between the two characters of a line break there is no column.
    if (text[offset - 1] === "\r" && text[offset] === "\n") return;
    assert.deepEqual(lineColumn(text, offset), position, String(offset));
  });
});

test("a bound of a correlation is a finite number", () => {
  for (const condition of ["{gte: .inf}", "{gte: .nan}"]) {
    const found = codes(`${rule("a", "f: a")}---\n${correlation("[a]", condition)}`);
    assert.ok(found.includes("invalid-correlation"), condition);
  }
});

test("a name of two rules is refused, and both rules are converted alone", () => {
  const results = compile(
    [rule("a", "f: a"), rule("a", "f: b").replace("title: a", "title: b"), correlation("[a]")]
      .join("---\n"),
  );
  assert.deepEqual(results.map(({ queries }) => queries.length), [1, 1, 0]);
  assert.equal(results[2].diagnostics[0].code, "ambiguous-reference");
});

test("a correlation that names an unknown rule uses up none", () => {
  const results = compile([rule("a", "f: a"), correlation("[a, nosuch]")].join("---\n"));
  assert.deepEqual(results.map(({ queries }) => queries.length), [1, 0]);
});

test("an event type cannot leave its quotes", () => {
  const logsources = [{ product: "windows" }];
  const entry = { logsources, eventType: 'a"\n) where(x', fields: { f: "f" } };
  const { compileText } = createCompiler({
    formats: ["leql_detection_definition"],
    mapping: { name: "m", entries: { e: entry } },
  });
  const [{ queries, formatDiagnostics }] = compileText({ path: "a", text: rule("A", "f: a") });
  assert.deepEqual(queries, []);
  assert.equal(formatDiagnostics[0].diagnostic.code, "unknown-event-type");
});

test("flags inside of a pattern are doubtful", () => {
  assert.deepEqual(codes(rule("A", "f|re: 'x(?i:y)'")), ["regex-flag"]);
  assert.deepEqual(codes(rule("A", "f|re: '(?i)x'")), []);
});

test("filters and correlations are seen however their key is written", () => {
  for (
    const text of [
      "filter:\n  rules: any\n",
      " title: F\n filter:\n   rules: any\n",
      "? filter\n: {rules: any}\n",
      "&a filter:\n  rules: any\n",
      '"\\x66ilter":\n  rules: any\n',
      "title: A\ndetection: {}\n---\n title: F\n correlation:\n   rules: a\n",
    ]
  ) assert.ok(mayRefer(text), text);
  assert.ok(!mayRefer(rule("A", "f: a").replace("  s:", "  filter:")));
});
