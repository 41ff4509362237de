import assert from "node:assert/strict";
import test from "node:test";
import { readStatement } from "../../lib/leql/read/read_statement.ts";

type Case = readonly [errors: readonly string[], hint: RegExp];

/** Each text has these errors, as code and the text at their place; the first one has the hint. */
function assertErrors(cases: Readonly<Record<string, Case>>): void {
  for (const [text, [wanted, hint]] of Object.entries(cases)) {
    const errors = readStatement(text).diagnostics.filter(({ severity }) => severity === "error");
    const shown = errors.map(({ code, span }) => `${code} ${text.slice(span!.start, span!.end)}`);
    assert.deepEqual(shown, wanted, text);
    assert.match(errors[0]?.hint ?? "", hint, text);
  }
}

const NONE: Case = [[], /^$/];

test("! before a key is no NOT", () => {
  assertErrors({
    'where(!a = "x")': [["leql-unknown-word !"], /^Write NOT a$/],
    'where(!(a = "b"))': [["leql-unknown-word !"], /^Write NOT$/],
    "where(b = 1 AND !mimikatz OR c LIKE 2)": [
      ["leql-unknown-word !", "leql-unknown-word LIKE"],
      /^Write NOT mimikatz$/,
    ],
    // As a value, in quotes and with a backslash it is a character.
    "a = !b": NONE,
    '"!a" = 1': NONE,
    "\\!a = 1": NONE,
    "a != 1": NONE,
  });
});

test("fields of Sigma with modifiers", () => {
  assertErrors({
    "Image|endswith: x": [["leql-unknown-word |endswith:"], /\$\/i, or convert/],
    "where(a = 1 AND f|contains|all: x)": [["leql-unknown-word |contains|all:"], /ICONTAINS/],
    "f|re:x": [["leql-unknown-word |re:"], /= \/pattern\//],
    "f|cased: x": [["leql-unknown-word |cased:"], /key = value/],
    '"f|re: x"': NONE,
    "a|b = 1": NONE,
  });
});

test("a colon is no operator", () => {
  assertErrors({
    'where(user.name: "bob")': [["leql-unknown-word :"], /^Write user\.name = /],
    'where(user.name:"bob")': [["leql-unknown-word :"], /^Write user\.name = /],
    "a: b OR c LIKE 1": [["leql-unknown-word :", "leql-unknown-word LIKE"], /^Write a = /],
    "a:(b OR c)": [["leql-unknown-word :"], /quotes/],
    "error: AND b = 1": NONE,
    '"error: b"': NONE,
    "localhost:8080": NONE,
    "a = x:y": NONE,
    "sum: = 1": NONE,
  });
});

test("pipes of other languages, with the clause that LEQL has", () => {
  assertErrors({
    "where(a = 1) | stats count by user": [["leql-unknown-word |"], /groupby\(key\)/],
    "a = 1 | stats count by user": [["leql-unknown-word |"], /groupby\(key\)/],
    "where(a = 1 | summarize count() by b and c) limit(0)": [
      ["leql-unknown-word |", "leql-syntax 0"],
      /groupby\(key\)/,
    ],
    'SecurityEvent | where a == "x" and b in ("y")': [["leql-unknown-word |"], /where\(\.\.\.\)/],
    "SecurityEvent\n| where a == 1\n| project b": [["leql-unknown-word |"], /where\(\.\.\.\)/],
    "where(a = 1)|sort b": [["leql-unknown-word |"], /sort\(desc\)/],
    "where(a = 1) | whatever": [["leql-unknown-word |"], /no pipe/],
    // Here it joins conditions.
    "a = 1 | b = 2": [["leql-unknown-word |"], /^Write OR$/],
    "a = 1 | count > 5": [["leql-unknown-word |"], /^Write OR$/],
  });
});

test("escapes of HTML are read as what was meant", () => {
  assertErrors({
    "a &gt; 5": [["leql-syntax &gt;"], /^Write >$/],
    "a&lt;=5 AND b LIKE 1": [["leql-syntax &lt;=", "leql-unknown-word LIKE"], /^Write <=$/],
    "a = &quot;x y&quot; AND b = &quot;z&quot;": [["leql-syntax &quot;"], /^Write "$/],
    "a = &#39;x&#39;": [["leql-syntax &#39;"], /^Write '$/],
    "a = &quot;x": [["leql-syntax &quot;"], /^Write "$/],
    "a = 1 &amp;&amp; b = 2": [["leql-syntax &amp;&amp;"], /^Write AND$/],
    "a&nbsp;= 1": [["leql-syntax &nbsp;"], /^Write a blank$/],
    'a = "&gt;"': NONE,
    "a = x&gt": NONE,
    "a = x&y": NONE,
  });
});

test("comments are told once, and what is around them is read", () => {
  const leave = /^Leave the comment out/;
  assertErrors({
    "// hello": [["leql-syntax //"], leave],
    "// don't\n// do\na LIKE 1": [["leql-syntax //", "leql-unknown-word LIKE"], leave],
    "/* a\n * b */ where(a = 1)": [["leql-syntax /*"], leave],
    "where(a = 1) // the end": [["leql-syntax //"], leave],
    "where(\n  # don't\n  a = 1\n)": [["leql-syntax #"], leave],
    "-- a\na = 1": [["leql-syntax --"], leave],
    "a = //": [["leql-syntax //"], leave],
    "groupby(\n#log\n)": NONE,
    "a =\n/x/": NONE,
  });
});

test("backslashes that RE2 refuses have the hint to double them", () => {
  const double = /^For the character \\ write \\\\$/;
  assertErrors({
    "a = /C:\\Windows\\cmd.exe/": [["regex-not-re2 \\cmd.exe/"], double],
    "a = /\\HKLM/": [["regex-not-re2 \\HKLM/"], double],
    "a = /(x)\\1/": [["regex-not-re2 \\1/"], /^$/],
  });
});
