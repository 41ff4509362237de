import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { createCompiler } from "../../lib/compile.ts";
import { FORMATS } from "../../lib/leql/formats/registry.ts";
import { builtinMapping } from "../../lib/mappings/builtin.ts";
import { problems } from "../../lib/record.ts";
import type { CompileResult } from "../../lib/result.ts";
import { readLeql } from "../helpers/leql_reader.ts";
import { listFiles, SHARED, skipWithout } from "../helpers/project.ts";

const skip = skipWithout("corpus/sigmahq");
const CORPUS = join(SHARED, "corpus", "sigmahq");

const MAPPINGS = ["insightidr", "pysigma"];

let sources: { readonly path: string; readonly text: string }[] | undefined;

function readCorpus(): { readonly path: string; readonly text: string }[] {
  sources ??= listFiles(CORPUS, ".yml").map((path) => {
    return { path: path.slice(CORPUS.length + 1), text: readFileSync(path, "utf8") };
  });
  return sources;
}

const outcomes = new Map<string, CompileResult[]>();

/** The outcome for each document, compiled once for all tests. */
function corpusResults(mapping: string): CompileResult[] {
  const results = outcomes.get(mapping) ?? compileCorpus(mapping);
  outcomes.set(mapping, results);
  return results;
}

function compileCorpus(mapping: string): CompileResult[] {
  const compiler = createCompiler({ mapping: builtinMapping(mapping), formats: FORMATS });
  return readCorpus().flatMap((source) => compiler.compileText(source));
}

/** How many rules carry each code. */
function countCodes(results: readonly CompileResult[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { diagnostics, formatDiagnostics } of results) {
    const all = [...diagnostics, ...formatDiagnostics.map(({ diagnostic }) => diagnostic)];
    for (const code of new Set(all.map((item) => item.code))) {
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  }
  return counts;
}

for (const mapping of MAPPINGS) {
  test(`every rule gives queries or a reason under ${mapping}, twice the same`, { skip }, () => {
    const results = corpusResults(mapping);
    assert.ok(results.length >= 3500, `${results.length} documents`);
    for (const result of results) {
      const reasons = problems(result);
      assert.ok(result.queries.length > 0 || reasons.length > 0, result.path);
      assert.ok(!reasons.some(({ code }) => code === "internal"), result.path);
      for (const item of result.diagnostics) {
        assert.ok(item.line! >= 1 && item.column! >= 1, `${result.path}: ${item.message}`);
      }
    }
    assert.deepEqual(compileCorpus(mapping), results);
  });

  test(`every literal of every query is closed under ${mapping}`, { skip }, () => {
    for (const { path, queries } of corpusResults(mapping)) {
      for (const { format, query } of queries) {
        let depth = 0;
        for (const token of readLeql(query)) {
          if (token.kind !== "symbol") continue;
          if (token.text === "(" || token.text === "[") depth++;
          if (token.text === ")" || token.text === "]") depth--;
          assert.ok(depth >= 0, `${path}: ${query}`);
          assert.match(token.text, /^(?:[A-Za-z0-9_.-]+|[()[\],=<>!])$/, `${path}: ${query}`);
        }
        assert.equal(depth, 0, `${path} ${format}: ${query}`);
      }
    }
  });
}

test("at least 1,500 rules are converted by the default table", { skip }, () => {
  const converted = corpusResults("insightidr").filter(({ queries }) => queries.length > 0);
  assert.ok(converted.length >= 1500, `${converted.length} rules`);
});

test("reasons by code", { skip }, () => {
  const counts = countCodes(corpusResults("insightidr"));
  const count = (code: string): number => counts.get(code) ?? 0;
  // What the rules hold, whatever the mapping table says.
  const bounds: Readonly<Record<string, readonly [number, number]>> = {
    "condition-aggregation": [55, 55],
    "condition-syntax": [4, 4],
    "unresolved-placeholder": [26, 26],
    "timeframe-ignored": [49, 49],
    "regex-not-re2": [0, 0],
    "invalid-value": [0, 0],
    "invalid-modifier": [0, 0],
    "yaml-syntax": [0, 0],
    "yaml-duplicate-key": [0, 0],
    "not-a-rule": [0, 0],
    "missing-logsource": [0, 0],
    "missing-condition": [0, 0],
    "unknown-modifier": [0, 0],
    "undefined-identifier": [0, 0],
    // What a growing table lowers, and what it may raise.
    "unmapped-logsource": [0, 1900],
    "unmapped-field": [0, 50],
    "unsupported-field": [50, 300],
    "unsupported-hash": [0, 20],
    "unsupported-cidr": [0, 30],
    "ipv6-as-text": [20, 40],
    "case-sensitive-fieldref": [4, 10],
    "matches-any-value": [5, 20],
  };
  for (const [code, [low, high]] of Object.entries(bounds)) {
    assert.ok(count(code) >= low && count(code) <= high, `${code}: ${count(code)}`);
  }
});
