import assert from "node:assert/strict";
import test from "node:test";
import { MAX_DEPTH } from "../../lib/leql/read/parse_where.ts";
import { readStatement } from "../../lib/leql/read/read_statement.ts";

/** Errors as code and the text at their place. */
function errors(text: string): string[] {
  const { statement, diagnostics } = readStatement(text);
  const found = diagnostics.filter(({ severity }) => severity === "error");
  assert.equal(statement === undefined, found.length > 0, text);
  return found.map(({ code, span }) => `${code} ${text.slice(span!.start, span!.end)}`);
}

/** Hint of the first error. */
function hint(text: string): string {
  return readStatement(text).diagnostics.find(({ severity }) => severity === "error")?.hint ?? "";
}

test("operators of other languages, with the form of LEQL", () => {
  const foreign = {
    'k ENDS-WITH "x"': /\$\/i/,
    'k iends-with-any ["x"]': /\(a\|b\)/,
    'k LIKE "%x%"': /ICONTAINS/,
    'k NOT LIKE "%x%"': /ICONTAINS/,
    'k MATCHES "x"': /= \/pattern\//,
    "k EXISTS": /\.\+/,
    "k IS NULL": /\.\+/,
    "k BETWEEN 1 AND 2": />= a/,
    'k STARTSWITH "x"': /STARTS-WITH/,
    'k contains_any ["x"]': /CONTAINS-ANY/,
    "a && b": /AND/,
    "a || b": /OR/,
    'k =~ "x"': /=/,
    "avg(k) > 5": /^$/,
    "ANY(a, b) = 1": /comma/,
  };
  for (const [text, wanted] of Object.entries(foreign)) {
    assert.equal(errors(text)[0]?.split(" ")[0], "leql-unknown-word", text);
    assert.match(hint(text), wanted, text);
  }
  assert.deepEqual(errors('k ENDS-WITH "x"'), ["leql-unknown-word ENDS-WITH"]);
  // Words of a keyword search.
  assert.deepEqual(errors("user like admin"), []);
  assert.deepEqual(errors('"IS" AND "LIKE"'), []);
});

test("clauses in a wrong order, with the right one", () => {
  assert.deepEqual(errors("groupby(a) where(b = 1)"), ["leql-clause-order where"]);
  assert.equal(hint("groupby(a) where(b = 1)"), "The order is where, groupby");
  assert.deepEqual(errors("where(a = 1) limit(1) sort(asc) select(b)"), [
    "leql-clause-order sort",
    "leql-clause-order select",
  ]);
  assert.deepEqual(errors("where(a = 1) limit(1) limit(2)"), ["leql-clause-order limit"]);
});

test("clauses that do not exist, and what stands outside of them", () => {
  assert.deepEqual(errors("wher(a = 1)"), ["leql-unknown-word wher"]);
  assert.equal(hint("wher(a = 1)"), 'Did you mean "where"?');
  assert.deepEqual(errors("where(a = 1) group_by(a)"), ["leql-unknown-word group_by"]);
  assert.deepEqual(errors("where(a = 1) OR b = 2"), ["leql-syntax OR"]);
  assert.match(hint("where(a = 1) OR b = 2"), /inside the parentheses/);
  assert.deepEqual(errors("a = 1 groupby(b)"), ["leql-unknown-word groupby"]);
});

test("every clause, and every condition, is read after a fault in another", () => {
  const text =
    'where(a = AND b LIKE "x" OR (c = [1] AND d IN 5)) groupby() calculate(foo) limit(0)';
  assert.deepEqual(errors(text), [
    "leql-syntax AND",
    "leql-unknown-word LIKE",
    "leql-syntax [",
    "leql-syntax 5",
    "leql-syntax groupby()",
    "leql-unknown-word foo",
    "leql-syntax 0",
  ]);
});

test("what is not closed has its place where it begins", () => {
  assert.deepEqual(errors('a = "x AND b = 1'), ['leql-syntax "']);
  // Behind it no bracket can be told to be missing.
  assert.deepEqual(errors('where((a = "x)'), ['leql-syntax "']);
  assert.deepEqual(errors("where(a = ${x)"), ["leql-syntax ${"]);
  assert.deepEqual(errors("a = /x AND b = 1"), ["leql-syntax /"]);
  assert.deepEqual(errors("where((a = 1 AND (b = 2)"), ["leql-syntax ("]);
  assert.deepEqual(errors("where(a = 1"), ["leql-syntax where"]);
  assert.deepEqual(errors("a = ${x"), ["leql-syntax ${"]);
  assert.deepEqual(errors("where(a IN [1, 2)"), ["leql-syntax )"]);
  assert.deepEqual(errors("(a = 1)) OR b = 2"), ["leql-syntax )"]);
});

test("a / in a regular expression needs a backslash", () => {
  for (const text of ["a = /usr/bin", "a = /https?://x/", "a = /b/c/i"]) {
    assert.notDeepEqual(errors(text), [], text);
    assert.match(hint(text), /needs? (?:quotes|a backslash)/);
  }
  assert.deepEqual(errors(String.raw`a = /https?:\/\/x/`), []);
});

