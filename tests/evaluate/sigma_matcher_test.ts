import assert from "node:assert/strict";
import test from "node:test";
import type { JsonObject } from "../../lib/event/event.ts";
import { sigmaMatcher } from "../../lib/evaluate/sigma_matcher.ts";
import { eventOf, readRule, ruleMatches, ruleOf } from "./make.ts";

/** What stands under the search identifier, events that match, events that do not. */
type Row = readonly [
  item: string,
  yes: readonly (JsonObject | string)[],
  no: readonly (JsonObject | string)[],
];

function check(rows: readonly Row[]): void {
  for (const [item, yes, no] of rows) {
    const rule = ruleOf(item);
    for (const [events, expected] of [[yes, true], [no, false]] as const) {
      for (const event of events) {
        assert.equal(
          ruleMatches(rule, eventOf(event)),
          expected,
          `${item} on ${JSON.stringify(event)}`,
        );
      }
    }
  }
}

test("texts: the whole value, in any letter case", () => {
  check([
    ["f: Ab", [{ f: "ab" }, { f: "AB" }, { f: ["x", "aB"] }], [{ f: "abc" }, { F: "ab" }, {}]],
    ["f: straße", [{ f: "STRAßE" }], [{ f: "STRASSE" }]],
    ["f: σ", [{ f: "Σ" }, { f: "ς" }], [{ f: "s" }]],
    ["f: i", [{ f: "I" }], [{ f: "ı" }, { f: "İ" }]],
    ["f: '4'", [{ f: 4 }, { f: "4" }], [{ f: "4.0" }, { f: 44 }, { f: "04" }]],
    ["f: 'true'", [{ f: true }, { f: "TRUE" }], [{ f: false }, { f: 1 }]],
    ["f: ''", [{ f: "" }, { f: ["", "a"] }], [{}, { f: null }, { f: [] }, { f: " " }, { f: 0 }]],
    ["f: a", [{ f: [["a"]] }], [{ f: { a: "a" } }, { f: { f: "a" } }]],
    ["f: [a, b]", [{ f: "B" }, { f: ["c", "b"] }], [{ f: "ab" }, {}]],
    ["__proto__: a", [JSON.parse('{"__proto__": "a"}')], [{}]],
    ["constructor: '*'", [{ constructor: "" }], [{}]],
  ]);
});

test("wildcards", () => {
  check([
    ["f: 'a*'", [{ f: "a" }, { f: "Ab\nc" }], [{ f: "ba" }]],
    ["f: '*a'", [{ f: "a" }, { f: "\nA" }], [{ f: "ab" }]],
    ["f: '*a*'", [{ f: "xay" }], [{ f: "xy" }, { f: "" }]],
    ["f: 'a*b'", [{ f: "ab" }, { f: "a\nb" }, { f: "AB" }], [{ f: "abc" }, { f: "a" }]],
    ["f: 'a*a'", [{ f: "aa" }, { f: "axa" }], [{ f: "a" }]],
    ["f: 'a*b*c'", [{ f: "abc" }, { f: "axbxbxc" }], [{ f: "acb" }]],
    ["f: 'a?b'", [{ f: "axb" }, { f: "a\nb" }, { f: "a😀b" }], [{ f: "ab" }, { f: "axxb" }]],
    ["f: '?'", [{ f: "a" }, { f: "😀" }, { f: 4 }], [{ f: "" }, { f: "ab" }]],
    ["f: '?*?'", [{ f: "ab" }, { f: "a😀b" }], [{ f: "😀" }]],
    ["f: '*a?c*'", [{ f: "xxabcxx" }, { f: "aacabc" }], [{ f: "ac" }]],
    ["f: '*'", [{ f: "" }, { f: 0 }, { f: false }], [{}, { f: null }, { f: [] }]],
    ["f: '**'", [{ f: "" }], [{}]],
    [String.raw`f: 'a\*b'`, [{ f: "a*b" }], [{ f: "axb" }]],
    [String.raw`f: 'a\?'`, [{ f: "a?" }], [{ f: "ab" }]],
    [String.raw`f: 'a\\*b'`, [{ f: "a\\b" }, { f: "a\\xb" }], [{ f: "a*b" }]],
    [String.raw`f: 'C:\a\'`, [{ f: "c:\\A\\" }], [{ f: "c:\\A" }]],
  ]);
});

