import assert from "node:assert/strict";
import test from "node:test";
import {
  escapeRegex,
  isQuotable,
  quoteKey,
  quoteText,
  regexLiteral,
} from "../../../lib/leql/quote.ts";

test("quoteText: the shortest kind of quotes that fits", () => {
  assert.equal(quoteText(""), '""');
  assert.equal(quoteText("a b"), '"a b"');
  assert.equal(quoteText("it's"), `"it's"`);
  assert.equal(quoteText('say "hi"'), `'say "hi"'`);
  assert.equal(quoteText(`"it's" so`), `""""it's" so"""`);
  assert.equal(quoteText(`'x"`), `''''x"'''`);
  assert.equal(quoteText(`"x'`), `""""x'"""`);
  assert.equal(quoteText(`'"""x`), `''''"""x'''`);
});

test("quoteText: a backslash is an ordinary character", () => {
  assert.equal(quoteText("C:\\Temp\\"), '"C:\\Temp\\"');
  assert.equal(quoteText("\\\\"), '"\\\\"');
});

test("quoteText: undefined where no quotes can hold the text", () => {
  const impossible = [`'''"""`, `'''a"`, `"""a'''b'`, "a\nb", "\t", "\u0000", "\u007f", "\u0085"];
  for (const text of [...impossible, "\u2028", "${", "a${b}", "\ud800", "a\udc00"]) {
    assert.equal(quoteText(text), undefined, JSON.stringify(text));
    assert.equal(isQuotable(text), false);
  }
  for (const text of ["$ {", "$", "{", "Ünï", "😀"]) assert.equal(isQuotable(text), true);
});

test("quoteKey: plain dotted names stay bare", () => {
  for (const key of ["a", "_a", "a.b.c", "a1.2.b_c", "process.exe_file.hashes.md5", "Any_thing"]) {
    assert.equal(quoteKey(key), key);
  }
});

test("quoteKey: everything else is quoted or refused", () => {
  for (
    const key of ["a b", "1a", "a-b", "a..b", "a.", ".a", "ä", "a:b", "a,b", "a*", "#log", "it's"]
  ) {
    assert.equal(quoteKey(key), `"${key}"`);
  }
  assert.equal(quoteKey('a"b'), `'a"b'`);
  for (const key of ["", `a"b'c`, "a\nb", "${a}", "\ud800"]) assert.equal(quoteKey(key), undefined);
});

test("quoteKey: words of the language are quoted, whatever their case", () => {
  for (
    const key of [
      "where",
      "AND",
      "or",
      "Not",
      "in",
      "IIN",
      "contains",
      "null",
      "true",
      "ip",
      "nocase",
    ]
  ) {
    assert.equal(quoteKey(key), `"${key}"`);
  }
  assert.equal(quoteKey("where.and"), "where.and");
});

test("escapeRegex: metacharacters, blanks and control characters", () => {
  assert.equal(escapeRegex("a.b*c"), "a\\.b\\*c");
  assert.equal(
    escapeRegex("()[]{}?*+-|^$\\.&~# "),
    "\\(\\)\\[\\]\\{\\}\\?\\*\\+\\-\\|\\^\\$\\\\\\.\\&\\~\\#\\ ",
  );
  assert.equal(
    escapeRegex("\t\n\v\f\r\u0000\u0085\u2028"),
    "\\t\\n\\v\\f\\r\\x{0}\\x{85}\\x{2028}",
  );
  assert.equal(escapeRegex("/'\"%äß日"), "/'\"%äß日");
});

test("regexLiteral: slashes are escaped once", () => {
  assert.equal(regexLiteral("a/b", "i"), "/a\\/b/i");
  assert.equal(regexLiteral("a\\/b", ""), "/a\\/b/");
  assert.equal(regexLiteral("a\\\\/b", ""), "/a\\\\\\/b/");
  assert.equal(regexLiteral("[/]", ""), "/[\\/]/");
});

test("regexLiteral: no raw control character is left", () => {
  assert.equal(regexLiteral("a\nb\u0001", ""), "/a\\nb\\x{1}/");
  assert.equal(regexLiteral("a\\\nb", ""), "/a\\nb/");
});
