import assert from "node:assert/strict";
import test from "node:test";
import type { JsonObject } from "../../lib/event/event.ts";
import { leqlMatcher } from "../../lib/evaluate/leql_matcher.ts";
import type { LeqlNode } from "../../lib/leql/ast.ts";
import { eventOf, queryMatches, readQuery } from "./make.ts";

/** A query, events that match, events that do not. */
type Row = readonly [
  query: string,
  yes: readonly (JsonObject | string)[],
  no: readonly (JsonObject | string)[],
];

const VARIABLES = { one: ["a"], several: ["a", "B"], nets: ["IP(10.0.0.0/8)", "x"], none: [] };

function check(rows: readonly Row[]): void {
  for (const [query, yes, no] of rows) {
    for (const [events, expected] of [[yes, true], [no, false]] as const) {
      for (const event of events) {
        assert.equal(
          queryMatches(query, eventOf(event), VARIABLES),
          expected,
          `${query} on ${JSON.stringify(event)}`,
        );
      }
    }
  }
}

test("= and != compare the whole value and letter case", () => {
  check([
    ['k = "Ab"', [{ k: "Ab" }, { k: ["x", "Ab"] }], [{ k: "ab" }, { k: "Abc" }, { K: "Ab" }, {}]],
    ["k = Ab", [{ k: "Ab" }], [{ k: "ab" }]],
    ['k = "a*"', [{ k: "a*" }], [{ k: "ab" }]],
    ['k != "a"', [{ k: "b" }, {}, { k: null }], [{ k: "a" }, { k: ["b", "a"] }]],
    ['k = NOCASE("Ab")', [{ k: "aB" }], [{ k: "abc" }]],
    ['k != NOCASE("Ab")', [{}, { k: "b" }], [{ k: "AB" }]],
    ['k = NOCASE("")', [{ k: "" }], [{}, { k: null }]],
    ['k = ""', [{ k: "" }], [{}]],
    [String.raw`k = "C:\a"`, [{ k: "C:\\a" }], [{ k: "C:a" }]],
  ]);
});

test("numbers", () => {
  check([
    ["k = 1000", [{ k: 1000 }, { k: "1e3" }, { k: "1000.0" }], [{ k: "10000" }, {}, { k: "a" }]],
    ["k = 1e3", [{ k: 1000 }], [{ k: 1 }]],
    ["k != 1000", [{}, { k: 1 }], [{ k: "1000" }]],
    ['k = "80"', [{ k: 80 }, { k: "80" }], [{ k: "80.0" }]],
    ["k > 5", [{ k: 6 }, { k: "5.5" }], [{ k: 5 }, { k: "a" }, {}, { k: "" }]],
    ["k >= 5", [{ k: 5 }], [{ k: 4 }]],
    ["k < 5", [{ k: "-1" }, { k: [9, 4] }], [{ k: 5 }, { k: true }]],
    ["k <= 5", [{ k: 5 }], [{ k: 6 }]],
    ['k < "5"', [{ k: 4 }], [{ k: 5 }]],
    ["k = 9007199254740993", [{ k: "9007199254740993" }], [{ k: "9007199254740992" }]],
  ]);
});

test("booleans and null", () => {
  check([
    ["k = true", [{ k: true }, { k: "true" }], [{ k: false }, { k: "TRUE" }, {}]],
    ["k != true", [{}, { k: false }], [{ k: true }]],
    ['k = "true"', [{ k: true }], [{ k: false }]],
    ["k = null", [{}, { k: null }, { k: [] }], [{ k: "" }, { k: "null" }]],
    ["k != null", [{ k: "" }, { k: 0 }], [{}, { k: null }]],
    ['k = "null"', [{ k: "null" }], [{}]],
  ]);
});

