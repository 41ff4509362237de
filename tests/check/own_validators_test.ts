import assert from "node:assert/strict";
import { test } from "node:test";
import { createChecker } from "../../lib/check/checker.ts";
import { listChecks } from "../../lib/check/config.ts";
import { assertClean, assertFinds, checkFiles, checkWith, placeOf, ruleWith } from "./helpers.ts";

/** A detection section, with marks where the validator finds fault. */
interface Case {
  readonly finds: readonly string[];
  readonly passes: readonly string[];
}

const CASES: Readonly<Record<string, Case>> = {
  never_matching_condition: {
    finds: [
      "  a: {f: x}\n  condition: [[a and not a]]\n",
      "  a: {f: x}\n  b: {f: y, g: z}\n  condition: [[a and b]]\n",
      "  a: {f: X}\n  b: {f|startswith: y}\n  condition: [[all of them]]\n",
      "  a: {f: [x, xx]}\n  b: {f|startswith: x}\n  condition: [[a and not b]]\n",
      "  a: {f: x}\n  b: {f: null}\n  condition: [[a and b]]\n",
      "  a: {f|exists: false}\n  b: {f: x}\n  condition: [[a and b]]\n",
      "  a: {f|exists: true}\n  b: {f|exists: true}\n  condition: [[a and not b]]\n",
      "  a: {f|gt: 10}\n  b: {f: 5}\n  condition: [[a and b]]\n",
      "  a: {f|gt: 10}\n  b: {f|lte: 10}\n  condition: [[a and b]]\n",
      "  a: {f|cidr: 10.0.0.0/8}\n  b: {f|cidr: 192.168.0.0/16}\n  condition: [[a and b]]\n",
      "  a: {f: true}\n  b: {f: false}\n  condition: [[a and b]]\n",
      "  a: {f|re: x.y}\n  b: {f|re: x.y}\n  condition: [[a and not b]]\n",
      "  a: {f: x}\n  b: {f: y}\n  c: {f: z}\n  condition: [[a and (b or c)]]\n",
      "  a: {f: x, g: 1}\n  b: [{f: x}, {g: 1}]\n  condition: [[a and not b]]\n",
      "  a: [kw]\n  b: [KW]\n  condition: [[a and not b]]\n",
      "  a: {f|endswith: '\\a.exe'}\n  b: {f|endswith: '\\b.exe'}\n  condition:\n    - a\n    - [[a and b]]\n",
    ],
    passes: [
      "  a: {f: x}\n  b: {f|startswith: x}\n  condition: a and b\n",
      "  a: {f|contains: x}\n  b: {f|contains: y}\n  condition: a and b\n",
      "  a: {f|startswith: x}\n  b: {f|startswith: xy}\n  condition: a and b\n",
      "  a: {f|startswith: x}\n  b: {f: xy}\n  condition: a and not b\n",
      "  a: {f: [x, y]}\n  b: {f: [y, z]}\n  condition: a and b\n",
      "  a: {f: x}\n  b: {f: X}\n  condition: a and b\n",
      "  a: {f|cased: x}\n  b: {f: X}\n  condition: a and b\n",
      "  a: {f: x}\n  b: {f|cased: x}\n  condition: a and not b\n",
      "  a: {f: '?'}\n  b: {f: x}\n  condition: a and b\n",
      "  a: {f|re: a}\n  b: {f|re: b}\n  condition: a and b\n",
      "  a: {f: ''}\n  b: {f: null}\n  condition: a and b\n",
      "  a: {f: '*'}\n  b: {f: null}\n  condition: a and b\n",
      "  a: {f|exists: true}\n  b: {f: null}\n  condition: a and b\n",
      "  a: {f|expand: '%x%'}\n  b: {f: y}\n  condition: a and b\n",
      "  a: {f|fieldref: g}\n  b: {f: y}\n  condition: a and b\n",
      "  a: {f: 5}\n  b: {f: '5'}\n  condition: a and b\n",
      "  a: {f: 5}\n  b: {f|gte: 5}\n  condition: a and b\n",
      "  a: [kw]\n  b: [other]\n  condition: a and b\n",
      "  a: [kword]\n  b: [kw]\n  condition: a and not b\n",
      "  a: {f: x}\n  b: {f: y}\n  condition: a or b\n",
      "  a: {f: x}\n  b: {f: y}\n  condition: a and missing\n",
      "  a: {f|cidr: 10.0.0.0/8}\n  b: {f|cidr: 10.1.0.0/16}\n  condition: a and b\n",
    ],
  },
  never_matching_identifier: {
    finds: [
      "  [[a]]: {f|all: [x, y]}\n  b: {f: x}\n  condition: a or b\n",
      "  [[a]]: {f|startswith|all: [x, y]}\n  b: z\n  condition: 1 of them\n",
      "  [[a]]:\n    f: 4\n    f|gt: 4\n  b: z\n  condition: a or b\n",
    ],
    passes: [
      "  a: {f|contains|all: [x, y]}\n  condition: a\n",
      "  a: [{f: x}, {f: y}]\n  condition: a\n",
      "  a: {f|neq: x, g: x}\n  condition: a\n",
    ],
  },
  always_true_condition: {
    finds: [
      "  a: {f: x}\n  condition: [[a or not a]]\n",
      "  a: {f: x}\n  b: {f: y}\n  condition: [[not (a and b and not a)]]\n",
    ],
    passes: ["  a: {f: x}\n  b: {f: y}\n  condition: a or not b\n"],
  },
  unreachable_identifier: {
    finds: [
      "  a: {f: x}\n  [[b]]: {f: y}\n  condition: a or (a and b)\n",
      "  a: {f|endswith: '\\a.exe'}\n  [[filter]]: {f: 'C:\\b.exe'}\n  condition: a and not filter\n",
      "  a: {f: [x, y]}\n  [[b]]: {f: z}\n  c: {g: 1}\n  condition: a and (b or c)\n",
      "  a: {f: x}\n  filter_1: {g|startswith: C}\n  [[filter_2]]: {g: Cx}\n" +
      "  condition: a and not filter_1 and not filter_2\n",
    ],
    passes: [
      "  a: {f|endswith: '.exe'}\n  filter: {f: 'C:\\b.exe'}\n  condition: a and not filter\n",
      "  a: {f: x}\n  filter: {g: y}\n  condition: a and not 1 of filter*\n",
      "  a: {f: x}\n  b: {f: y}\n  condition: [a, not b]\n",
      "  a: {f: x}\n  b: {f: y}\n  condition: a or b\n",
    ],
  },
  matches_any_value: {
    finds: [
      "  a: {f: '[[*]]', g|contains: '[[]]', h|re: [[.*]]}\n  condition: a\n",
      "  a: ['[[*]]', x]\n  condition: a\n",
      "  a: {f|startswith: ['[[]]', x]}\n  condition: a\n",
    ],
    passes: ["  a: {f: '', g: '?', h: 'x*', i|exists: true, j|re: '.+'}\n  condition: a\n"],
  },
  keyword_in_detection: {
    finds: [
      "  [[a]]: [x, y]\n  condition: a\n",
      "  a:\n    - f: x\n    - [[word]]\n  condition: a\n",
      "  a:\n    [['|all']]: [x, y]\n  condition: a\n".replace("[['|all']]", "'[[|all]]'"),
    ],
    passes: ["  a: {f: x}\n  condition: a\n"],
  },
  modifier_without_effect: {
    finds: [
      "  a:\n    f|contains|[[windash]]: x\n  condition: a\n",
      "  a:\n    f|[[expand]]: [x, y]\n  condition: a\n",
      "  a:\n    f|[[cased]]: ['1', '2']\n  condition: a\n",
      "  a:\n    f|re|[[i]]: '[0-9]+'\n  condition: a\n",
      "  a:\n    f|re|[[m]]|[[s]]: 'abc'\n  condition: a\n",
      "  a:\n    f|[[contains]]: ['*x*', '*y*']\n  condition: a\n",
      "  a:\n    f|re|[[contains]]: x\n  condition: a\n",
    ],
    passes: [
      "  a: {f|windash: '-x', g|expand: '%x%', h|cased: x1}\n  condition: a\n",
      "  a: {f|re|i|m|s: '^a.b', g|contains: ['*x*', y]}\n  condition: a\n",
      "  a: {f|windash|contains: [' -x', y]}\n  condition: a\n",
    ],
  },
  duplicate_value: {
    finds: [
      "  a: {f: [x, y, [[X]]]}\n  condition: a\n",
      "  a: {f: [1, 2, [[0x1]]]}\n  condition: a\n",
      "  a: [x, [[x]], [[x]]]\n  condition: a\n",
      "  a: {f|windash: ['-x', '[[-x]]']}\n  condition: a\n",
    ],
    passes: [
      "  a: {f: [x, 'x*'], g|cased: [x, X], h|re: [x, X], i: [1, '1']}\n  condition: a\n",
    ],
  },
  covered_value: {
    finds: [
      "  a: {f|contains: [foo, [[FOObar]]]}\n  condition: a\n",
      "  a: {f: ['*.exe', '[[a.exe]]', '[[*b.EXE]]', a.dll]}\n  condition: a\n",
      "  a: {f|startswith: [[[ab]], a]}\n  condition: a\n".replace("[[[ab]]", "[ [[ab]]"),
      "  a: {f: ['a*c', '[[abc]]', abd]}\n  condition: a\n",
      "  a: {f|contains|all: [ [[foo]], foobar ]}\n  condition: a\n",
      "  a: {f|cidr: [10.0.0.0/8, [[10.1.0.0/16]], 11.0.0.0/8]}\n  condition: a\n",
      "  a: {f|gt: [5, [[6]]]}\n  condition: a\n",
      "  a: [foo, [[foobar]]]\n  condition: a\n",
      "  a: {f|contains|windash: ['-ab', '[[-abc]]']}\n  condition: a\n",
    ],
    passes: [
      "  a: {f|contains: [foo, bar], g|startswith: [a, ba], h|endswith: [a, ab]}\n  condition: a\n",
      "  a: {f|cased|contains: [foo, FOObar], g|re: [a, ab], h: [ab, abc]}\n  condition: a\n",
      "  a: {f: ['a?', abc], g: ['a*c', acd], h|cidr: [10.1.0.0/16, 10.2.0.0/16]}\n  condition: a\n",
    ],
  },
};