test("contains, startswith, endswith, cased", () => {
  check([
    ["f|contains: b", [{ f: "aBc" }, { f: ["x", "b"] }], [{ f: "ac" }, {}]],
    ["f|contains: ''", [{ f: "" }, { f: "a" }], [{}]],
    ["f|startswith: ab", [{ f: "ABC" }], [{ f: "cab" }]],
    ["f|endswith: ab", [{ f: "cAB" }], [{ f: "abc" }]],
    ["f|contains: 'a*c'", [{ f: "xabcx" }], [{ f: "ca" }]],
    ["f|startswith: 'a?c'", [{ f: "abcd" }], [{ f: "ac" }]],
    ["f|endswith: 'a?c'", [{ f: "xabc" }], [{ f: "abcd" }]],
    [String.raw`f|contains: '\a\'`, [{ f: "x\\A\\y" }], [{ f: "\\a" }]],
    ["f|cased: Ab", [{ f: "Ab" }], [{ f: "ab" }]],
    ["f|cased: [Ab, cD]", [{ f: "cD" }], [{ f: "ab" }, { f: "CD" }]],
    ["f|contains|cased: Ab", [{ f: "xAb" }], [{ f: "xab" }]],
    ["f|startswith|cased: Ab", [{ f: "Abx" }], [{ f: "abx" }]],
    ["f|cased: 'A*b'", [{ f: "Axb" }], [{ f: "axb" }]],
    ["f|contains: '45'", [{ f: 1456 }], [{ f: 54 }]],
    ["f|contains: é", [{ f: "CAFÉ" }], [{ f: "cafe" }]],
  ]);
});

test("all, neq, and both", () => {
  check([
    ["f|contains|all: [a, b]", [{ f: "ba" }, { f: ["a", "b"] }], [{ f: "a" }, {}]],
    ["f|all: [a, b]", [{ f: ["a", "b"] }], [{ f: "a" }, { f: "ab" }]],
    ["f|neq: a", [{}, { f: "b" }, { f: null }], [{ f: "A" }, { f: ["b", "a"] }]],
    ["f|neq: [a, b]", [{ f: "c" }], [{ f: "a" }, { f: "b" }]],
    ["f|contains|all|neq: [a, b]", [{ f: "a" }, {}], [{ f: "ab" }]],
    ["f|contains|neq: a", [{ f: "b" }], [{ f: "cAb" }]],
    ["f|neq: 4", [{ f: "5" }], [{ f: "4" }, { f: 4 }]],
  ]);
});

test("numbers and comparisons", () => {
  check([
    ["f: 4625", [{ f: 4625 }, { f: "4625" }, { f: "4625.0" }], [{ f: "46250" }, { f: "" }, {}]],
    ["f: 1000", [{ f: "1e3" }, { f: 1e3 }, { f: "01000" }], [{ f: "1k" }, { f: " 1000" }]],
    ["f: -5", [{ f: -5 }, { f: "-5" }], [{ f: 5 }]],
    ["f: 0.5", [{ f: ".5" }, { f: 0.5 }], [{ f: "0,5" }]],
    ["f: 16", [{ f: 16 }], [{ f: "0x10" }, { f: true }, { f: null }]],
    ["f: [1, 2]", [{ f: 2 }, { f: [3, 1] }], [{ f: 3 }, { f: 12 }]],
    [
      "f: 9007199254740993",
      [{ f: "9007199254740993" }],
      [{ f: "9007199254740992" }, { f: "9007199254740994" }],
    ],
    ["f|gt: 5", [{ f: 6 }, { f: "5.5" }], [{ f: 5 }, { f: "abc" }, {}, { f: true }]],
    ["f|gte: 5", [{ f: 5 }], [{ f: 4.9 }]],
    ["f|lt: 5", [{ f: -1 }, { f: "4" }], [{ f: 5 }, { f: "" }, {}]],
    ["f|lte: 5", [{ f: 5 }], [{ f: 6 }]],
    ["f|gt: [5, 9]", [{ f: 6 }], [{ f: 5 }]],
    ["f|gt|all: [5, 9]", [{ f: 10 }], [{ f: 6 }]],
    ["f: .inf", [], [{ f: "Infinity" }, { f: 1 }]],
    ["f: [4, a]", [{ f: "4" }, { f: "A" }], [{ f: "5" }]],
  ]);
});

