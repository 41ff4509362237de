import assert from "node:assert/strict";
import test from "node:test";
import "../../../lib/leql/load_re2.ts";
import { checkRegex } from "../../../lib/leql/check_regex.ts";

function accepts(pattern: string, expected = pattern, flags = ""): void {
  assert.deepEqual(checkRegex(pattern, ""), { pattern: expected, flags });
}

function refuses(pattern: string, offset: number, construct: string): void {
  const message = `The regular expression has ${construct}, which RE2 lacks`;
  assert.deepEqual(checkRegex(pattern, ""), { message, offset }, pattern);
}

test("what RE2 has stays as it is", () => {
  const patterns = [
    "a.b*c+?d{2,3}",
    "(?:a|b)(?P<name>c)",
    "^\\d+\\s\\w$",
    "[^\\]a-z[:digit:]]",
    "\\x{41}\\.\\/",
    "\\pL\\p{Greek}\\b\\B\\A\\z",
    "a(?i)b",
    "(?i:a)",
    "[]a]",
    "[^]a]",
    "a{2}?",
    "\\++",
    "\\(?!x",
  ];
  for (const pattern of patterns) accepts(pattern);
});

test("look-around", () => {
  refuses("a(?=b)", 1, "look-around");
  refuses("a(?!b)", 1, "look-around");
  refuses("(?<=a)b", 0, "look-around");
  refuses("xy(?<!a)b", 2, "look-around");
});

test("atomic and conditional groups, recursion, comments", () => {
  refuses("a(?>b)", 1, "an atomic group");
  refuses("(a)(?(1)b|c)", 3, "a conditional group");
  refuses("a(?R)", 1, "a recursion");
  refuses("(a)(?1)", 3, "a recursion");
  refuses("a(?#b)", 1, "a comment");
});

test("back-references", () => {
  refuses("(a)\\1", 3, "a back-reference");
  refuses("(a)\\g1", 3, "a back-reference");
  refuses("(a)\\g{-1}", 3, "a back-reference");
  refuses("(?P<n>a)(?P=n)", 8, "a back-reference");
  refuses("(?P<n>a)\\k<n>", 8, "a back-reference");
});

test("possessive quantifiers", () => {
  refuses("a++", 1, "a possessive quantifier");
  refuses("a*+", 1, "a possessive quantifier");
  refuses("a?+", 1, "a possessive quantifier");
  refuses("a{2,}+", 1, "a possessive quantifier");
});

test("escapes that RE2 does not have", () => {
  for (const letter of "GKRXhHNZ") refuses(`ab\\${letter}`, 2, "an escape that RE2 does not have");
});

test("inside of a class and behind a backslash nothing is a construct", () => {
  accepts("[(?=)]");
  accepts("[*+]+");
  accepts("[^(?!]");
  accepts("\\\\\\(?=", "\\\\\\(?=");
  accepts("[[:alpha:](?=]");
});

test("the offset counts in the pattern as it is written", () => {
  refuses("(?i)a{,3}(?=b)", 9, "look-around");
  refuses("[(?=](?=x)", 5, "look-around");
});

test("flags at the beginning become flags of the literal", () => {
  accepts("(?i)foo", "foo", "i");
  accepts("(?s)(?im)foo", "foo", "ims");
  assert.deepEqual(checkRegex("(?i)a", "s"), { pattern: "a", flags: "is" });
  accepts("(?i:a)b");
});

test("a repetition without lower bound starts at zero", () => {
  accepts("a{,3}b", "a{0,3}b");
  accepts("a\\{,3}b");
  accepts("[{,3}]");
});

test("quoted parts are escaped, an open one up to the end", () => {
  accepts("a\\Q.*/\\Eb", "a\\.\\*/b");
  accepts("\\Qa(", "a\\(");
  accepts("\\Q\\Ea", "a");
  accepts("\\Q(?=\\E", "\\(\\?=");
});

test("a pattern without content becomes one that the slashes can hold", () => {
  accepts("", ".*");
  accepts("(?i)", ".*", "i");
});

test("no result spells a variable", () => {
  accepts("${a}", "$\\{a}");
  accepts("\\${a}", "\\$\\{a}");
  accepts("[${]", "[$\\{]");
  accepts("\\${2}", "[$]{2}");
  accepts("a${2}", "a(?:$){2}");
});

test("what is no regular expression at all", () => {
  const faulty: readonly (readonly [string, number])[] = [
    ["a(", 0],
    ["[a", 0],
    ["a)", 0],
    ["*a", 0],
    ["\\", 0],
    ["x*a[z-b]", 4],
  ];
  for (const [pattern, offset] of faulty) {
    const result = checkRegex(pattern, "");
    assert.ok("message" in result, pattern);
    assert.equal(result.invalid, true, pattern);
    assert.equal(result.offset, offset, pattern);
  }
});

test("what RE2 alone cannot run", () => {
  for (const pattern of ["a{2,1}", "(?x)a", "(?P<n", "a{1001}", "\ud800"]) {
    const result = checkRegex(pattern, "");
    assert.ok("message" in result, pattern);
    assert.notEqual(result.invalid, true, pattern);
  }
});
