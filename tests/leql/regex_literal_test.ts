import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { RE2JS } from "re2js";
import "../../lib/leql/load_re2.ts";
import { checkRegex } from "../../lib/leql/check_regex.ts";
import { regexLiteral } from "../../lib/leql/quote.ts";
import { readStatement } from "../../lib/leql/read/read_statement.ts";
import { SEED } from "../helpers/random.ts";

/** A pattern that is checked, printed, and read by the reader of queries. */
function readBack(pattern: string): { readonly literal: string; readonly read: string } {
  const checked = checkRegex(pattern, "");
  assert.ok(!("message" in checked), JSON.stringify(checked));
  const literal = regexLiteral(checked.pattern, checked.flags);
  const { statement, diagnostics } = readStatement(`k = ${literal}`);
  assert.deepEqual(diagnostics.filter(({ severity }) => severity === "error"), [], literal);
  const node = statement!.where!.node;
  if (node.kind === "Presence") return { literal, read: literal.slice(1, -1) };
  assert.ok(node.kind === "Comparison" && node.operand.kind === "Regex", literal);
  return { literal, read: node.operand.pattern };
}

/** Why a pattern is refused. */
function refusal(pattern: string): string {
  const checked = checkRegex(pattern, "");
  return "message" in checked ? checked.message : "";
}

test("only a quantifier before + makes it possessive", () => {
  for (const pattern of ["a++", "a*+", "a?+", "a{2}+", "a{2,}+", "a{,3}+", "[a]{2,3}+", "a+?+"]) {
    assert.match(refusal(pattern), /possessive/, pattern);
  }
  const others = [
    "\\x{41}+",
    "\\x{1F600}{2}",
    "\\p{L}+",
    "\\P{Greek}+",
    "\\pL+",
    "\\x41+",
    "\\++",
    "\\{2\\}+",
    "\\Qa+\\E+",
    "[a+]+",
    "[\\x{41}+]+",
    "(a+)+",
  ];
  for (const pattern of others) assert.equal(refusal(pattern), "", pattern);
});

test("characters that are printed as escapes can be repeated", () => {
  for (const character of ["\u2028", "\u2029", "\u0085", "\u0000", "\r", "\n", "\u007f", "\t"]) {
    for (const repeat of ["+", "*", "?", "{2}", "+?"]) {
      const { literal, read } = readBack(`a${character}${repeat}`);
      assert.equal(literal, `/${read}/`);
      assert.match(literal, /^\/a\\[\w{}]+[+*?]?\??\/$/);
      assert.ok(
        RE2JS.compile(`^(?:${read})$`).test(`a${character}${character}`) !== (repeat === "?"),
      );
    }
  }
});

test("named groups are written as every version of RE2 reads them", () => {
  assert.deepEqual(checkRegex("(?<user>\\w+)@(?P<host>a)", ""), {
    pattern: "(?P<user>\\w+)@(?P<host>a)",
    flags: "",
  });
  assert.deepEqual(checkRegex("\\(?<n>", ""), { pattern: "\\(?<n>", flags: "" });
  assert.deepEqual(checkRegex("[(?<n>]", ""), { pattern: "[(?<n>]", flags: "" });
  assert.match(refusal("(?<=a)b"), /look-around/);
  assert.match(refusal("(?<n>a)(?<n>b)"), /duplicate/i);
});

test("a repeated $ is written without ${, and keeps what stands before it", () => {
  const cases = {
    "a${2}": "a(?:$){2}",
    "a\\${2}": "a[$]{2}",
    "\\\\${2}": "\\\\(?:$){2}",
    "\\\\\\${2}": "\\\\[$]{2}",
    "\\Qa\\$\\E{2}": "a\\\\[$]{2}",
    "[\\\\${2]": "[\\\\$\\{2]",
  };
  for (const [pattern, wanted] of Object.entries(cases)) {
    assert.deepEqual(checkRegex(pattern, ""), { pattern: wanted, flags: "" }, pattern);
  }
});