for (const [name, { finds, passes }] of Object.entries(CASES)) {
  test(`validator ${name} finds its fault where it stands`, () => {
    for (const marked of finds) assertFinds(name, ruleWith(marked));
  });
  test(`validator ${name} has no false alarm`, () => {
    for (const text of passes) {
      const issues = checkWith(name, ruleWith(text)).filter(({ validator }) => validator === name);
      assert.deepEqual(issues, [], text);
    }
  });
}

test("each of our own validators has a test", () => {
  const names = listChecks().filter(({ origin }) => origin === "own").map(({ name }) => name);
  assert.deepEqual([...names].sort(), [...Object.keys(CASES), "unknown_reference"].sort());
});

test("messages say what excludes what", () => {
  const text = ruleWith("  a: {f: x}\n  b: {f|startswith: y}\n  condition: a and b\n");
  const [issue] = checkWith("never_matching_condition", text);
  assert.equal(
    issue.message,
    'The condition is never true: "f" would have to match both "x" and "y*"',
  );
});

test("a long list is compared as a short one is", () => {
  const values = Array.from({ length: 200 }, (_, index) => `value${index + 1000}`);
  const list = ["ue1005", ...values].map((value) => `      - ${value}\n`).join("");
  const text = ruleWith(`  a:\n    f|contains:\n${list}  condition: a\n`);
  const issues = checkWith("covered_value", text);
  assert.deepEqual(issues.map((issue) => [issue.line, issue.message]), [
    [13, 'What "*value1005*" matches, "*ue1005*" of the same list matches too'],
  ]);
});

