import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  coverageLine,
  coverageOf,
  coveragePercent,
  coverageText,
} from "../../lib/match/coverage.ts";
import { junitReport } from "../../lib/match/output/junit.ts";
import { testLine } from "../../lib/match/output/test_lines.ts";
import { testSummary, testText } from "../../lib/match/output/test_text.ts";
import { QUERY_ALONE } from "../../lib/match/rule_tests/test_sides.ts";
import type { TestOutcome } from "../../lib/match/rule_tests/outcome.ts";

const RULE = { path: "a.yml", rule: 0, id: null, title: "A" };

const PASSED: TestOutcome = {
  path: "a.test.yml",
  line: 2,
  column: 5,
  name: "finds it",
  rule: RULE,
  status: "passed",
  reasons: [],
  failures: [],
  failed: 0,
  events: 3,
  expected: 1,
  notes: [],
  seconds: 0.0042,
};

const FAILED: TestOutcome = {
  ...PASSED,
  name: '<b> & "c"\n\u0000\ud800',
  status: "failed",
  failed: 12,
  failures: [{
    expected: true,
    side: "sigma",
    origin: { path: "a.test.yml", line: 4 },
    event: { Image: "]]>\r" },
    explanation: ["condition: a", "  a: false"],
  }, { expected: false, side: "leql", explanation: ["2 of 2 events match"] }],
};

const ERROR: TestOutcome = {
  ...PASSED,
  path: "b.test.yml",
  status: "error",
  reasons: ["b.yml: error: no", "second"],
  rule: undefined,
};

/** Reads well-formed XML without a doctype; returns the texts of attributes and elements. */
function readXml(xml: string): { names: string[]; texts: string[] } {
  const names: string[] = [];
  const texts: string[] = [];
  const open: string[] = [];
  const decode = (text: string): string => {
    assert.ok(!/[<>]/.test(text), text);
    return text.replace(/&(?:amp|lt|gt|quot|#(\d+));|&/g, (entity, code) => {
      assert.notEqual(entity, "&");
      if (code !== undefined) return String.fromCharCode(Number(code));
      return { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' }[entity as "&amp;"]!;
    });
  };
  assert.ok(
    // deno-lint-ignore no-control-regex
    !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml) && xml.isWellFormed(),
  );
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "");
  assert.notEqual(body, xml);
  for (const [, tag, text] of body.matchAll(/<([^<>]*)>|([^<>]+)/g)) {
    if (text !== undefined) {
      texts.push(decode(text));
    } else if (tag.startsWith("/")) {
      assert.equal(open.pop(), tag.slice(1));
    } else {
      const [name] = tag.split(/[ /]/);
      names.push(name);
      for (const [, value] of tag.matchAll(/ [a-z]+="([^"]*)"/g)) texts.push(decode(value));
      assert.equal(tag.replace(/ [a-z]+="[^"]*"/g, "").replace(/\/$/, ""), name);
      if (!tag.endsWith("/")) open.push(name);
    }
  }
  assert.deepEqual(open, []);
  return { names, texts };
}

test("a JUnit report has a suite for each file", () => {
  const xml = junitReport([PASSED, FAILED, ERROR]);
  const { names, texts } = readXml(xml);
  assert.deepEqual(names, [
    "testsuites",
    "testsuite",
    "testcase",
    "testcase",
    "failure",
    "testsuite",
    "testcase",
    "error",
  ]);
  assert.match(
    xml,
    /<testsuites name="sigma-leql" tests="3" failures="1" errors="1" time="0\.013">/,
  );
  assert.match(
    xml,
    /<testcase name="finds it" classname="A" file="a\.test\.yml" line="2" time="0\.004"\/>/,
  );
  assert.match(xml, /name="&lt;b&gt; &amp; &quot;c&quot;&#10;\ufffd\ufffd"/);
  assert.match(xml, /<error message="b\.yml: error: no" type="error">b\.yml: error: no\nsecond</);
  assert.ok(texts.some((text) => text.includes("10 more failures")));
  assert.ok(xml.includes("]]&gt;\\r") && !xml.includes("]]>"));
});