test("booleans, null, exists", () => {
  check([
    ["f: true", [{ f: true }, { f: "true" }], [{ f: false }, { f: 1 }, {}]],
    ["f: no", [{ f: false }, { f: "false" }], [{ f: true }, { f: null }, { f: 0 }]],
    ["f: null", [{}, { f: null }, { f: "" }, { f: [] }, { f: {} }], [{ f: " " }, { f: 0 }]],
    ["f:", [{}, { f: ["", null] }], [{ f: ["", "a"] }, { f: false }, { f: { g: 1 } }]],
    ["f: [null, a]", [{}, { f: "a" }], [{ f: "b" }]],
    ["f|exists: true", [{ f: "" }, { f: 0 }, { f: { g: 1 } }], [{}, { f: null }, { f: [] }]],
    ["f|exists: false", [{}, { f: null }], [{ f: "" }]],
    ["f.g|exists: true", [{ f: { g: "" } }, { "f.g": 1 }], [{ f: "g" }, { f: {} }]],
  ]);
});

test("regular expressions", () => {
  check([
    ["f|re: b+", [{ f: "abbc" }, { f: ["x", "b"] }], [{ f: "B" }, {}]],
    ["f|re: ^a.c$", [{ f: "abc" }, { f: "a😀c" }], [{ f: "a\nc" }, { f: "abcd" }]],
    ["f|re|i: ^abc", [{ f: "ABCd" }], [{ f: "xabc" }]],
    ["f|re|s: a.c", [{ f: "a\nc" }], [{ f: "ac" }]],
    ["f|re|m: ^b$", [{ f: "a\nb\nc" }], [{ f: "ab" }]],
    ["f|re: ^46\\d\\d$", [{ f: 4625 }], [{ f: 5625 }]],
    ["f|re: [a.c, x]", [{ f: "x" }, { f: "abc" }], [{ f: "ac" }]],
    ["f|re|all: [a, b]", [{ f: "ba" }], [{ f: "a" }]],
    ["f|re: 'a$'", [{ f: "ba" }], [{ f: "a\n" }]],
    ["f|re: '.*'", [{ f: "" }], [{}, { f: null }]],
    ["f|re: '(?i)foo|bar'", [{ f: "FOO" }, { f: "BAR" }], [{ f: "fo" }]],
    ["f|re: '^a{,2}$'", [{ f: "" }, { f: "aa" }], [{ f: "aaa" }, { f: "a{,2}" }]],
    [String.raw`f|re: '^a\{,2}$'`, [{ f: "a{,2}" }], [{ f: "aa" }]],
    ["f|re: '^[{,2}]+$'", [{ f: "{,2}" }], [{ f: "{0,2}" }]],
    ["f|re|startswith: ab|c", [{ f: "abx" }, { f: "cx" }], [{ f: "xab" }]],
  ]);
});

test("networks", () => {
  check([
    [
      "f|cidr: 10.0.0.0/8",
      [{ f: "10.1.2.3" }, { f: "::ffff:10.0.0.1" }, { f: "::FFFF:a00:1" }],
      [{ f: "11.0.0.1" }, { f: "10.1.2" }, { f: "x10.1.2.3" }, { f: "010.1.1.1" }, {}, { f: 10 }],
    ],
    ["f|cidr: 127.0.0.1", [{ f: ["::1", "127.0.0.1"] }], [{ f: "127.0.0.2" }]],
    ["f|cidr: 192.168.1.128/25", [{ f: "192.168.1.200" }], [{ f: "192.168.1.100" }]],
    ["f|cidr: 0.0.0.0/0", [{ f: "1.2.3.4" }], [{ f: "::1" }, { f: "a" }]],
    [
      "f|cidr: 2001:db8::/32",
      [{ f: "2001:0DB8::1" }, { f: "2001:db8:1:2:3:4:5:6" }],
      [{ f: "2001:db9::1" }, { f: "10.0.0.1" }],
    ],
    ["f|cidr: fe80::/10", [{ f: "FE80::1%eth0" }, { f: "febf::" }], [{ f: "fec0::1" }]],
    ["f|cidr: ['10.0.0.0/8', '::1']", [{ f: "10.0.0.1" }, { f: "0:0:0:0:0:0:0:1" }], [{
      f: "::2",
    }]],
    ["f|cidr: '::ffff:0:0/96'", [{ f: "::ffff:1.2.3.4" }], [{ f: "1.2.3.4" }]],
  ]);
});

