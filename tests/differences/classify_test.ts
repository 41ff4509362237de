import assert from "node:assert/strict";
import { test } from "node:test";
import { type Answer, classifyAnswers, classifyQueries } from "./classify.ts";

const UNEXPLAINED: readonly (readonly [name: string, reference: string, ours: string])[] = [
  ["another text", 'a = NOCASE("x")', 'a = NOCASE("y")'],
  ["another key", 'a = NOCASE("x")', 'b = NOCASE("x")'],
  ["another operator", 'a ICONTAINS "x"', 'a ISTARTS-WITH "x"'],
  ["a value too few", 'a IIN ["x", "y"]', 'a = NOCASE("x")'],
  ["a negation lost", 'NOT a = NOCASE("x")', 'a = NOCASE("x")'],
  ["AND for OR", "a=1 AND b=2", "a=1 OR b=2"],
  ["parentheses lost", "(a=1 OR b=2) AND c=3", "a=1 OR b=2 AND c=3"],
  ["case lost", 'a = NOCASE("x")', 'a = "x"'],
  ["a wildcard lost", 'a ICONTAINS "x*y"', "a=/xy/i"],
  ["null negated", "a = null", "a = /.+/"],
  ["another pattern", "a=/x/i", "a=/y/"],
  ["blanks alone", 'a  = NOCASE("x")', 'a = NOCASE("x") OR a = NOCASE("x")'],
  ["not LEQL", "a = =", 'a = NOCASE("x")'],
];

for (const [name, reference, ours] of UNEXPLAINED) {
  test(`no class explains ${name}`, () => {
    assert.deepEqual(classifyQueries(reference, ours), []);
  });
}

test("a difference of several kinds has all of their classes, the main one first", () => {
  const reference = `(a ICONTAINS-ANY ["x*y", """it's"""]) AND NOT b = null AND c=/(?i)d/e/i`;
  const ours = `(a=/x[\\s\\S]*y/i OR a ICONTAINS "it's") AND b = /.+/ AND c=/d\\/e/i`;
  assert.deepEqual(classifyQueries(reference, ours), [
    "inner-asterisk",
    "regex-slash",
    "null",
    "inline-flag",
    "triple-quotes",
  ]);
});

test("answers that agree have no classes, blanks at line ends apart", () => {
  const answer = (definition: string): Answer => ({
    queries: { default: ["a=1 AND b=2"], leql_detection_definition: [definition] },
  });
  const reference = answer("where(\n  a=1 \n  AND \n  b=2\n)");
  assert.equal(classifyAnswers(reference, answer("where(\n  a=1\n  AND\n  b=2\n)")), undefined);
  assert.deepEqual(classifyAnswers(reference, answer("were(\n  a=1\n  AND\n  b=2\n)")), []);
  assert.equal(classifyAnswers({ error: "A" }, { error: "b" }), undefined);
});

test("an error on one side is explained only where its cause is in the query", () => {
  const queries = (query: string): Answer => ({ queries: { default: [query] } });
  const reference = { error: "IndexError: string index out of range" };
  assert.deepEqual(classifyAnswers(reference, queries('a IIN ["b", ""]')), ["empty-in-list"]);
  assert.deepEqual(classifyAnswers(reference, queries('a IIN ["b", "c"]')), []);
  assert.deepEqual(classifyAnswers(queries("a=1"), { error: "unresolved-placeholder" }), []);
  assert.deepEqual(classifyAnswers(queries("a=1"), { error: "internal" }), []);
});