test("IN and IIN take any items", () => {
  check([
    ["k IN [a, b]", [{ k: "b" }], [{ k: "B" }, { k: "ab" }, {}]],
    ["k IIN [a, b]", [{ k: "B" }], [{ k: "c" }]],
    ["k IN [80, 443]", [{ k: 80 }, { k: "443" }], [{ k: 8080 }]],
    ['k IN ["80", "443"]', [{ k: 80 }], [{ k: 81 }]],
    ["k NOT IN [a, b]", [{ k: "c" }, {}], [{ k: "a" }, { k: ["c", "b"] }]],
    ["k NOT IIN [a, b]", [{ k: "c" }, {}], [{ k: "A" }]],
    ['k NOT IN ["null", /.*ps1.*/i]', [{ k: "x" }, {}], [{ k: "null" }, { k: "A.PS1" }]],
    ["k IN [IP(10.0.0.0/24), IP(192.168.0.0/24)]", [{ k: "192.168.0.7" }], [{ k: "10.0.1.1" }]],
    ["k IIN [/^ab/, x]", [{ k: "ABC" }, { k: "X" }], [{ k: "cab" }]],
    ["k IN [true, null, NOCASE(Ab)]", [{ k: true }, {}, { k: "aB" }], [{ k: "x" }]],
  ]);
});

test("parts and beginnings of texts", () => {
  check([
    ['k CONTAINS "b"', [{ k: "abc" }, { k: ["x", "b"] }], [{ k: "ABC" }, {}]],
    ['k ICONTAINS "b"', [{ k: "ABC" }], [{ k: "ac" }]],
    ["k CONTAINS 45", [{ k: 1456 }], [{ k: 54 }]],
    ['k NOT CONTAINS "b"', [{ k: "B" }, {}], [{ k: "abc" }, { k: ["x", "b"] }]],
    ['k NOT ICONTAINS "b"', [{ k: "a" }], [{ k: "B" }]],
    ["k CONTAINS-ANY [a, b]", [{ k: "xb" }], [{ k: "xB" }]],
    ["k ICONTAINS-ANY [a, b]", [{ k: "xB" }], [{ k: "x" }]],
    ["k CONTAINS-ALL [a, b]", [{ k: "ba" }, { k: ["a", "b"] }], [{ k: "a" }, { k: "BA" }]],
    ["k ICONTAINS-ALL [a, b]", [{ k: "BA" }], [{ k: "a" }, {}]],
    ["k NOT CONTAINS-ALL [a, b]", [{ k: "a" }, {}], [{ k: "ab" }]],
    ["k NOT ICONTAINS-ANY [a, b]", [{ k: "x" }, {}], [{ k: "B" }]],
    ['k STARTS-WITH "ab"', [{ k: "abc" }], [{ k: "ABC" }, { k: "xab" }, {}]],
    ['k ISTARTS-WITH "ab"', [{ k: "ABC" }], [{ k: "xab" }]],
    ['k NOT STARTS-WITH "ab"', [{ k: "ABC" }, {}], [{ k: "abc" }]],
    ["k STARTS-WITH-ANY [ab, cd]", [{ k: "cde" }], [{ k: "CDE" }]],
    ["k ISTARTS-WITH-ANY [ab, cd]", [{ k: "CDE" }], [{ k: "xcd" }]],
    ["k NOT ISTARTS-WITH-ANY [ab, cd]", [{ k: "x" }, {}], [{ k: "AB" }]],
  ]);
});

test("regular expressions match anywhere in the decoded value", () => {
  check([
    ["k = /b+/", [{ k: "abbc" }], [{ k: "B" }, {}]],
    ["k = /b+/i", [{ k: "aBc" }], [{ k: "ac" }]],
    ["k != /b/", [{}, { k: "a" }], [{ k: "abc" }, { k: ["a", "b"] }]],
    ["k = /467./", [{ k: 4673 }], [{ k: 467 }]],
    ["k = /a.c/", [{ k: "abc" }], [{ k: "a\nc" }]],
    [String.raw`k = /a[\s\S]*c$/`, [{ k: "xa\n.c" }], [{ k: "acx" }]],
    [String.raw`k = /05\/\d{2}\/2023/`, [{ k: "05/11/2023" }], [{ k: "05/1/2023" }]],
    [String.raw`k = /\\a"/`, [{ k: '\\a"' }], [{ k: "a" }]],
    ["k = /(?P<x>a)b/", [{ k: "ab" }], [{ k: "b" }]],
    ["k = /x*/", [{ k: "" }], [{}, { k: null }]],
  ]);
});

