import assert from "node:assert/strict";
import { test } from "node:test";
import { readDocuments } from "../../lib/sigma/documents.ts";
import { verifyCorrelation } from "../../lib/verify/verify_correlation.ts";

function verify(correlation: string, query: string) {
  const text = `title: Base
name: base
logsource: {product: example}
detection:
  s: {Action|contains: fail}
  condition: s
---
title: Many
correlation:
  rules: [base]
  timespan: 5m
  ${correlation.trim().replaceAll("\n", "\n  ")}
`;
  const [{ content: rule }, { content }] = readDocuments(text);
  assert.ok(rule?.kind === "Rule" && content?.kind === "Correlation");
  return verifyCorrelation({
    correlation: content,
    rules: [{ rule, written: rule, entry: undefined }],
    queries: [{ format: "leql_advanced_search", text: query, isChanged: false }],
    declared: "exact",
    eventTypes: [],
  }, {});
}

const WHERE = 'where(Action ICONTAINS "fail")';
const COUNT = "type: event_count\ngroup-by: [User, Host]\ncondition: {gte: 10}";

test("a threshold is counted on both sides", () => {
  const verified = (tail: string) => verify(COUNT, `${WHERE} ${tail}`).outcome;
  assert.equal(verified("groupby(User, Host) calculate(count) having(count>=10)"), "verified");
  assert.equal(verified("groupby(User, Host) calculate(count) having(count>10)"), "differs");
  assert.equal(verified("groupby(User, Host) calculate(count) having(count>=9)"), "differs");
  assert.equal(verified("groupby(User) calculate(count) having(count>=10)"), "differs");
  assert.equal(verified("groupby(Host, Other) calculate(count) having(count>=10)"), "differs");
});

test("the events that are counted are those of the rules", () => {
  const tail = "groupby(User, Host) calculate(count) having(count>=10)";
  const { outcome, diagnostics } = verify(COUNT, `where(Action = NOCASE("fail")) ${tail}`);
  assert.equal(outcome, "differs");
  assert.match(diagnostics[0].message, /does not mean the rule/);
});

const CALCULATIONS: readonly (readonly [correlation: string, good: string, bad: string])[] = [
  [
    "type: value_count\ngroup-by: [User]\ncondition: {field: Host, gt: 3}",
    "calculate(unique:Host) having(unique:Host>3)",
    "calculate(count:Host) having(count:Host>3)",
  ],
  [
    "type: value_sum\ngroup-by: [User]\ncondition: {field: Bytes, lte: 100}",
    "calculate(sum:Bytes) having(sum:Bytes<=100)",
    "calculate(average:Bytes) having(average:Bytes<=100)",
  ],
  [
    "type: value_avg\ngroup-by: [User]\ncondition: {field: Bytes, gte: 50}",
    "calculate(average:Bytes) having(average:Bytes>=50)",
    "calculate(max:Bytes) having(max:Bytes>=50)",
  ],
  [
    "type: value_percentile\ngroup-by: [User]\ncondition: {field: Bytes, gte: 50, percentile: 95}",
    "calculate(pctl(95):Bytes) having(pctl(95):Bytes>=50)",
    "calculate(average:Bytes) having(average:Bytes>=50)",
  ],
  [
    "type: event_count\ngroup-by: [User]\ncondition: {gt: 2, lt: 6}",
    "calculate(count) having(count>2 AND count<6)",
    "calculate(count) having(count>2)",
  ],
];

for (const [correlation, good, bad] of CALCULATIONS) {
  test(`${good} is told from ${bad}`, () => {
    const { outcome, diagnostics } = verify(correlation, `${WHERE} groupby(User) ${good}`);
    assert.equal(outcome, "verified", diagnostics[0]?.message);
    assert.equal(verify(correlation, `${WHERE} groupby(User) ${bad}`).outcome, "differs");
  });
}

test("a field that the rule asks for can be counted", () => {
  const correlation = "type: value_count\ngroup-by: [User]\ncondition: {field: Action, gt: 3}";
  const query = `${WHERE} groupby(User) calculate(unique:Action) having(unique:Action>3)`;
  assert.equal(verify(correlation, query).outcome, "verified");
});

test("a threshold that is too high is not verified", () => {
  const correlation = "type: event_count\ngroup-by: [User]\ncondition: {gte: 1000000}";
  const query = `${WHERE} groupby(User) calculate(count) having(count>=1000000)`;
  const { outcome, diagnostics } = verify(correlation, query);
  assert.equal(outcome, "not-verified");
  assert.match(diagnostics[0].message, /too high/);
});
