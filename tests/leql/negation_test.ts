import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { compileRule } from "../../lib/api.ts";
import { leqlMatcher } from "../../lib/evaluate/leql_matcher.ts";
import { makeEvent } from "../../lib/event/event.ts";
import type { LeqlNode } from "../../lib/leql/ast.ts";
import { inlineNegations } from "../../lib/leql/negation.ts";
import { ONE_LINE, printNode } from "../../lib/leql/print.ts";
import { readStatement } from "../../lib/leql/read/read_statement.ts";
import { ruleText } from "../helpers/expect_leql.ts";
import { SEED } from "../helpers/random.ts";

function read(text: string): LeqlNode {
  const { statement, diagnostics } = readStatement(text);
  assert.ok(statement?.where !== undefined, JSON.stringify(diagnostics));
  return statement.where.node;
}

function inline(text: string): string {
  return printNode(inlineNegations(read(text)).node, ONE_LINE);
}

const NUMBER = String.raw`/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/`;

test("each negation, behind its key", () => {
  const cases: Readonly<Record<string, string>> = {
    'NOT a = "x"': 'a != "x"',
    'NOT a != "x"': 'a = "x"',
    'NOT a = NOCASE("x")': 'a != NOCASE("x")',
    "NOT a = /x/i": "a != /x/i",
    "NOT a != /x/": "a=/x/",
    "NOT a = true": "a != true",
    "NOT a = 5": "a != 5",
    "NOT a = IP(10.0.0.0/8)": "a NOT IN [IP(10.0.0.0/8)]",
    "NOT a = ${v}": "a NOT IN [${v}]",
    'NOT a ICONTAINS "x"': 'a NOT ICONTAINS "x"',
    'NOT a NOT STARTS-WITH "x"': 'a STARTS-WITH "x"',
    'NOT a IIN ["x", "y"]': 'a NOT IIN ["x", "y"]',
    'NOT a ICONTAINS-ANY ["x", "y"]': 'a NOT ICONTAINS "x" AND a NOT ICONTAINS "y"',
    'NOT a CONTAINS-ALL ["x", "y"]': 'a NOT CONTAINS "x" OR a NOT CONTAINS "y"',
    'NOT a ISTARTS-WITH-ANY ["x"]': 'a NOT ISTARTS-WITH "x"',
    "NOT a ICONTAINS-ANY [${v}]": "a NOT ICONTAINS-ANY [${v}]",
    "NOT a = /.*/": "a != /.*/",
    "NOT a != /.+/": "a = /.+/",
    "NOT a < 5": `a >= 5 OR a != ${NUMBER}`,
    "NOT a >= 5": `a < 5 OR a != ${NUMBER}`,
    "NOT a == b": "a !== b OR a != /.*/ OR b != /.*/",
    "NOT a !== b": "a == b",
    "NOT a, b = 5": "a != 5 AND b != 5",
    "NOT ALL(a, b) = 5": "a != 5 OR b != 5",
    "NOT (a = 1 AND (b = 2 OR NOT c = 3))": "a != 1 OR b != 2 AND c=3",
    "NOT NOT a = 1": "a=1",
    "a = 1 AND NOT (b = 2 AND c = 3)": "a=1 AND (b != 2 OR c != 3)",
    "a = 1 OR b != 2": "a=1 OR b != 2",
    "NOT (/x/ OR a = 1)": "NOT /x/ AND a != 1",
    'NOT ("x" AND ${v})': 'NOT "x" OR NOT ${v}',
  };
  for (const [text, wanted] of Object.entries(cases)) assert.equal(inline(text), wanted, text);
});

test("what cannot be written behind a key is said once", () => {
  const codes = (node: LeqlNode) => inlineNegations(node).diagnostics.map(({ message }) => message);
  assert.equal(codes(read("NOT (/x/ OR /y/)")).length, 1);
  assert.equal(codes(read("NOT (a < 5 OR a > 9)")).length, 1);
  assert.equal(codes({ kind: "Not", arg: { kind: "Raw", text: "x" } }).length, 1);
  assert.deepEqual(codes(read("NOT a = 1 AND /x/")), []);
});

const value = fc.oneof(
  fc.constantFrom("", "x", "X", "xy", "5", "07", "5.5", "abc", "10.1.2.3", null, true, 5, -1, 1e21),
  fc.integer({ min: 3, max: 7 }),
);
const one = fc.dictionary(fc.constantFrom("a", "b", "c"), value, { noNullPrototype: true });
const many = fc.dictionary(
  fc.constantFrom("a", "b", "c"),
  fc.oneof(value, fc.array(value, { maxLength: 3 })),
  { noNullPrototype: true },
);

/** A key with one of several tests. */
function condition(tests: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom(...tests))
    .map(([key, test]) => test.includes("=") && test.startsWith("ALL") ? test : `${key} ${test}`);
}

const TEXT_TESTS = [
  '= "x"',
  '!= "x"',
  '= NOCASE("x")',
  "= 5",
  "= /x/i",
  "!= /^5/",
  "= true",
  "= IP(10.0.0.0/8)",
  'ICONTAINS "x"',
  'NOT STARTS-WITH "x"',
  'IIN ["x", "5"]',
  "NOT IN [5, /y/]",
  'ICONTAINS-ANY ["x", "b"]',
  'ICONTAINS-ALL ["x", "y"]',
  'STARTS-WITH-ANY ["x", "a"]',
  "= /.*/",
  "!= /.+/",
  "= null",
  ", b = 5",
];
const NUMBER_TESTS = ["< 5", "<= 5.5", "> -1", ">= 5"];

function tree(tests: readonly string[]): fc.Arbitrary<string> {
  return fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { depthSize: "small" },
      condition(tests),
      tie("node").map((arg) => `NOT (${arg})`),
      fc.tuple(tie("node"), fc.constantFrom(" AND ", " OR "), tie("node"))
        .map(([left, sign, right]) => `(${left}${sign}${right})`),
    ),
  })).node;
}

function sameOn(text: string, fields: Record<string, never>): void {
  const node = read(text);
  const event = makeEvent(fields);
  const [before, after] = [node, inlineNegations(node).node].map((where) => leqlMatcher(where));
  assert.ok("matches" in before && "matches" in after, text);
  assert.equal(after.matches(event), before.matches(event), `${text} ${JSON.stringify(fields)}`);
}

test("the same events match, with missing keys, lists and all types", () => {
  fc.assert(
    fc.property(tree(TEXT_TESTS), many, (text, fields) => sameOn(text, fields as never)),
    { numRuns: 5_000, seed: SEED },
  );
});

test("the same events match comparisons of numbers and of keys, for keys with one value", () => {
  const tests = [...TEXT_TESTS, ...NUMBER_TESTS, "== c", "!== b"];
  fc.assert(
    fc.property(tree(tests), one, (text, fields) => sameOn(text, fields as never)),
    { numRuns: 5_000, seed: SEED },
  );
});

test("the option of the compiler", () => {
  const detection = "  a: {f: x}\n  b: {f|contains: [y, z]}\n  condition: a and not b\n";
  const query = (negation?: "prefix" | "inline") => {
    const options = negation === undefined ? {} : { negation };
    return compileRule(ruleText(detection), { mapping: null, ...options }).queries[0]?.query;
  };
  const prefix = 'f = NOCASE("x") AND NOT (f ICONTAINS-ANY ["y", "z"])';
  assert.equal(query(), prefix);
  assert.equal(query("prefix"), prefix);
  assert.equal(query("inline"), 'f = NOCASE("x") AND f NOT ICONTAINS "y" AND f NOT ICONTAINS "z"');
});