test("presence", () => {
  check([
    ["k = /.*/", [{ k: "" }, { k: 0 }, { k: "\n" }, { k: { a: 1 } }], [{}, { k: null }, { k: [] }]],
    ["k != /.*/", [{}, { k: null }], [{ k: "" }]],
    ["k = /.+/", [{ k: "a" }, { k: 0 }, { k: { a: 1 } }], [{ k: "" }, {}, { k: "\n" }]],
    ["k != /.+/", [{}, { k: "" }, { k: ["", null] }], [{ k: "a" }, { k: ["", "a"] }]],
    ["k", [{ k: "" }, "a k b"], [{ x: 1 }, "ak"]],
  ]);
});

test("networks", () => {
  check([
    ["k = IP(10.0.0.0/8)", [{ k: "10.1.2.3" }, { k: "::ffff:10.0.0.1" }], [{ k: "11.0.0.0" }, {}]],
    ["k != IP(10.0.0.0/8)", [{}, { k: "x" }], [{ k: "10.0.0.1" }]],
    ["k = IP(10.0.0.1/24)", [{ k: "10.0.0.200" }], [{ k: "10.0.1.1" }]],
    ["k = IP(2001:db8::/32)", [{ k: "2001:DB8::1" }], [{ k: "2001:db9::" }]],
  ]);
});

test("two keys", () => {
  check([
    ["a == b", [{ a: "x", b: "x" }, { a: 1, b: "1" }], [{ a: "x", b: "X" }, { a: "x" }, {}]],
    ["a !== b", [{ a: "x", b: "X" }, { a: "x" }, {}], [{ a: "x", b: "x" }]],
    ["where(a == b, loose)", [{ a: "x", b: "X" }], [{ a: "x", b: "xy" }]],
    ["a.b == c", [{ a: { b: "x" }, c: "x" }], [{ a: { b: null }, c: null }]],
  ]);
});

test("logic", () => {
  check([
    ["a = 1 AND b = 2", [{ a: 1, b: 2 }], [{ a: 1 }]],
    ["a = 1 OR b = 2", [{ b: 2 }], [{}]],
    ["a = 1 OR b = 2 AND c = 3", [{ a: 1 }, { b: 2, c: 3 }], [{ b: 2 }]],
    ["(a = 1 OR b = 2) AND c = 3", [{ a: 1, c: 3 }], [{ a: 1 }]],
    ["NOT a = 1", [{}], [{ a: 1 }]],
    ["NOT (a = 1 OR b = 2)", [{}], [{ b: 2 }]],
    ["a = 1 NOT b = 2", [{ a: 1 }], [{ a: 1, b: 2 }]],
    ['a = 1 b = "2"', [{ a: 1, b: 2 }], [{ a: 1 }]],
  ]);
});

test("several keys", () => {
  check([
    ['a, b = "x"', [{ b: "x" }], [{ a: "y" }, {}]],
    ['ALL(a, b) = "x"', [{ a: "x", b: "x" }], [{ a: "x" }]],
    ["a, b ICONTAINS-ANY [x, y]", [{ b: "aYa" }], [{ a: "z" }]],
    ['a, b NOT STARTS-WITH "x"', [{ a: "x" }, {}], [{ a: "x", b: "xy" }]],
    ["all(a, b) NOT IN [x, y]", [{}, { a: "z" }], [{ a: "z", b: "y" }]],
  ]);
});

test("keywords look at the raw line", () => {
  check([
    ["/b+/", ["abc", { k: "b" }], ["ac"]],
    ["/b/i", ["aBc"], ["ac"]],
    [String.raw`/a\\{1,2}b/i`, [{ k: "a\\b" }, "a\\b"], ["ab"]],
    ['"run"', ["run-parts", "a run b", { k: "run" }, "run"], ["running", "Run", "rerun", ""]],
    ['"Amazon Boardman"', ["x Amazon Boardman."], ["Boardman Amazon", "Amazon Boardmans"]],
    ['"powershell.exe"', ["C:\\powershell.exe /c", "powershell.exe"], ["powershell_exe"]],
    ['"-x"', ["a -x", "a-x"], ["-xy"]],
    ['"é"', ["a é b"], ["éa", "aé"]],
    ["4725", ["id 4725", { k: 4725 }], ["47250", { k: 147250 }]],
    ['where("MimiKatz", loose)', ["xmimikatzx"], ["mimi"]],
    ["where(EXECVE, loose)", ["type=execve2", { EXECVE: 1 }], ["exec"]],
    ["a b", ["b a"], ["ab", "a"]],
  ]);
});

