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

/** Files that hold an old aggregation, a correlation's predecessor, or another known fault. */
const MAPPINGS = ["insightidr", "pysigma"];

let sources: { readonly path: string; readonly text: string }[] | undefined;

function readCorpus(): { readonly path: string; readonly text: string }[] {
  sources ??= listFiles(CORPUS, ".yml").map((path) => {
    return { path: path.slice(CORPUS.length + 1), text: readFileSync(path, "utf8") };
  });
  return sources;
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
    const results = compileCorpus(mapping);
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
    for (const { path, queries } of compileCorpus(mapping)) {
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
  const converted = compileCorpus("insightidr").filter(({ queries }) => queries.length > 0);
  assert.ok(converted.length >= 1500, `${converted.length} rules`);
});

test("reasons by code", { skip }, () => {
  const counts = countCodes(compileCorpus("insightidr"));
  const count = (code: string): number => counts.get(code) ?? 0;
  // What the rules hold does not depend on the mapping table.
  const fixed: Readonly<Record<string, readonly [number, number]>> = {
    "yaml-syntax": [0, 0],
    "yaml-duplicate-key": [0, 0],
    "not-a-rule": [0, 0],
    "missing-logsource": [0, 0],
    "missing-condition": [0, 0],
    "unknown-modifier": [0, 0],
    "undefined-identifier": [0, 0],
  };
  for (const [code, [low, high]] of Object.entries(fixed)) {
    assert.ok(count(code) >= low && count(code) <= high, `${code}: ${count(code)}`);
  }
});