test("unknown_reference looks for rules in all files", () => {
  const correlation = (rules: string): string =>
    `title: C\ncorrelation:\n  type: event_count\n  rules: ${rules}\n  group-by: [a]\n` +
    "  timespan: 5m\n  condition: { gte: 2 }\n";
  const checker = createChecker({ validators: ["unknown_reference"] });
  const issues = checkFiles(checker, {
    "a.yml": correlation("[logon, logn]"),
    "b.yml": `name: logon\n${ruleWith("  a: x\n  condition: a\n")}`,
  });
  assert.deepEqual(issues.map((issue) => `${issue.path} ${placeOf(issue)} ${issue.message}`), [
    'a.yml 4:18-4:22 No rule of the input has the id or name "logn"',
  ]);
  assert.equal(issues[0].hint, 'Did you mean "logon"?');
});

test("faults of the compiler are issues with their places", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["unknown_modifier", "  a:\n    f|[[contain]]: x\n  condition: a\n"],
    ["undefined_identifier", "  a: {f: x}\n  condition: a and [[b]]\n"],
    ["condition_syntax", "  a: {f: x}\n  condition: a and [[AND]] a\n"],
    ["regex_not_re2", "  a:\n    f|re: 'x[[(?=y)]]'\n  condition: a\n"],
    ["unresolved_placeholder", "  a:\n    f|expand: '[[%x%]]'\n  condition: a\n"],
    ["null_in_list", "  a: {f: [x, [[null]]]}\n  condition: a\n"],
    ["single_value_all", "  a:\n    f|contains|[[all]]: x\n  condition: a\n"],
    ["timeframe_ignored", "  a: {f: x}\n  condition: a\n  [[timeframe]]: 5m\n"],
    ["condition_aggregation", "  a: {f: x}\n  condition: a [[|]] count() > 5\n"],
  ];
  for (const [name, marked] of cases) assertFinds(name, ruleWith(marked));
});