test("loose: any letter case, parts of values", () => {
  check([
    ['where(k = "Ab", loose)', [{ k: "xaBx" }], [{ k: "a" }, {}]],
    ['where(k != "Ab", loose)', [{ k: "a" }, {}], [{ k: "xabx" }]],
    ["where(k IN [Ab, c], loose)", [{ k: "xC" }], [{ k: "x" }]],
    ['where(k STARTS-WITH "Ab", loose)', [{ k: "aBx" }], [{ k: "xab" }]],
    ["where(k = /ab/, loose)", [{ k: "xABx" }], [{ k: "a" }]],
    ["where(k = 80, loose)", [{ k: "80" }], [{ k: 8080 }]],
    ["where(/ab/, loose)", ["xABx"], ["a"]],
  ]);
});

test("variables", () => {
  check([
    ["k = ${one}", [{ k: "a" }], [{ k: "A" }]],
    ["k IN [${several}, c]", [{ k: "B" }, { k: "c" }], [{ k: "b" }]],
    ["k IIN [${several}]", [{ k: "b" }], [{ k: "c" }]],
    ["k IN [${nets}]", [{ k: "10.1.1.1" }, { k: "x" }], [{ k: "11.1.1.1" }]],
    ["k ICONTAINS-ANY [${several}]", [{ k: "xb" }], [{ k: "x" }]],
    ["k IN [${none}]", [], [{ k: "a" }, {}]],
    ["${several}", ["a b", "x B"], ["ab b"]],
  ]);
});

test("keys", () => {
  check([
    ['a.b.c = "x"', [{ a: { b: { c: "x" } } }, { "a.b": { c: "x" } }], [{ a: { b: "x" } }]],
    ['"a b" = "x"', [{ "a b": "x" }], [{ a: "x" }]],
    ["a.1.b = x", [{ a: [{ b: "y" }, { b: "x" }] }], [{ a: [{ b: "x" }] }]],
    ['"a.*" = x', [{ a: { b: { c: "x" } } }, { a: ["x"] }], [{ a: "x" }, { b: { a: "x" } }]],
    ['toString = "x"', [{ toString: "x" }], [{}]],
  ]);
});

test("what cannot be evaluated is a diagnostic", () => {
  const nodes: readonly LeqlNode[] = [
    { kind: "Raw", text: "a = 1" },
    { kind: "Or", args: [{ kind: "Not", arg: { kind: "Raw", text: "a" } }] },
    { kind: "VariableSearch", name: "x" },
    readQuery("k = ${x}").node,
    readQuery("k IN [${__proto__}]").node,
    {
      kind: "Comparison",
      key: "k",
      operator: "=",
      operand: { kind: "Regex", pattern: "a(?=b)", flags: "" },
    },
    { kind: "Comparison", key: "k", operator: "<", operand: { kind: "Text", text: "a" } },
    { kind: "Comparison", key: "k", operator: "<", operand: { kind: "Number", text: "5MB" } },
    { kind: "Comparison", key: "k", operator: "CONTAINS", operand: { kind: "Ip", network: "::1" } },
    { kind: "Comparison", key: "k", operator: "=", operand: { kind: "Ip", network: "1.2.3" } },
    { kind: "Comparison", key: "#log", operator: "=", operand: { kind: "Text", text: "a" } },
    { kind: "Comparison", key: "k", operator: "IN", operand: { kind: "Key", key: "a" } },
  ];
  for (const node of nodes) {
    const matcher = leqlMatcher(node);
    assert.ok("code" in matcher, JSON.stringify(node));
    assert.equal(matcher.code, "not-evaluable");
    assert.match(matcher.message, /^Cannot evaluate the query: /);
  }
});