test("any text comes out of a JUnit report as it went in, but for what XML cannot hold", () => {
  const text = fc.string({ unit: "binary", maxLength: 20 });
  fc.assert(
    fc.property(text, text, (name, reason) => {
      const xml = junitReport([{ ...ERROR, name, reasons: [reason] }]);
      const { texts } = readXml(xml);
      // deno-lint-ignore no-control-regex
      const kept = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
      for (const one of [name, reason]) {
        assert.ok(one === "" || texts.includes(one.toWellFormed().replace(kept, "\ufffd")), xml);
      }
    }),
    { seed: 20261124, numRuns: 500 },
  );
});

test("people see what did not pass, and why", () => {
  assert.equal(testText(PASSED), "");
  assert.equal(
    testText({ ...PASSED, notes: ["LEQL query not tested: no"] }),
    "ok    a.test.yml:2 finds it\n  LEQL query not tested: no\n",
  );
  assert.equal(
    testText({ ...FAILED, name: "n\nm" }),
    "FAIL  a.test.yml:2 n\\u000am\n" +
      "  event at a.test.yml:4 must match, and the Sigma rule does not\n" +
      '    {"Image":"]]>\\r"}\n' +
      "    condition: a\n      a: false\n" +
      "  the events must not match, and the LEQL query does\n" +
      "    2 of 2 events match\n" +
      "  10 more failures\n",
  );
  assert.equal(testText(ERROR), "ERROR b.test.yml:2 finds it\n  b.yml: error: no\n  second\n");
  assert.equal(
    testSummary([PASSED, FAILED, ERROR]),
    "3 tests in 2 files, 9 events: 1 passed, 1 failed, 1 not run\n",
  );
  assert.equal(testSummary([PASSED]), "1 test in 1 file, 3 events: 1 passed, 0 failed\n");
});

test("a line of NDJSON says the same", () => {
  assert.deepEqual(JSON.parse(testLine(FAILED)).failures, [
    {
      expected: "match",
      side: "sigma",
      file: "a.test.yml",
      line: 4,
      event: { Image: "]]>\r" },
      explanation: ["condition: a", "  a: false"],
    },
    {
      expected: "no_match",
      side: "leql",
      file: null,
      line: null,
      event: null,
      explanation: ["2 of 2 events match"],
    },
  ]);
  assert.equal(JSON.parse(testLine(ERROR)).rule, null);
});

test("that correlations are tested by their query is said once, in the summary", () => {
  const outcome: TestOutcome = { ...PASSED, notes: [QUERY_ALONE] };
  assert.equal(testText(outcome), "");
  assert.equal(testText({ ...outcome, notes: [QUERY_ALONE, "more"] }).includes(QUERY_ALONE), false);
  assert.equal(
    testSummary([outcome, outcome]),
    `2 tests in 1 file, 6 events: 2 passed, 0 failed\n${QUERY_ALONE}\n`,
  );
  assert.deepEqual(JSON.parse(testLine(outcome)).notes, [QUERY_ALONE]);
});

test("a rule is covered by an event that must match, in a test that ran", () => {
  const rules = [RULE, { ...RULE, rule: 1, title: null }, { ...RULE, path: "b.yml" }];
  const coverage = coverageOf(rules, [
    PASSED,
    { ...PASSED, rule: rules[1], expected: 0 },
    { ...PASSED, rule: rules[2], status: "error" },
  ]);
  assert.deepEqual(coverage, { rules: 3, tested: 1, untested: rules.slice(1) });
  assert.equal(
    coverageText(coverage),
    "1 of 3 rules have an event that must match (33.3 %)\nWithout tests:\n  a.yml\n  b.yml  A\n",
  );
  assert.deepEqual(JSON.parse(coverageLine(coverage)).coverage.tested, 1);
  assert.equal(coveragePercent(coverageOf([], [])), 100);
  const many = { rules: 1000, tested: 999, untested: [RULE] };
  assert.match(coverageText(many), /99\.9 %/);
  assert.match(coverageText({ ...many, rules: 10_000, tested: 9_999 }), /99\.9 %/);
});