test("references to fields", () => {
  check([
    ["f|fieldref: g", [{ f: "A", g: "a" }, { f: 4, g: "4" }], [{ f: "a", g: "b" }, { f: "a" }, {}]],
    ["f|fieldref: g", [{ f: ["x", "a"], g: ["b", "a"] }], [{ f: null, g: null }]],
    ["f|fieldref|cased: g", [{ f: "A", g: "A" }], [{ f: "A", g: "a" }]],
    ["f|fieldref|startswith: g", [{ f: "ABc", g: "ab" }], [{ f: "ab", g: "abc" }]],
    ["f|fieldref|endswith: g", [{ f: "cAB", g: "ab" }], [{ f: "abc", g: "ab" }]],
    ["f|fieldref|contains: g", [{ f: "xABx", g: "ab" }], [{ f: "ab", g: "abc" }, { f: "a" }]],
    ["f|fieldref|neq: g", [{ f: "a" }, { f: "a", g: "b" }, {}], [{ f: "a", g: "A" }]],
  ]);
});

test("encodings and variants", () => {
  check([
    ["f|base64: foobar", [{ f: "zm9vYmFy" }], [{ f: "foobar" }]],
    ["f|base64offset|contains: foobar", [{ f: "xxZvb2JhcXX" }, { f: "mb29iYX" }], [{
      f: "foobar",
    }]],
    ["f|wide|base64offset|contains: foo", [{ f: "aZgBvAG8Ab" }], [{ f: "foo" }]],
    ["f|contains|windash: ' -x'", [{ f: "a -X" }, { f: "a /x" }, { f: "a –x" }], [{ f: "a x" }]],
    [
      "f|contains|all|windash: [' -x', ' -y']",
      [{ f: "a /x -y" }],
      [{ f: "a /x" }],
    ],
  ]);
});

test("parts of timestamps, in UTC", () => {
  const time = "2024-12-30T23:05:09.123Z";
  check([
    ["t|minute: 5", [{ t: time }], [{ t: "x" }, {}]],
    ["t|hour: 23", [{ t: time }, { t: "2024-12-31 01:05:09+02:00" }], [{ t: "2024-12-30" }]],
    ["t|hour|gte: 20", [{ t: time }], [{ t: "2024-12-30T19:59:59Z" }]],
    ["t|day: 30", [{ t: time }, { t: 1735599909 }, { t: 1735599909123 }], [{ t: 0 }]],
    ["t|week: 1", [{ t: time }], [{ t: "2024-12-29T00:00:00Z" }]],
    ["t|week: 53", [{ t: "2021-01-03" }], [{ t: "2021-01-04" }]],
    ["t|month: [11, 12]", [{ t: time }], [{ t: "2024-10-01" }]],
    ["t|year|lt: 2024", [{ t: "2023-12-31" }], [{ t: time }]],
  ]);
});

test("keywords: anywhere in the line or in a value", () => {
  check([
    ["- abc", ["x ABC y", { f: "xabcx" }, { f: { g: ["ABC"] } }, { abc: 1 }], ["ab c", {
      f: "ab",
    }]],
    ["- 'a\"b'", [{ f: 'xa"by' }], [{ f: "ab" }]],
    [String.raw`- 'a\b'`, [{ f: "a\\b" }, "a\\b"], [{ f: "ab" }]],
    ['- "a\\nb"', [{ f: "a\nb" }], [{ f: "a nb" }]],
    ["- 4625", [{ f: 4625 }, "id=4625"], [{ f: 462 }]],
    ["- 'a*b'", ["xa..by"], ["ba"]],
    ["- 'a?b'", ["xaXby"], ["ab"]],
    ["- '*'", ["", {}], []],
    ["'|all': [a, b]", ["b a", { f: "a", g: "b" }], ["a"]],
    ["'|cased': Ab", ["xAbx"], ["xabx"]],
    ["'|re': 'a+b$'", ["xaab", { f: "aab" }], ["aabc"]],
    ["'|re|i': 'A+B'", ["xaabx"], ["b"]],
    ["'|contains': abc", ["xabcx"], ["ab"]],
    ["'|windash': ' -x'", ["a /x"], ["a x"]],
    ["'|base64offset': foobar", ["..mb29iYX.."], ["foobar"]],
  ]);
});

