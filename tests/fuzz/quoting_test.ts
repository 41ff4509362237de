import assert from "node:assert/strict";
import test from "node:test";
import type { MatchValue } from "../../lib/expr/ast.ts";
import "../../lib/leql/load_re2.ts";
import { checkRegex } from "../../lib/leql/check_regex.ts";
import { lowerExpr } from "../../lib/leql/lower_expr.ts";
import { ONE_LINE, printNode } from "../../lib/leql/print.ts";
import { escapeRegex, quoteKey, quoteText, regexLiteral } from "../../lib/leql/quote.ts";
import type { StringPart } from "../../lib/sigma/value.ts";
import { type LeqlToken, readLeql, regexText } from "../helpers/leql_reader.ts";
import { allStrings } from "../helpers/strings.ts";

const HOSTILE = `"'\\*?/a\${\n`;
const span = { start: 0, end: 0 };

/** The text that the one literal of a query stands for, whatever anchors it has. */
function literalOf(tokens: readonly LeqlToken[]): string | undefined {
  const literals = tokens.filter(({ kind }) => kind !== "symbol");
  assert.equal(literals.length, 1);
  const [literal] = literals;
  if (literal.kind === "text") return literal.text;
  assert.equal(literal.kind, "regex");
  return regexText(literal.pattern.replace(/^\^|^\.\*/, "").replace(/(?<!\\)((?:\\\\)*)\$$/, "$1"));
}

test("quoted texts are read back, for every short text", () => {
  for (const text of allStrings(HOSTILE, 4)) {
    const quoted = quoteText(text);
    if (quoted === undefined) continue;
    assert.deepEqual(readLeql(quoted), [{ kind: "text", text }], quoted);
  }
});

test("quoted keys are read back, for every short text", () => {
  for (const key of allStrings(HOSTILE, 4)) {
    const quoted = quoteKey(key);
    if (quoted === undefined || quoted === key) continue;
    assert.deepEqual(readLeql(quoted), [{ kind: "text", text: key }]);
  }
});

test("escaped texts are read back from regular expressions, for every short text", () => {
  for (const text of allStrings(HOSTILE, 4)) {
    const literal = regexLiteral(escapeRegex(text), "i");
    const tokens = readLeql(literal);
    assert.equal(tokens.length, 1, literal);
    assert.equal(tokens[0].kind === "regex" && regexText(tokens[0].pattern), text);
    assert.ok(!literal.includes("${"));
  }
});

const SHAPES: readonly ((part: StringPart) => StringPart[])[] = [
  (part) => [part],
  (part) => [{ kind: "Any" }, part, { kind: "Any" }],
  (part) => [part, { kind: "Any" }],
  (part) => [{ kind: "Any" }, part],
];

test("no text breaks out of its literal in a query, for every short text", () => {
  for (const text of allStrings(HOSTILE, 4)) {
    if (text === "") continue;
    for (const [index, shape] of SHAPES.entries()) {
      const parts = shape({ kind: "Text", text });
      const value: MatchValue = { kind: "String", parts, cased: index % 2 === 0, span };
      const { node } = lowerExpr({ kind: "Match", field: "k", value, span });
      const query = printNode(node!, ONE_LINE);
      assert.equal(literalOf(readLeql(query)), text, query);
      assert.ok(!query.includes("${") && !query.includes("\n"), query);
    }
  }
});

/** A pattern with `\/` as `/`, and raw line feeds as escapes: what the literal may change. */
function unslashed(pattern: string): string {
  return pattern.replace(
    /\\([^])|\n/g,
    (found, escaped) => escaped === "/" ? "/" : found.endsWith("\n") ? "\\n" : found,
  );
}

test("no regular expression breaks out of its literal, for every short pattern", () => {
  let valid = 0;
  for (const pattern of allStrings(`${HOSTILE}[]`, 4)) {
    const checked = checkRegex(pattern, "");
    if ("message" in checked) continue;
    valid++;
    const literal = regexLiteral(checked.pattern, checked.flags);
    const tokens = readLeql(literal);
    assert.equal(tokens.length, 1, literal);
    assert.ok(tokens[0].kind === "regex");
    assert.equal(unslashed(tokens[0].pattern), unslashed(checked.pattern));
    assert.ok(!literal.includes("${") && !literal.includes("\n"), literal);
  }
  assert.ok(valid > 3000, `${valid} patterns are valid`);
});
