import assert from "node:assert/strict";
import test from "node:test";
import { createCompiler } from "../../lib/compile.ts";
import { lowerRule } from "../../lib/expr/lower_rule.ts";
import { FORMAT_REGISTRY, FORMATS } from "../../lib/leql/formats/registry.ts";
import { lowerExpr } from "../../lib/leql/lower_expr.ts";
import { ONE_LINE, printNode } from "../../lib/leql/print.ts";
import { applyMapping, prepareMapping } from "../../lib/mappings/apply.ts";
import { BUILTIN_MAPPINGS } from "../../lib/mappings/builtin.ts";
import type { YamlMapping } from "../../lib/yaml/node.ts";
import { parseYaml } from "../../lib/yaml/parse.ts";
import { parseRule } from "../../lib/sigma/parse_rule.ts";
import { deepFreeze } from "../helpers/deep_freeze.ts";
import { SAMPLE_RULE } from "../helpers/sample_rule.ts";

/** All queries, from stage to stage, each stage's output passed through `keep`. */
function stages(keep: <T>(value: T) => T): string[] {
  const mapping = prepareMapping(keep(BUILTIN_MAPPINGS.insightidr));
  const [document] = keep(parseYaml(SAMPLE_RULE));
  const { rule } = keep(parseRule(document.root as YamlMapping));
  const mapped = keep(applyMapping(rule, mapping));
  assert.ok(mapped.rule !== undefined && mapped.target !== undefined);
  const { conditions } = keep(lowerRule(mapped.rule));
  const queries: string[] = [];
  for (const format of FORMATS) {
    for (const condition of conditions) {
      const { node } = keep(lowerExpr(condition));
      assert.ok(node !== undefined);
      const { eventType, eventTypeKey } = mapped.target;
      const query = keep({ where: node, line: printNode(node, ONE_LINE), eventType, eventTypeKey });
      const text = FORMAT_REGISTRY[format].render(query);
      queries.push(typeof text === "string" ? text : text.code);
    }
  }
  return queries;
}

test("no stage changes what another stage gave", () => {
  assert.deepEqual(stages(deepFreeze), stages((value) => value));
});

test("the stages by hand give what the compiler gives", () => {
  const compiler = createCompiler({ formats: FORMATS });
  const [result] = compiler.compileText({ path: "rule.yml", text: SAMPLE_RULE });
  assert.deepEqual(result.diagnostics.filter(({ severity }) => severity !== "warning"), []);
  assert.deepEqual(result.formatDiagnostics.map(({ diagnostic }) => diagnostic.code), [
    "keyword-in-detection",
  ]);
  const queries = stages((value) => value);
  assert.deepEqual(result.queries.map(({ query }) => query), queries.slice(0, 4));
});

test("compiling twice gives the same, from one compiler and from two", () => {
  const source = deepFreeze({ path: "rule.yml", text: SAMPLE_RULE });
  const options = deepFreeze({ formats: [...FORMATS], mapping: BUILTIN_MAPPINGS.pysigma });
  const compiler = createCompiler(options);
  const first = compiler.compileText(source);
  deepFreeze(first);
  assert.deepEqual(compiler.compileText(source), first);
  assert.deepEqual(createCompiler(options).compileText(source), first);
});

test("a fault in one text leaves no trace in the next", () => {
  const compiler = createCompiler();
  const source = { path: "rule.yml", text: SAMPLE_RULE };
  const before = compiler.compileText(source);
  compiler.compileText({ path: "bad.yml", text: "a: [" });
  compiler.compileText({ path: "bad.yml", text: SAMPLE_RULE.replaceAll("|endswith", "|re") });
  assert.deepEqual(compiler.compileText(source), before);
});

test("a result is plain data that survives a message", () => {
  const [result] = createCompiler().compileText({ path: "rule.yml", text: SAMPLE_RULE });
  assert.deepEqual(structuredClone(result), result);
});

test("the order of the formats is the compiler's, and each is written once", () => {
  const formats = ["leql_advanced_search", "default", "default"] as const;
  const [result] = createCompiler({ formats }).compileText({ path: "r.yml", text: SAMPLE_RULE });
  assert.deepEqual(result.queries.map(({ format, condition }) => `${format} ${condition}`), [
    "default 0",
    "default 1",
    "leql_advanced_search 0",
    "leql_advanced_search 1",
  ]);
});

test("a format that does not exist is a fault of the caller", () => {
  assert.throws(() => createCompiler({ formats: ["simple" as "default"] }), {
    name: "TypeError",
    message: 'The format "simple" does not exist: expected "default", "leql_advanced_search" or ' +
      '"leql_detection_definition"',
  });
});
