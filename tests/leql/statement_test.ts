import assert from "node:assert/strict";
import test from "node:test";
import { printStatement } from "../../lib/leql/print_statement.ts";
import { readStatement } from "../../lib/leql/read/read_statement.ts";
import type { LeqlStatement } from "../../lib/leql/statement.ts";

function read(text: string): LeqlStatement {
  const { statement, diagnostics } = readStatement(text);
  assert.ok(statement !== undefined, `${text}: ${JSON.stringify(diagnostics)}`);
  return statement;
}

test("all clauses in their order", () => {
  const text = 'select(hostname as host, "a b") where(/x (?P<n>\\d+)/) GroupBy(n, #log)' +
    "Calculate(SUM:n) having(sum:n>=10 AND SUM:n<20) sort(asc, desc#n) limit(100, 20) timeslice(5m)";
  const { where, ...clauses } = read(text);
  assert.equal(where?.node.kind, "Keyword");
  assert.deepEqual(clauses, {
    select: [{ key: "hostname", alias: "host" }, { key: "a b" }],
    groupBy: ["n", "#log"],
    calculate: { function: "sum", key: "n" },
    having: [
      { calculation: { function: "sum", key: "n" }, operator: ">=", text: "10" },
      { calculation: { function: "sum", key: "n" }, operator: "<", text: "20" },
    ],
    sort: [{ direction: "asc" }, { direction: "desc", key: "n" }],
    limit: [100, 20],
    timeslice: { text: "5m" },
  });
});

test("each function, with its other names", () => {
  const calculate = (text: string) => read(`where(/.*/) calculate(${text})`).calculate;
  assert.deepEqual(calculate("count"), { function: "count" });
  assert.deepEqual(calculate("COUNT:k"), { function: "count", key: "k" });
  assert.deepEqual(calculate("bytes"), { function: "bytes" });
  assert.deepEqual(calculate('Max:"a b"'), { function: "max", key: "a b" });
  assert.deepEqual(calculate("sd:k"), { function: "standarddeviation", key: "k" });
  assert.deepEqual(calculate("pctl(95):k.l"), { function: "percentile", key: "k.l", percent: 95 });
  assert.deepEqual(calculate('percentile(99.9):"a b"'), {
    function: "percentile",
    key: "a b",
    percent: 99.9,
  });
  for (const wrong of ["sum", "bytes:k", "pctl:k", "pctl(0):k", "pctl(101):k", "median:k"]) {
    assert.equal(readStatement(`calculate(${wrong})`).statement, undefined, wrong);
  }
});

test("a detection definition", () => {
  const text = 'from(\n  event_type = "asset_auth"\n)\nwhere(\n  result = "X"\n  AND\n  a = 1\n)';
  const statement = read(text);
  assert.deepEqual(statement.from, { key: "event_type", eventTypes: ["asset_auth"] });
  assert.equal(printStatement(statement, "detection"), text.replace("a = 1", "a=1"));
  assert.deepEqual(read('from(entry_type IN ["a", "b"]) where(x = 1)').from, {
    key: "entry_type",
    eventTypes: ["a", "b"],
  });
  assert.deepEqual(read('from(event_type = "a" OR event_type = b) where(x = 1)').from, {
    key: "event_type",
    eventTypes: ["a", "b"],
  });
});

test("what is printed is read again as the same statement", () => {
  const texts = [
    'where(a = 1, loose) groupby("a b") having(count>15)',
    'where(user="unknown") groupby(user, asset) calculate(unique:"a b") having(unique:"a b">1) sort(desc#"a b")',
    'from(event_type IN ["a", "b"]) where(x != null)',
    "where(/.*/) calculate(pctl(99.5):k) timeslice(60)",
    "select(a as b, c) where(a.* = v) limit(5)",
    String.raw`where(path=C:\\Windows AND "a b"=x OR ${"${v}"} AND \AND AND "${"${w}"} y")`,
    `where(k = a\\"b\\'\\'\\'c\\"\\"\\")`,
    "where(a > 10ms)",
  ];
  for (const text of texts) {
    const statement = read(text);
    const printed = printStatement(statement);
    assert.deepEqual(read(printed), statement, printed);
    assert.equal(printStatement(read(printed)), printed);
    assert.deepEqual(read(printStatement(statement, "detection")), statement);
  }
});
