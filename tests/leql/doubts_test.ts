import assert from "node:assert/strict";
import test from "node:test";
import { isFatal } from "../../lib/diagnostic.ts";
import { type ReadOptions, readStatement } from "../../lib/leql/read/read_statement.ts";

/** Warnings as code and the text at their place; the text is read without an error. */
function doubts(text: string, options: ReadOptions = {}): string[] {
  const { diagnostics } = readStatement(text, options);
  assert.deepEqual(diagnostics.filter(isFatal), [], text);
  return diagnostics.map(({ code, span }) => `${code} ${text.slice(span!.start, span!.end)}`);
}

test("what no page of Rapid7 shows", () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    "a = /x/m": ["regex-flag /x/m"],
    "a = /(?i)x/": ["regex-flag /(?i)x/"],
    "a = /x/i": [],
    "a = IP(10.0.0.0/0)": ["leql-ip 10.0.0.0/0"],
    "a = IP(10.0.0.0/33)": ["leql-ip 10.0.0.0/33"],
    "a = IP(10.0.0.1)": ["leql-ip 10.0.0.1"],
    "a = IP(2001:db8::/32)": ["leql-ip 2001:db8::/32"],
    'a = IP("10.0.0.0/8")': ['leql-ip "10.0.0.0/8"'],
    "a IN [IP(10.0.0.0/8), /x/]": [],
    "a IIN [IP(10.0.0.0/8), /x/]": [
      "undocumented-form IP(10.0.0.0/8)",
      "undocumented-form /x/",
    ],
    'a IN [NOCASE("x")]': ['undocumented-form NOCASE("x")'],
    "a IN ${v}": ["undocumented-form ${v}"],
    "where(a = 1) where(b = 2)": ["undocumented-form where"],
    "where(a = 1) having(count>5)": ["undocumented-form where(a = 1) having(count>5)"],
    "where(a = 1) groupby(b) having(count>5)": [],
    'a = "x${v}"': ['undocumented-form "x${v}"'],
    "a > 10ms": ["undocumented-form 10ms"],
  };
  for (const [text, wanted] of Object.entries(cases)) assert.deepEqual(doubts(text), wanted, text);
});

test("what detection rules refuse", () => {
  const from = 'from(event_type = "dns") ';
  const cases: Readonly<Record<string, readonly string[]>> = {
    "where(/x/)": ["leql-keyword-in-detection /x/"],
    'where("x")': ['leql-keyword-in-detection "x"'],
    "where(${v})": ["leql-keyword-in-detection ${v}"],
    "where(a = 1 b = 2)": ["leql-implicit-and "],
    "where(a = 1 NOT b = 2)": [],
    "where(a = 1) groupby(b) sort(asc)": [
      "leql-clause-in-detection groupby",
      "leql-clause-in-detection sort",
    ],
    "where(a = 1 AND b = /x/)": [],
  };
  for (const [text, wanted] of Object.entries(cases)) {
    assert.deepEqual(doubts(from + text), wanted, text);
    assert.deepEqual(doubts(text, { target: "detection" }), wanted, text);
    assert.deepEqual(doubts(text), [], text);
    assert.deepEqual(doubts(from + text, { target: "search" }), [], text);
  }
});

test("what is allowed and hardly meant", () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    'a = "x" OR "y" OR z': ['leql-or-keyword "y"', "leql-or-keyword z"],
    '"y" OR a = "x"': [],
    "a = 1 OR /y/": [],
    'a = "x*"': ['leql-literal-wildcard "x*"'],
    'a ICONTAINS "a?c"': ['leql-literal-wildcard "a?c"'],
    'a ICONTAINS "search?q="': [],
    'a IN ["*"]': ['leql-literal-wildcard "*"'],
    'a = NOCASE("*x")': ['leql-literal-wildcard "*x"'],
    [String.raw`a = "C:\\Windows"`]: [String.raw`leql-doubled-backslash "C:\\Windows"`],
    [String.raw`a = "\\server\share"`]: [],
    [String.raw`a = "C:\Windows"`]: [],
    [String.raw`a = C:\Windows`]: [String.raw`leql-unquoted-backslash C:\Windows`],
    [String.raw`a = C:\\Windows`]: [],
    'a == "b"': ['leql-literal-comparison "b"'],
    "a !== 5": ["leql-literal-comparison 5"],
    "a == b": [],
    "status_code": ["leql-key-or-keyword status_code"],
    "result AND result != SUCCESS": ["leql-key-or-keyword result"],
    "powershell.exe": [],
    "mimikatz": [],
    "count > 5": ["leql-reserved-key count"],
    '"count" > 5': [],
    'a > "5"': ['leql-not-a-number "5"'],
    "a > x": ["leql-not-a-number x"],
    "a > ${v}": [],
  };
  for (const [text, wanted] of Object.entries(cases)) assert.deepEqual(doubts(text), wanted, text);
});

test("doubts stand in the order of their places", () => {
  const text = 'where(a = "*" b) groupby(c)';
  assert.deepEqual(doubts(text, { target: "detection" }).map((doubt) => doubt.split(" ")[0]), [
    "leql-literal-wildcard",
    "leql-implicit-and",
    "leql-keyword-in-detection",
    "leql-clause-in-detection",
  ]);
});