test("maps, lists of maps, and what stands in them", () => {
  check([
    ["{f: a, g: b}", [{ f: "a", g: "B" }], [{ f: "a" }, { g: "b" }]],
    [
      "- {f: a, g: b}\n- h: c",
      [{ f: "a", g: "b" }, { h: "C" }],
      [{ f: "a" }, {}],
    ],
    ["- f: a\n- word", [{ f: "a" }, "a word"], ["w"]],
    ["f|contains: a\nf|endswith: z", [{ f: "xaz" }], [{ f: "xz" }]],
    ["a.b: x", [{ a: { b: "x" } }, { "a.b": "x" }, { a: [{ b: "y" }, { b: "x" }] }], [{ b: "x" }]],
  ]);
});

const DETECTION = `a_1: {f: a}
a_2: {g: b}
b: {h: c}
_x: {i: d}`;

const CONDITIONS: readonly (readonly [string, readonly JsonObject[], readonly JsonObject[]])[] = [
  ["a_1 and a_2", [{ f: "a", g: "b" }], [{ f: "a" }]],
  ["a_1 or a_2 and b", [{ f: "a" }, { g: "b", h: "c" }], [{ g: "b" }]],
  ["(a_1 or a_2) and b", [{ f: "a", h: "c" }], [{ f: "a" }]],
  ["not a_1", [{}, { f: "b" }], [{ f: "a" }]],
  ["not a_1 and b", [{ h: "c" }], [{ f: "a", h: "c" }]],
  ["1 of them", [{ h: "c" }], [{ i: "d" }, {}]],
  ["any of them", [{ h: "c" }], [{}]],
  ["all of them", [{ f: "a", g: "b", h: "c" }], [{ f: "a", g: "b" }]],
  ["1 of a_*", [{ g: "b" }], [{ h: "c" }]],
  ["all of a_*", [{ f: "a", g: "b" }], [{ f: "a" }]],
  ["1 of *", [{ h: "c" }], [{ i: "d" }]],
  ["1 of *_*", [{ f: "a" }], [{ i: "d" }, { h: "c" }]],
  ["1 of _*", [{ i: "d" }], [{ f: "a" }]],
  ["_x", [{ i: "d" }], [{}]],
  ["b and not 1 of a_*", [{ h: "c" }], [{ h: "c", f: "a" }]],
  ["(a_1 and b) or (a_1 and _x)", [{ f: "a", h: "c" }, { f: "a", i: "d" }], [{ f: "a" }]],
];

test("conditions", () => {
  for (const [condition, yes, no] of CONDITIONS) {
    const rule = readRule(`${DETECTION}\ncondition: ${condition}`);
    for (const event of yes) assert.ok(ruleMatches(rule, eventOf(event)), condition);
    for (const event of no) assert.ok(!ruleMatches(rule, eventOf(event)), condition);
  }
});

test("each condition of a list is a matcher of its own", () => {
  const rule = readRule(`${DETECTION}\ncondition: [a_1, a_2]`);
  assert.ok(ruleMatches(rule, eventOf({ g: "b" }), 1));
  assert.ok(!ruleMatches(rule, eventOf({ g: "b" }), 0));
});

test("what cannot be evaluated is a diagnostic", () => {
  const placeholder = sigmaMatcher(ruleOf("f|expand: '%a%'"), 0);
  assert.ok("code" in placeholder);
  assert.equal(placeholder.code, "not-evaluable");
  assert.equal(
    placeholder.message,
    'Cannot evaluate the rule: the placeholder "%a%" has no value',
  );
  assert.ok(placeholder.span !== undefined);
  assert.ok("code" in sigmaMatcher(ruleOf("f|re: 'a(?!b)'"), 0));
  assert.ok("code" in sigmaMatcher(ruleOf("f: a"), 1));
  assert.ok("code" in sigmaMatcher(readRule("sel: {f: a}\ncondition: other"), 0));
  assert.ok("code" in sigmaMatcher(readRule("sel: {f: a}\ncondition: 1 of other*"), 0));
  const unused = readRule("sel: {f: a}\nx: {f|expand: '%a%'}\ncondition: sel");
  assert.ok("matches" in sigmaMatcher(unused, 0));
});

test("a matcher gives the same answer again, with other events between", () => {
  const matcher = sigmaMatcher(readRule(`${DETECTION}\ncondition: a_1 and (b or not a_1)`), 0);
  assert.ok("matches" in matcher);
  const [one, other] = [eventOf({ f: "a", h: "c" }), eventOf({ f: "a" })];
  for (let at = 0; at < 3; at++) {
    assert.equal(matcher.matches(one), true);
    assert.equal(matcher.matches(other), false);
  }
});