test("what \\Q and \\E quote keeps its meaning in a literal", () => {
  // A query that is read may have them; a rule's are gone after the check.
  for (const pattern of ["\\Qa/b\\E+", "\\Q\t+\\E\n", "\\\\Q/", "\\Q/"]) {
    const literal = regexLiteral(pattern, "");
    const body = literal.slice(1, -1).replaceAll("\\/", "/");
    for (const text of ["a/b", "a/bb", "\t+\n", "\t\n", "\\Q/", "/", "\\"]) {
      assert.equal(RE2JS.compile(body).test(text), RE2JS.compile(pattern).test(text), literal);
    }
  }
});

const CHARACTERS = [..."ab/\"'-#&~ ,.^$|é", "\u2028", "\u2029", "\u0085", "\0", "\r", "\n", "\t"];
const ESCAPES = [
  "\\/",
  "\\\\",
  "\\.",
  "\\+",
  "\\{",
  "\\$",
  "\\d",
  "\\W",
  "\\n",
  "\\x41",
  "\\x{2028}",
  "\\p{L}",
  "\\PN",
  "\\\t",
  "\\\r",
  "\\a",
  "\\101",
];
const CLASSES = [
  "[/]",
  "[]]",
  "[^]/]",
  "[a\r\u2028]",
  "[[:alpha:]{]",
  "[${]",
  "[\\]/]",
  "[\\x{41}-Z]",
];
const WHOLES = [
  "\\\\$",
  "\\$",
  "\\Q/+\\E",
  "\\Q\u2028\\E",
  "\\Qa\\",
  "${",
  "{,2}",
  "{",
  "}",
  "(?i:a)",
  "(?s:.)",
  "()",
];

const atom = fc.constantFrom(...CHARACTERS, ...ESCAPES, ...CLASSES, ...WHOLES);
const repeat = fc.constantFrom("", "", "", "+", "*", "?", "{2}", "{1,3}", "{,2}", "+?", "+");
const anyPattern = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.array(
    fc.tuple(
      fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        atom,
        fc.tuple(fc.constantFrom("(", "(?:", "(?P<n>", "(?<m>"), tie("pattern"))
          .map(([open, inner]) => `${open}${inner})`),
      ),
      repeat,
    ).map(([one, times]) => one + times),
    { minLength: 1, maxLength: 6 },
  ).map((pieces) => pieces.join("")),
})).pattern;

/** A pattern with `\/` as `/`, and with the escapes that a literal has for characters. */
function canonical(pattern: string): string {
  const body = regexLiteral(pattern, "").slice(1, -1);
  return body.replace(/\\([^])/g, (pair, next) => next === "/" ? "/" : pair);
}

test("every pattern that RE2 can run is read back as it was", () => {
  let valid = 0;
  const texts = ["", "a", "aa/b", "b\u2028\u2028", "\r\n", "A1\t", "/+", "${", "{,2}", "\u0085\0"];
  fc.assert(
    fc.property(anyPattern, (pattern) => {
      const checked = checkRegex(pattern, "");
      if ("message" in checked) return;
      valid++;
      const { literal, read } = readBack(pattern);
      assert.ok(!literal.includes("${"), literal);
      // deno-lint-ignore no-control-regex
      assert.doesNotMatch(literal, /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      assert.equal(canonical(read), canonical(checked.pattern));
      assert.equal(regexLiteral(read, checked.flags), literal);
      // `{,2}` is a repeat for Sigma, and a text for RE2.
      const before = RE2JS.compile(pattern.includes("{,") ? checked.pattern : pattern);
      const behind = RE2JS.compile(read);
      for (const text of texts) assert.equal(behind.test(text), before.test(text), pattern);
    }),
    { seed: SEED, numRuns: 5000 },
  );
  assert.ok(valid > 1000, `${valid} patterns are valid`);
});
