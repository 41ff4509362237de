import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RE2JS } from "re2js";
import { isPlainRegex } from "../../../lib/leql/plain_regex.ts";

/** Pieces of patterns, good and bad. */
const PIECES = [
  ...["a", "B", ".", "^", "$", "|", "(", ")", "(?:", "[", "]", "[^", "-", "*", "+", "?", "{", "}"],
  ...["{2}", "{,3}", "{2,}", "{1,900}", "{40}", "\\d", "\\W", "\\s", "\\b", "\\.", "\\-", "\\/"],
  ...[
    "\\",
    "\\n",
    "\\q",
    "\\1",
    "[a-z]",
    "[\\w-z]",
    "[]",
    "[]a]",
    "[[:alpha:]]",
    "\u00e9",
    "\ud800",
  ],
];

test("RE2 runs every pattern that isPlainRegex() accepts", () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 9 }), (pieces) => {
      const pattern = pieces.join("");
      if (!isPlainRegex(pattern)) return;
      accepted++;
      RE2JS.compile(pattern);
    }),
    { seed: 20261124, numRuns: 20_000 },
  );
  assert.ok(accepted > 1000, String(accepted));
});

test("isPlainRegex() accepts what rules use", () => {
  for (
    const pattern of [
      "\\s-[FTd]\\s",
      "(.){200,}",
      "https?://(?:0[0-9]{1,11}\\.){3}0[0-9]{1,11}",
      "(?:\\s-[^-\\s]{0,20}i|\\s--inode\\s)",
      "C:\\\\Windows\\\\[a-z]+\\.exe$",
    ]
  ) assert.ok(isPlainRegex(pattern), pattern);
});

test("isPlainRegex() leaves to RE2 what engines read differently", () => {
  for (
    const pattern of [
      "(?i)a",
      "(?P<n>a)",
      "\\x{41}",
      "\\pL",
      "[[:alpha:]]",
      "[]a]",
      "[\\w-z]",
      "(?:a{100}){100}",
      "a{1001}",
      "a(",
      "x".repeat(500) + "a{30}",
    ]
  ) assert.ok(!isPlainRegex(pattern), pattern);
});