test("regular expressions are checked by RE2's rules", () => {
  assert.deepEqual(errors("a = /x(?=y)/"), ["regex-not-re2 (?=y)/"]);
  assert.deepEqual(errors(String.raw`a = /\/(?=y)/`), ["regex-not-re2 (?=y)/"]);
  assert.deepEqual(errors("a = /(/"), ["invalid-regex (/"]);
  assert.deepEqual(errors("a = //"), ["leql-syntax //"]);
  assert.deepEqual(errors("a = /x/q"), ["leql-syntax q"]);
});

test("values that an operator does not take", () => {
  const texts = [
    'a = ["x"]',
    'a ICONTAINS ["x"]',
    "a CONTAINS /x/",
    'a CONTAINS NOCASE("x")',
    "a > IP(10.0.0.0/8)",
    'a IN "x"',
    'a IN ("x")',
    "a IN []",
    "a = IP(10.0.0)",
    "a = IP(10.0.0.256/8)",
    "a = foo(x)",
    "a NOT = 5",
    "a <> 5",
    "a = 5 = 6",
    "a = ",
    "= 5",
    '"" = 5',
    "a, b",
    "ALL(a, b)",
    "IN [1]",
    "NOT",
    "a AND",
    "a OR OR b",
    "",
    "   \n",
    "where()",
    "where(a = 1, lose)",
    "a = ${b-c}",
    'from(foo = "x") where(a = 1)',
    "where(a = 1) groupby(a, b, c, d, e, f)",
    "where(a = 1) timeslice(5y)",
    "where(a = 1) sort(up)",
    "where(a = 1) having(count>5 OR count<2)",
  ];
  for (const text of texts) assert.notDeepEqual(errors(text), [], text);
});

test("the depth of brackets and negations is bounded", () => {
  const nested = (depth: number) => "(".repeat(depth) + "a = 1" + ")".repeat(depth);
  assert.deepEqual(errors(nested(MAX_DEPTH)), []);
  assert.equal(errors(nested(MAX_DEPTH + 1))[0].split(" ")[0], "leql-depth");
  assert.equal(errors("NOT ".repeat(MAX_DEPTH + 1) + "a = 1")[0].split(" ")[0], "leql-depth");
  assert.deepEqual(errors("(".repeat(50_000)), ["leql-syntax (", "leql-depth ("]);
});

test("quotes, brackets and signs of other places, with the repair", () => {
  const cases: Readonly<Record<string, readonly [errors: readonly string[], hint: RegExp]>> = {
    "a = \u201cx y\u201d AND b = 1": [["leql-syntax \u201cx y\u201d"], /^Write "x y"$/],
    "a = \u2018x\u2019": [["leql-syntax \u2018x\u2019"], /^Write "x"$/],
    "a = \u201eit's\u201c": [["leql-syntax \u201eit's\u201c"], /^Write "it's"$/],
    "a = \u201cx": [["leql-syntax \u201c"], /Write "/],
    "a = `x`": [["leql-syntax `x`"], /Write "x"/],
    "a IN [\u201cx\u201d, \u201cy\u201d]": [
      ["leql-syntax \u201cx\u201d", "leql-syntax \u201cy\u201d"],
      /Write "x"/,
    ],
    'a STARTS\u2013WITH "x"': [["leql-unknown-word STARTS\u2013WITH"], /STARTS-WITH/],
    "a \u2260 1 AND b \u2265 2": [
      ["leql-unknown-word \u2260", "leql-unknown-word \u2265"],
      /Write !=/,
    ],
    "a\u200b = 1": [["leql-syntax \u200b"], /Delete/],
    "a = 1;": [["leql-syntax ;"], /Leave it out/],
    "where(a = 1);": [["leql-syntax ;"], /Leave it out/],
    "a = 1; b = 2;": [["leql-syntax ;"], /Leave it out/],
    "{a = 1}": [["leql-syntax {"], /braces/],
    "{ where(a = 1) }": [["leql-syntax {"], /braces/],
    "SELECT * FROM logs WHERE a = 1": [["leql-unknown-word SELECT"], /where\(/],
    "select a, b from c where (a = 1)": [["leql-unknown-word select"], /where\(/],
    "where a = 1": [["leql-syntax where"], /where\(\.\.\.\)/],
    "# users\na = 1": [["leql-syntax #"], /comment/],
    "a : 1": [["leql-unknown-word :"], /Write =/],
  };
  for (const [text, [wanted, repair]] of Object.entries(cases)) {
    assert.deepEqual(errors(text), wanted, text);
    assert.match(hint(text), repair, text);
  }
  // With a backslash, or in quotes, they are what they are.
  assert.deepEqual(errors("a = \\\u201cx\\\u201d"), []);
  assert.deepEqual(errors('a = "{x};" AND b = ${v}'), []);
  assert.deepEqual(errors("select AND from AND where"), []);
});