test("an unreadable identifier is no undefined one", () => {
  const text = ruleWith("  a: {f|nosuch: x}\n  b:\n  condition: a and b and 1 of b*\n");
  const found = checkWith("dangling_condition", text).map(({ validator }) => validator);
  assert.deepEqual(found, ["unknown_modifier", "empty_detection"]);
});

test("one fault is reported once, by the validator that knows it better", () => {
  const text = ruleWith("  a: {f|contains: ''}\n  condition: a and not 1 of x*\n");
  const checker = createChecker();
  const names = checker.checkText({ path: "some_folder/some_rule.yml", text }).map((issue) =>
    issue.validator
  );
  assert.deepEqual(names, ["identifier_existence", "matches_any_value", "dangling_condition"]);
  assert.deepEqual(
    checkWith("matches_any_value", text).map(({ validator }) => validator),
    ["matches_any_value", "empty_quantifier"],
    "a fault of the compiler is not lost when the validator is off",
  );
});

test("text that is no rule gives one issue, never an exception", () => {
  const names = (text: string): string[] =>
    checkWith("dangling_detection", text)
      .map(({ validator, line, column }) => `${validator} ${line}:${column}`);
  assert.deepEqual(names(""), ["empty_file 1:1"]);
  assert.deepEqual(names("# nothing\n"), ["empty_file 1:1"]);
  assert.deepEqual(names("a: [1, 2\nb: c\n").length, 1);
  assert.deepEqual(names("- a\n"), ["not_a_rule 1:1"]);
  assert.deepEqual(names("just text"), ["not_a_rule 1:1"]);
});

test("checks see rules through action documents, anchors and CRLF", () => {
  const text = "action: global\r\nlogsource: { product: windows }\r\n---\r\ntitle: A\r\n" +
    "detection:\r\n  a: &list { f: [x, x] }\r\n  b: *list\r\n  condition: a and b\r\n";
  const issues = checkWith("duplicate_value", text);
  assert.deepEqual(issues.map(placeOf), ["6:21-6:22"]);
  assertClean("never_matching_condition", text);
});
