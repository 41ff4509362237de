import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRegex } from "../../lib/leql/regex/parse.ts";
import { sample } from "../../lib/verify/witnesses/sample_regex.ts";
import { makeRandom } from "../../lib/verify/random.ts";

/** Constructs without assertions: every text must match. */
const PATTERNS = [
  "abc",
  "a|b|cd",
  "(a|b)c(?:d|e)",
  "(?P<name>x)+y*z?",
  "[a-f0-9]{4,8}",
  "[^a-z\\s]{3}",
  "\\d{2,}\\w\\s\\D\\W\\S",
  "a{3}b{,2}c{1,}",
  "\\x41\\x{42}\\t\\n\\.\\\\\\/",
  "[]x]+[^]x]",
  "[[:alpha:]][[:digit:]]{2}",
  "[\\d\\-x]+[a\\]b]",
  "\\QC:\\x.exe\\E+",
  "(?i:abc)|(?s:.)",
  "x{2}{3}",
  "{literal}",
  "é+[à-ö]",
  "a*?b+?c??",
];

for (const pattern of PATTERNS) {
  test(`texts made of /${pattern}/ match it`, () => {
    const node = parseRegex(pattern);
    assert.ok(node !== undefined);
    const native = new RegExp(
      `^(?:${
        pattern.replace("(?P<", "(?<").replace("{,2}", "{0,2}").replace("\\Q", "")
          .replace("C:\\x.exe\\E", "C:\\\\x\\.exe").replace("\\x{42}", "B")
          .replace("[[:alpha:]]", "[A-Za-z]").replace("[[:digit:]]", "[0-9]")
          .replace("[]x]", "[\\]x]").replace("[^]x]", "[^\\]x]").replace("(?i:", "(?:")
          .replace("(?s:.)", "[^]").replace("x{2}{3}", "(?:x{2}){3}").replace(
            "{literal}",
            "\\{literal\\}",
          )
      })$`,
    );
    const random = makeRandom(11);
    for (let at = 0; at < 60; at++) {
      const repeats = at % 2 === 0 ? "fewest" : "some";
      const text = sample(node, random, { repeats });
      assert.ok(text !== undefined && native.test(text), `${JSON.stringify(text)} ${native}`);
    }
  });
}

test("what cannot be made into texts is refused", () => {
  for (const pattern of ["(?=a)", "(?<!a)b", "\\1", "\\p{L}", "[z-a]", "(a", "a)", "[a", "\\"]) {
    assert.equal(parseRegex(pattern), undefined, pattern);
  }
});

test("alternatives can be chosen", () => {
  const node = parseRegex("(a|b)(c|d)")!;
  const random = makeRandom(1);
  const texts = [0, 1].map((alternative) =>
    sample(node, random, { repeats: "fewest", alternative })
  );
  assert.deepEqual(texts, ["ac", "bd"]);
});
