import assert from "node:assert/strict";
import { test } from "node:test";
import { progressLine } from "../../lib/cli/progress.ts";
import { summary } from "../../lib/cli/report.ts";
import { emptyCounts } from "../../lib/worker/counts.ts";

test("summary() tells what became of the rules, and why", () => {
  const counts = {
    ...emptyCounts(),
    rules: 12345,
    converted: 12000,
    partial: 1,
    unsupported: 340,
    invalid: 3,
    io: 1,
    queries: 36001,
    warnings: 1,
    reasons: { "unmapped-field": 300, "regex-not-re2": 41 },
  };
  assert.equal(
    summary(counts, 2000),
    `12,345 rules in 2.00 s (6,173 a second): 36,001 queries, 1 warning
   12,000  converted
        1  converted in some formats alone
      340  unsupported
        3  invalid
        1  not readable
Most frequent reasons for unsupported rules:
      300  The mapping table has no key for the field [unmapped-field]
       41  The regular expression needs what RE2 does not have [regex-not-re2]
`,
  );
});

test("summary() leaves out what did not happen", () => {
  const counts = { ...emptyCounts(), rules: 1, converted: 1, queries: 1 };
  assert.equal(
    summary(counts, 10),
    "1 rule in 0.01 s (100 a second): 1 query\n        1  converted\n",
  );
});

test("progressLine() has a bar where the end is known, and fits", () => {
  assert.equal(
    progressLine(1234, 0.5, 1500, 80),
    `[${"#".repeat(15)}${".".repeat(15)}]  50 %  1,234 rules, 1.5 s`,
  );
  assert.equal(progressLine(1234, undefined, 1500, 80), "1,234 rules, 1.5 s");
  for (let width = 5; width < 80; width++) {
    assert.ok(progressLine(1e6, 0.99, 1e6, width).length < width);
  }
});
