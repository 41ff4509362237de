import assert from "node:assert/strict";
import test from "node:test";
import { createCompiler } from "../../../lib/compile.ts";
import { aggregationHint } from "../../../lib/sigma/condition/aggregation.ts";
import { readDocuments } from "../../../lib/sigma/documents.ts";

const CONTEXT = { rule: "base", timeframe: "10m" };

function hint(condition: string, context = CONTEXT): string {
  const [search, aggregation] = condition.split("|");
  return aggregationHint(search, aggregation, context);
}

const CUT = "Cut the condition off at the pipe and write correlation: ";

test("calculations become correlations", () => {
  const correlations = {
    "count() > 5": "{type: event_count, rules: [base], timespan: 10m, condition: {gt: 5}}",
    "count() by User < 5":
      "{type: event_count, rules: [base], group-by: [User], timespan: 10m, condition: {lt: 5}}",
    "count( ) by User , Host <=  5":
      "{type: event_count, rules: [base], group-by: [User, Host], timespan: 10m, condition: {lte: 5}}",
    "count(a.b) by c-d >= 5":
      "{type: value_count, rules: [base], group-by: [c-d], timespan: 10m, condition: {field: a.b, gte: 5}}",
    "sum(Size) by User == 1.5":
      "{type: value_sum, rules: [base], group-by: [User], timespan: 10m, condition: {field: Size, eq: 1.5}}",
    "avg(Size) by User != -1":
      "{type: value_avg, rules: [base], group-by: [User], timespan: 10m, condition: {field: Size, neq: -1}}",
    "count(Foo Bar) by it's = 5":
      "{type: value_count, rules: [base], group-by: ['it''s'], timespan: 10m, condition: {field: 'Foo Bar', eq: 5}}",
  };
  for (const [aggregation, correlation] of Object.entries(correlations)) {
    assert.equal(hint(`sel | ${aggregation}`), CUT + correlation);
  }
});

test("near becomes a temporal correlation of a rule for each search identifier", () => {
  assert.equal(
    hint("a | near b and c"),
    'Make a rule of each of "a", "b", "c" and write correlation: ' +
      "{type: temporal, rules: [a, b, c], timespan: 10m}",
  );
  assert.equal(
    hint("(a or x) | near b and not c"),
    'Make a rule of each of "(a or x)", "b", "c" and write correlation: ' +
      "{type: temporal, rules: [NAME, b, c], timespan: 10m, condition: NAME and b and not c}",
  );
});

test("what the rule does not say is left to its author", () => {
  assert.equal(
    aggregationHint("a", "count() > 5", {}),
    "Cut the condition off at the pipe, give the rule a name and write correlation: " +
      "{type: event_count, rules: [NAME], timespan: TIMESPAN, condition: {gt: 5}}",
  );
  assert.ok(hint("a | count() > 5", { rule: "base", timeframe: "soon" }).includes("TIMESPAN"));
});

test("what has no correlation gets no invented one", () => {
  assert.equal(hint("a | max(Size) > 5"), 'No type of correlation calculates "max(Size)"');
  assert.equal(hint("a | sum() > 5"), 'No type of correlation calculates "sum()"');
  for (const aggregation of ["", "count()", "count() by", "near", "near (b or c)", "head 5"]) {
    assert.equal(hint(`a | ${aggregation}`), "Write a correlation rule that names this rule");
  }
});

test("a very long aggregation is read in time that grows with its length", () => {
  const start = performance.now();
  hint(`a | count() by ${"x ".repeat(20_000)}`);
  hint(`a | near ${"b and ".repeat(20_000)}`);
  hint(`a | count(${" ".repeat(20_000)}`);
  assert.ok(performance.now() - start < 20_000);
});

test("the correlation of a hint can be read and means the same", () => {
  const rule = `title: Failed
name: failed
logsource: { product: windows }
detection:
  sel: { EventID: 4625 }
  timeframe: 15m
  condition: sel | count(Host) by User >= 7
`;
  const compiler = createCompiler({ mapping: null, formats: ["leql_advanced_search"] });
  const [{ diagnostics }] = compiler.compileText({ path: "old.yml", text: rule });
  const written = diagnostics.find(({ code }) => code === "condition-aggregation")?.hint ?? "";
  const correlation = written.slice(written.indexOf("correlation:"));
  const text = `${rule.replace(/ \| .*/, "")}---\ntitle: Many failed\n${correlation}\n`;
  assert.equal(readDocuments(text)[1].content?.kind, "Correlation");
  const [, result] = compiler.compileText({ path: "new.yml", text });
  assert.equal(
    result.queries[0].query,
    "where(EventID=4625) groupby(User) calculate(unique:Host) having(unique:Host>=7)",
  );
  assert.equal(result.timespanSeconds, 900);
});
