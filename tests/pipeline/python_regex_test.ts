import assert from "node:assert/strict";
import { test } from "node:test";
import { compilePythonRegex } from "../../lib/pipeline/python_regex/compile_python_regex.ts";
import { findAll, isMatch } from "../../lib/pipeline/python_regex/compiled_regex.ts";
import { parseReplacement, substitute } from "../../lib/pipeline/python_replacement.ts";

/** The first match of a search, or null; or the reason why there is none to be had. */
function find(pattern: string, text: string): string | null {
  const regex = compilePythonRegex(pattern);
  if ("fault" in regex) return `${regex.unsupported ? "unsupported" : "invalid"}: ${regex.fault}`;
  regex.search.lastIndex = 0;
  return regex.search.exec(text)?.[0] ?? null;
}

test("constructs with a meaning of Python's own", () => {
  for (
    const [pattern, text, expected] of [
      ["(?P<a>x+)-(?P=a)", "xx-xx", "xx-xx"],
      ["(?i)AbC", "xabC", "abC"],
      ["(?s)a.b", "a\nb", "a\nb"],
      ["a.b", "a\nb", null],
      ["a.b", "a\rb", "a\rb"],
      ["a$", "a\n", "a"],
      ["a$", "a\n\n", null],
      ["a\\Z", "a\n", null],
      ["\\Ab", "ab", null],
      ["^b", "a\nb", null],
      ["(?m)^b$", "a\nb\nc", "b"],
      ["(?m)^b", "a\rb", null],
      ["\\w+", "-äß_9-", "äß_9"],
      ["(?a)\\w+", "-äx", "x"],
      ["\\d", "٣", "٣"],
      ["(?a)\\d", "٣", null],
      ["\\s", "\x1c", "\x1c"],
      ["\\s", "\ufeff", null],
      ["\\bä\\b", "x ä y", "ä"],
      ["\\Bx", "ax", "x"],
      ["x{,2}", "xxx", "xx"],
      ["x{2", "x{2", "x{2"],
      ["a{b}", "a{b}", "a{b}"],
      ["[]a]+", "]a]", "]a]"],
      ["[^]a]+", "]b]", "b"],
      ["[a\\-z]+", "a-z", "a-z"],
      ["[\\w.]+", "ä.b", "ä.b"],
      ["[^\\W\\d]+", "1ab2", "ab"],
      ["[\\b]", "\b", "\b"],
      ["[&&--]+", "&-", "&-"],
      ["\\x41\\u00e4\\U0001F600", "Aä😀", "Aä😀"],
      ["\\101\\07", "A\x07", "A\x07"],
      ["(a)(b)\\2\\1", "abba", "abba"],
      ["(a)\\10", "a\b0", null],
      ["(?x) a \\  b # c", "a b", "a b"],
      ["(?#note)a", "a", "a"],
      ["(?:a|b)+?c", "abc", "abc"],
      ["(?s:.)x", "\nx", "\nx"],
      ["(?<=a)b", "ab", "b"],
      ["(?<!a)b", "ab", null],
      ["a(?=b)", "ab", "a"],
      ["a(?!b)", "ab", null],
      [".", "😀", "😀"],
      ["/-#~@ ", "/-#~@ ", "/-#~@ "],
    ] as const
  ) {
    const found = find(pattern, text);
    if (pattern === "(a)\\10") assert.match(String(found), /^invalid: the group 10 does not exist/);
    else assert.equal(found, expected, pattern);
  }
});

test("constructs without an equal are refused by name", () => {
  for (
    const [pattern, reason] of [
      ["a*+", 'The possessive repetition "*+"'],
      ["a{2}+", 'The possessive repetition "{2}+"'],
      ["(?>a)", 'The atomic group "(?>"'],
      ["(a)(?(1)b|c)", 'The conditional group "(?("'],
      ["(?i:a)b", 'The flag "i" for a part of the expression'],
      ["\\N{DASH}", 'A character by name "\\N"'],
      ["(a)?\\1", "The backreference to group 1, which may not take part in the match,"],
      ["(?:(a)|b)\\1", "The backreference to group 1"],
      ["(?:(a)|b)+", "A repetition around a group that may be empty or left out"],
      ["(a*)*", "A repetition around a group that may be empty or left out"],
      ["(?=a)*", "A repetition of an assertion"],
      ["(?<=(a))b", "A group inside of a lookbehind"],
    ]
  ) {
    const found = String(find(pattern, "a"));
    assert.ok(found.startsWith(`unsupported: ${reason}`), `${pattern}: ${found}`);
  }
});

test("what Python does not read either", () => {
  for (
    const [pattern, reason] of [
      ["(", "a group is not closed"],
      [")", 'it has a ")" without "("'],
      ["[a", 'a "[" is not closed'],
      ["{2}a", 'a "{" has nothing to repeat'],
      ["*a", 'the "*" has nothing to repeat'],
      ["a**", "it repeats a repetition"],
      ["a{3,2}", 'the repetition "{3,2}" ends below its start'],
      ["\\q", 'the escape "\\q" does not exist'],
      ["\\", "it ends with a backslash"],
      ["\\x4", '"\\x" needs 2 hexadecimal digits'],
      ["[z-a]", "a range in brackets ends below its start"],
      ["[\\w-z]", "a range in brackets has a class as its end"],
      ["(?P<a>x)(?P<a>y)", 'two groups have the name "a"'],
      ["(?P=a)", 'the group "a" does not exist'],
      ["(?P<1>x)", '"1" cannot be the name of a group'],
      ["\\2(a)", "the group 2 does not exist"],
      ["(a\\1)", "the group 1 is not closed yet"],
      ["a(?i)", "flags for the whole expression must stand at its start"],
      ["(?z)a", '"(?z" does not exist'],
      ["(?<a>x)", 'it has "(?<" without "=" or "!"'],
    ]
  ) assert.equal(find(pattern, "a"), `invalid: ${reason}`, pattern);
});

