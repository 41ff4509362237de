import assert from "node:assert/strict";
import test from "node:test";
import { RE2JS } from "re2js";
import { foldCase } from "../../lib/leql/fold_case.ts";
import { compileRegex } from "../../lib/leql/regex_engine.ts";
import { searchRegex } from "../../lib/leql/search_regex.ts";
import { randomSource, SEED } from "../helpers/random.ts";

function matches(pattern: string, flags: string, text: string): boolean {
  const regex = compileRegex(pattern, flags);
  assert.ok(typeof regex !== "string", `${pattern}: ${regex}`);
  return regex.test(regex.folded ? foldCase(text) : text);
}

function re2(pattern: string, flags: string): RE2JS {
  const bits = (flags.includes("i") ? RE2JS.CASE_INSENSITIVE : 0) |
    (flags.includes("s") ? RE2JS.DOTALL : 0) | (flags.includes("m") ? RE2JS.MULTILINE : 0);
  return RE2JS.compile(pattern, bits);
}

test("common shapes are run by string search", () => {
  const patterns = [
    String.raw`.*\\cmd\.exe$`,
    String.raw`(.*\\a\.exe$|.*\\b\.exe$)`,
    String.raw`^C:\\Temp\\`,
    String.raw`^(?:a|b)c$`,
    String.raw`a[\s\S]*b[\s\S]c`,
    String.raw`\\{2}`.replace("{2}", "\\\\"),
    String.raw`a\/b\ c\-d\x{a0}\t`,
    "a.*b",
    "a.+b",
    "a|b",
    "a[.]b",
    "",
    "^$",
  ];
  for (const pattern of patterns) assert.ok(searchRegex(pattern, "i") !== undefined, pattern);
  const others = [
    "a+",
    "[ab]",
    "a?",
    "(a|b)+",
    "((a))",
    String.raw`\d`,
    String.raw`a\b`,
    "a{2}",
    "a^b",
    "(?i)a",
  ];
  for (const pattern of others) assert.equal(searchRegex(pattern, ""), undefined, pattern);
});

test("the outcome is that of RE2, for random patterns and texts", () => {
  const next = randomSource(SEED);
  const atoms = [
    "a",
    "B",
    "k",
    "\\.",
    "\\\\",
    ".",
    ".*",
    ".+",
    ".*?",
    "[\\s\\S]*",
    "[\\s\\S]",
    "^",
    "$",
    "|",
    "(",
    ")",
    "(?:",
    "[.]",
    "\\n",
    "a*",
    "é",
    "ſ",
    "😀",
  ];
  const letters = [
    "a",
    "A",
    "b",
    "B",
    "K",
    "\u212a",
    "k",
    ".",
    "\\",
    "\n",
    "é",
    "É",
    "s",
    "S",
    "ſ",
    "😀",
    "İ",
    "i",
  ];
  let searched = 0;
  for (let at = 0; at < 6000; at++) {
    const pattern = Array.from({ length: next(7) }, () => atoms[next(atoms.length)]).join("");
    const flags = ["", "i", "s", "is", "m"][next(5)];
    let engine: RE2JS;
    try {
      engine = re2(pattern, flags);
    } catch {
      continue;
    }
    if (searchRegex(pattern, flags) !== undefined) searched++;
    for (let count = 0; count < 6; count++) {
      const text = Array.from({ length: next(7) }, () => letters[next(letters.length)]).join("");
      assert.equal(
        matches(pattern, flags, text),
        engine.test(text),
        `${JSON.stringify(pattern)} ${flags} on ${JSON.stringify(text)}`,
      );
    }
  }
  assert.ok(searched > 500, `${searched} patterns were searched`);
});

test("letter case is folded as RE2 does, for every letter", () => {
  for (let code = 0x80; code < 0x1f000; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const letter = String.fromCodePoint(code);
    const folded = foldCase(letter);
    assert.equal([...folded].length, 1);
    if (folded === letter) continue;
    assert.ok(re2(`^\\x{${code.toString(16)}}$`, "i").test(folded), code.toString(16));
  }
  assert.equal(foldCase("ΣςσſSKİıI"), "σσσssk".concat("İıi"));
});

test("hostile patterns end", () => {
  const text = `${"a".repeat(20_000)}!`;
  for (const pattern of ["(a+)+$", "(a|a)*b", "(.*a){12}x", "(a*)*c", "^(([a-z])+.)+[A-Z]$"]) {
    const start = performance.now();
    matches(pattern, "", text);
    assert.ok(performance.now() - start < 60_000, pattern);
  }
});

test("what RE2 cannot run gives a reason", () => {
  for (const pattern of ["a(?!b)", "(a", "\\1", "a{2000}", "[b-a]"]) {
    assert.equal(typeof compileRegex(pattern, ""), "string", pattern);
  }
  assert.equal(typeof compileRegex("a", "x"), "string");
});
