import assert from "node:assert/strict";
import test from "node:test";
import type { MatchValue, StringPart } from "../../lib/expr/ast.ts";
import "../../lib/leql/load_re2.ts";
import { nodeLosses } from "../../lib/leql/losses.ts";
import { lowerExpr } from "../../lib/leql/lower_expr.ts";

const span = { start: 0, end: 0 };

/** Effects of the losses of one keyword. */
function effects(value: MatchValue): string {
  const { node } = lowerExpr({ kind: "Keyword", value, span });
  return nodeLosses(node!).map(({ effect }) => effect).join();
}

function ofRegex(pattern: string): string {
  return effects({ kind: "Regex", pattern, flags: "", span });
}

function ofText(text: string): string {
  const parts: readonly StringPart[] = [{ kind: "Text", text }];
  return effects({ kind: "String", parts, cased: false, span });
}

test("a keyword that is a regular expression is exact without what JSON escapes", () => {
  for (const pattern of ["abc", "a b", "a\\.b", "a\\ b\\/c", "a\\-b", "user=x", "é"]) {
    assert.equal(ofRegex(pattern), "", pattern);
  }
  const mixed = [
    'a"b',
    'a\\"b',
    "a\\\\b",
    "a\\\\.b",
    "a\\tb",
    "a\tb",
    "a.b",
    "[^x]",
    "a|b",
    "\\S",
    "a\\x22b",
    // What a text with a quote, a backslash or a wildcard becomes: the rule's own is no such text.
    'a\\\\?"b',
    "a\\\\{1,2}b",
    'a(?:\\\\(?:["\\\\/bfnrt]|u[0-9A-Fa-f]{4})|[\\s\\S])b',
  ];
  for (const pattern of mixed) assert.equal(ofRegex(pattern), "mixed", pattern);
});

test("a keyword that is a text is found with and without the escapes of JSON", () => {
  for (const text of ["abc", "a b", "a.b", "a+b", "a/b", "a{1,2}b"]) {
    assert.equal(ofText(text), "", text);
  }
  for (const text of ['a"b', "a\\b", "a\tb", "\u0000", '"', "\u2028"]) {
    assert.equal(ofText(text), "broader", text);
  }
});

test("under a negation the effect is the opposite", () => {
  const value: MatchValue = {
    kind: "String",
    parts: [{ kind: "Text", text: 'a"b' }],
    cased: false,
    span,
  };
  const { node } = lowerExpr({ kind: "Not", arg: { kind: "Keyword", value, span } });
  assert.deepEqual(nodeLosses(node!).map(({ effect }) => effect), ["narrower"]);
});