test("isMatch is anchored at the start only", () => {
  const regex = compilePythonRegex("b+");
  assert.ok(!("fault" in regex));
  assert.deepEqual(["bbc", "ab", ""].map((text) => isMatch(regex, text)), [true, false, false]);
  assert.equal(isMatch(regex, "bbc"), true);
});

test("behind an empty match, one with text may begin at the same place", () => {
  for (
    const [pattern, text, expected] of [
      ["x*", "abxd", ["", "", "x", "", ""]],
      ["a*?", "ba", ["", "", "a", ""]],
      ["|(a)", "a", ["", "a", ""]],
      ["", "😀b", ["", "", ""]],
      ["b", "abb", ["b", "b"]],
    ] as const
  ) {
    const regex = compilePythonRegex(pattern);
    assert.ok(!("fault" in regex));
    assert.deepEqual([...findAll(regex, text)].map(([found]) => found), expected, pattern);
  }
  const groups = compilePythonRegex("|(?P<x>a)(b)");
  assert.ok(!("fault" in groups));
  const found = [...findAll(groups, "ab")][1];
  assert.deepEqual([found[1], found[2], found.indices![2]], ["a", "b", [1, 2]]);
});

test("no match begins between the surrogates of a character", () => {
  for (
    const [pattern, text, expected] of [
      ["$", "x\u{1F600}", [[3, ""]]],
      ["a*$", "x\u{1F600}", [[3, ""]]],
      ["a*$", "a\u{1F600}a", [[3, "a"], [4, ""]]],
      ["^", "a\u{1F600}", [[0, ""]]],
      ["^|$", "\u{1F600}\u{1F600}", [[0, ""], [4, ""]]],
      ["(?m)$", "x\u{1F600}\n\u{1F601}", [[3, ""], [6, ""]]],
      ["\\Z|\\A", "\u{1F600}", [[0, ""], [2, ""]]],
      ["\\B", "\u{1F600}\u{1F600}", [[0, ""], [2, ""], [4, ""]]],
      ["(?!b)", "\u{1F600}b", [[0, ""], [3, ""]]],
      ["$", "\ud83d", [[1, ""]]],
      ["x*", "\ude00\ud83d", [[0, ""], [1, ""], [2, ""]]],
    ] as const
  ) {
    const regex = compilePythonRegex(pattern);
    assert.ok(!("fault" in regex));
    const found: [number, string][] = [];
    for (const match of findAll(regex, text)) {
      found.push([match.index, match[0]]);
      assert.ok(found.length < 10, `${pattern} does not end`);
    }
    assert.deepEqual(found, expected, pattern);
  }
});

test("parentheses that are nested too deep are a fault", () => {
  const reason = "unsupported: its parentheses are nested more than 200 deep";
  for (const opening of ["(", "(?:", "(?=", "(?!", "(?<=(?:", "(?s:", "(?P<x>(?:"]) {
    const closing = ")".repeat(opening.split("(").length - 1);
    const nested = (count: number) =>
      `${opening}${"(?:".repeat(count)}a${")".repeat(count)}${closing}`;
    assert.ok(!find(nested(200 - closing.length), "aa")?.startsWith("un"), opening);
    assert.equal(find(nested(201 - closing.length), "aa"), reason, opening);
    assert.equal(find(nested(20_000), "aa"), reason, opening);
  }
  for (const opening of ["(", "(?:", "(?=", "(?!", "(?s:", "(?:|"]) {
    assert.equal(find(opening.repeat(20_000), "a"), reason, opening);
  }
  // Only those around one another count.
  assert.equal(find("(?:a)".repeat(300), "a".repeat(300)), "a".repeat(300));
});

test("replacements: groups, escapes and faults", () => {
  const regex = compilePythonRegex("(?P<first>a)(b)?");
  assert.ok(!("fault" in regex));
  const replaced = (template: string): string => {
    const parts = parseReplacement(template, regex);
    return "fault" in parts ? `fault: ${parts.fault}` : substitute("xab-a", regex, parts);
  };
  assert.equal(replaced("[\\1\\2]"), "x[ab]-[a]");
  assert.equal(replaced("\\g<first>\\g<0>\\g<2>9"), "xaabb9-aa9");
  assert.equal(replaced("\\\\\\n$&$1"), "x\\\n$&$1-\\\n$&$1");
  assert.equal(replaced("\\."), "x\\.-\\.");
  assert.equal(replaced("\\0\\101"), "x\0A-\0A");
  assert.equal(replaced("\\3"), 'fault: the group "3" does not exist');
  assert.equal(replaced("\\g<x>"), 'fault: the group "x" does not exist');
  assert.equal(replaced("\\q"), 'fault: the escape "\\q" does not exist');
  assert.equal(replaced("x\\"), "fault: it ends with a backslash");
});
