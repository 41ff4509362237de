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
    "a = /x/ii": ["regex-flag ii"],
    "a = /(?<n>x)/": ["undocumented-form /(?<n>x)/"],
    "a = /(?P<n>x)/": [],
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

/** All that is found, as severity, code and the text at its place; the text is read. */
function found(text: string, options: ReadOptions = {}): string[] {
  const { statement, diagnostics } = readStatement(text, options);
  assert.ok(statement !== undefined, text);
  return diagnostics.map(({ severity, code, span }) => {
    return `${severity} ${code} ${text.slice(span!.start, span!.end)}`;
  });
}

test("what detection rules refuse is an error, what they may take a warning", () => {
  const from = 'from(event_type = "dns") ';
  const cases: Readonly<Record<string, readonly string[]>> = {
    "where(/x/)": ["error leql-keyword-in-detection /x/"],
    'where("x")': ['error leql-keyword-in-detection "x"'],
    "where(${v})": ["error leql-keyword-in-detection ${v}"],
    "where(a = 1 b = 2)": ["error leql-implicit-and "],
    "where(a = 1 NOT b = 2)": [],
    "where(a = 1) groupby(b) sort(asc)": [
      "warning leql-clause-in-detection groupby",
      "warning leql-clause-in-detection sort",
    ],
    "where(a = 1, loose)": ["warning leql-clause-in-detection loose"],
    "where(where(a = 1, loose))": ["warning leql-clause-in-detection loose"],
    "where(a = 1 AND b = /x/)": [],
  };
  for (const [text, wanted] of Object.entries(cases)) {
    assert.deepEqual(found(from + text), wanted, text);
    assert.deepEqual(found(text, { target: "detection" }), wanted, text);
    assert.deepEqual(found(text), [], text);
    assert.deepEqual(found(from + text, { target: "search" }), [], text);
  }
});

test("what is allowed and hardly meant", () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    'a = "x" OR "y" OR z': ['leql-or-keyword "y"', "leql-or-keyword z"],
    '"y" OR a = "x"': [],
    "a = 1 OR /y/": [],
    'a = "x*"': ['leql-literal-wildcard "x*"'],
    'a CONTAINS "a?c"': ['leql-literal-wildcard "a?c"'],
    'a ICONTAINS "*x*"': ['leql-literal-wildcard "*x*"'],
    'a ISTARTS-WITH "x*"': ['leql-literal-wildcard "x*"'],
    // As they stand in command lines and shares: rules look for them.
    'a ICONTAINS "a?c"': [],
    'a ICONTAINS-ANY ["*x*", "*.lnk"]': [],
    'a = NOCASE("dir *")': [],
    [String.raw`a IIN ["\\*\IPC$"]`]: [],
    "a = *.exe": ["leql-literal-wildcard *.exe"],
    "a ICONTAINS *x*": ["leql-literal-wildcard *x*"],
    "*x*": ["leql-literal-wildcard *x*"],
    "*.name = x": ["undocumented-form *.name"],
    "key.* = x": [],
    'a ICONTAINS "search?q="': [],
    'a IN ["*"]': ['leql-literal-wildcard "*"'],
    'a = NOCASE("*x")': ['leql-literal-wildcard "*x"'],
    [String.raw`a = "C:\\Windows"`]: [String.raw`leql-doubled-backslash "C:\\Windows"`],
    [String.raw`a = "\\server\share"`]: [],
    [String.raw`a = "> \\.\pipe"`]: [],
    [String.raw`a = "/x:\\root\y"`]: [],
    [String.raw`a = "net use \\server"`]: [],
    [String.raw`a = "\\a\\b"`]: [String.raw`leql-doubled-backslash "\\a\\b"`],
    [String.raw`a = "C:\Windows"`]: [],
    [String.raw`a = C:\Windows`]: [String.raw`leql-unquoted-backslash C:\Windows`],
    [String.raw`a = C:\\Windows`]: [],
    'a == "b"': ['leql-literal-comparison "b"'],
    "a !== 5": ["leql-literal-comparison 5"],
    "a == b": [],
    // A key that is no plain name has no other form.
    'a == "b c"': [],
    'a == "count"': [],
    "a = x y": ["leql-unquoted-text x y"],
    "a = x y z AND b = 1": ["leql-unquoted-text x y z"],
    "a = 5 y": ["leql-unquoted-text 5 y"],
    "a = x b = y": [],
    "a = x AND y": [],
    "a = x NOT y": [],
    "a = x (y)": [],
    'a = "x" y': [],
    "a = NOCASE(x) y": [],
    "a IN [x] y": [],
    "x y": [],
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

test("paths in regular expressions, event types and pairs with a colon", () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    [String.raw`a = /C:\Windows\System/`]: [String.raw`leql-unquoted-backslash \W`],
    [String.raw`a = /\/C:\temp\/x/i`]: [String.raw`leql-unquoted-backslash \t`],
    [String.raw`a = /\System32/`]: [String.raw`leql-unquoted-backslash \S`],
    [String.raw`/\Windows/`]: [String.raw`leql-unquoted-backslash \W`],
    [String.raw`a = /C:\\Windows\\System32/`]: [],
    [String.raw`a = /\w:\s+\bcat\b\tx\S+\W[a-z]\d:\dab/`]: [],
    [String.raw`a = "C:\Windows\System"`]: [],
    'from(event_type = "dns") where(a = 1)': [],
    "from(event_type = dns) where(a = 1)": ["undocumented-form dns"],
    'from(event_type IN ["dns", flow]) where(a = 1)': ["undocumented-form flow"],
    "user.name:bob": ["leql-key-or-keyword user.name:bob"],
    "event_id:4688": ["leql-key-or-keyword event_id:4688"],
    '"user.name:bob"': [],
    "host.example.local:443": [],
    "a = user.name:bob": [],
  };
  for (const [text, wanted] of Object.entries(cases)) assert.deepEqual(doubts(text), wanted, text);
});

test("doubts stand in the order of their places", () => {
  const text = 'where(a = "*" AND b = 1) groupby(c)';
  assert.deepEqual(doubts(text, { target: "detection" }).map((doubt) => doubt.split(" ")[0]), [
    "leql-literal-wildcard",
    "leql-clause-in-detection",
  ]);
});

test("characters that come with text from documents", () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    "a\u00a0= 1": ["leql-odd-character \u00a0"],
    "a\u00a0=\u00a01": ["leql-odd-character \u00a0"],
    "a =\u20031": ["leql-odd-character \u2003"],
    "a = x\u2013y": ["leql-odd-character \u2013"],
    "a = \u22125": ["leql-odd-character \u2212"],
    "a = don\u2019t": ["leql-odd-character \u2019"],
    "a = Zo\u00eb": [],
    "\ufeffa = 1": [],
    'a = "x\u200by"': ["leql-odd-character \u200b"],
    'a = "x\u00a0"': ["leql-odd-character \u00a0"],
    // What is searched for on purpose.
    'a = "\u00a0"': [],
    'a ICONTAINS "\u202e"': [],
    'a ICONTAINS "-enc \u2013x \u201cy\u201d"': [],
    "a = {01234567-89ab-cdef-0123-456789ABCDEF}": [
      "undocumented-form {01234567-89ab-cdef-0123-456789ABCDEF}",
    ],
  };
  for (const [text, wanted] of Object.entries(cases)) assert.deepEqual(doubts(text), wanted, text);
});
