import assert from "node:assert/strict";
import test from "node:test";
import type { ConditionNode } from "../../../lib/sigma/ast.ts";
import { tokenize } from "../../../lib/sigma/condition/lexer.ts";
import { matchNames } from "../../../lib/sigma/condition/names.ts";
import { parseCondition } from "../../../lib/sigma/condition/parser.ts";

const identity = (start: number, end: number) => ({ start, end });

/** A condition with every group in parentheses. */
function show(node: ConditionNode): string {
  switch (node.kind) {
    case "And":
    case "Or":
      return `(${node.args.map(show).join(node.kind === "And" ? " & " : " | ")})`;
    case "Not":
      return `!${show(node.arg)}`;
    case "Identifier":
      return node.name;
    case "Quantifier":
      return `${node.quantifier}<${node.pattern}>`;
  }
}

function parses(text: string, expected: string): void {
  const parsed = parseCondition(text, identity);
  assert.ok("node" in parsed, text);
  assert.equal(show(parsed.node), expected);
}

function refuses(
  text: string,
  start: number,
  end: number,
  message: string,
  code = "condition-syntax",
): void {
  const parsed = parseCondition(text, identity);
  assert.ok("fault" in parsed, text);
  const { fault } = parsed;
  assert.deepEqual([fault.span, fault.message, fault.code], [{ start, end }, message, code]);
}

test("tokens and their places", () => {
  assert.deepEqual(
    tokenize(" a  and(b)|x\n").map(({ kind, text, start, end }) => [kind, text, start, end]),
    [
      ["word", "a", 1, 2],
      ["word", "and", 4, 7],
      ["(", "(", 7, 8],
      ["word", "b", 8, 9],
      [")", ")", 9, 10],
      ["|", "|", 10, 11],
      ["word", "x", 11, 12],
      ["end", "", 12, 12],
    ],
  );
});

test("precedence: not, and, or", () => {
  parses("a or b and not c", "(a | (b & !c))");
  parses("not a and b or c", "((!a & b) | c)");
  parses("a and b and c or d or e", "((a & b & c) | d | e)");
  parses("not not a", "!!a");
  parses("not (a or b)", "!(a | b)");
  parses("(a or b) and (c or d)", "((a | b) & (c | d))");
  parses("((a))", "a");
});

test("quantifiers", () => {
  parses("1 of sel*", "any<sel*>");
  parses("any of them", "any<them>");
  parses("all of them and not 1 of filter_*", "(all<them> & !any<filter_*>)");
  parses("1 of sel", "any<sel>");
});

test("words of the language inside names", () => {
  for (
    const name of ["notepad", "not_x", "nothing", "order", "android", "all_x", "anything", "of1"]
  ) {
    parses(name, name);
    parses(`not ${name}`, `!${name}`);
  }
  parses("all", "all");
  parses("them", "them");
  parses("sel-a and sel_b", "(sel-a & sel_b)");
});

test("blanks do not matter", () => {
  parses("a\n  and\tb", "(a & b)");
  parses("not(a)and(b)", "(!a & b)");
});

test("spans", () => {
  const parsed = parseCondition("a and not (b or 1 of c*)", identity);
  assert.ok("node" in parsed && parsed.node.kind === "And");
  const [a, not] = parsed.node.args;
  assert.deepEqual(a.span, { start: 0, end: 1 });
  assert.ok(not.kind === "Not" && not.arg.kind === "Or");
  assert.deepEqual(not.arg.span, { start: 11, end: 23 });
  assert.deepEqual(not.arg.args[1].span, { start: 16, end: 23 });
});

test("faults name the token and its place", () => {
  refuses("", 0, 0, "Expected a search identifier, found the end");
  refuses("a and", 5, 5, "Expected a search identifier, found the end");
  refuses("a and  ", 5, 5, "Expected a search identifier, found the end");
  refuses("and a", 0, 3, 'Expected a search identifier, found "and"');
  refuses("a and or b", 6, 8, 'Expected a search identifier, found "or"');
  refuses("a b", 2, 3, 'Expected "and", "or" or the end of the condition, found "b"');
  refuses("a AND b", 2, 5, 'Expected "and", "or" or the end of the condition, found "AND"');
  refuses("NOT a", 0, 3, 'Expected a search identifier, found "NOT"');
  refuses("(a", 2, 2, 'Expected ")" for the "(" at 1');
  refuses("a)", 1, 2, 'Expected "and", "or" or the end of the condition, found ")"');
  refuses("()", 1, 2, 'Expected a search identifier, found ")"');
  refuses("2 of them", 0, 1, 'Cannot read "2 of"');
  refuses("1 of", 4, 4, 'Expected "them" or a pattern behind "1 of"');
  refuses("1 of and", 5, 8, 'Expected "them" or a pattern behind "1 of"');
  refuses("all of (a)", 7, 8, 'Expected "them" or a pattern behind "all of"');
  refuses("of a", 0, 2, 'Expected a search identifier, found "of"');
});

test("aggregations have a code of their own", () => {
  refuses(
    "a | count() > 5",
    2,
    3,
    "Aggregations behind a pipe are no longer part of Sigma",
    "condition-aggregation",
  );
});

test("nesting is bounded", () => {
  parses(`${"(".repeat(100)}a${")".repeat(100)}`, "a");
  const deep = "Cannot read the condition: it is nested more than 100 deep";
  refuses(`${"(".repeat(101)}a`, 100, 101, deep, "condition-depth");
  refuses("not ".repeat(100_000) + "a", 400, 403, deep, "condition-depth");
  // Sigma sets no limit: it is this program that has one.
  const parsed = parseCondition(`${"(".repeat(101)}a${")".repeat(101)}`, identity);
  assert.equal("fault" in parsed && parsed.fault.severity, "unsupported");
});

const NAMES = ["sel", "sel_a", "sel_b_x", "_hidden", "filter", "a.b"];

test("matchNames: them leaves out underscored names", () => {
  assert.deepEqual(matchNames("them", NAMES), ["sel", "sel_a", "sel_b_x", "filter", "a.b"]);
});

test("matchNames: patterns", () => {
  assert.deepEqual(matchNames("sel*", NAMES), ["sel", "sel_a", "sel_b_x"]);
  assert.deepEqual(matchNames("sel_*", NAMES), ["sel_a", "sel_b_x"]);
  assert.deepEqual(matchNames("*", NAMES), ["sel", "sel_a", "sel_b_x", "filter", "a.b"]);
  assert.deepEqual(matchNames("_*", NAMES), ["_hidden"]);
  assert.deepEqual(matchNames("s*_*x", NAMES), ["sel_b_x"]);
  assert.deepEqual(matchNames("*e*", NAMES), ["sel", "sel_a", "sel_b_x", "filter"]);
  assert.deepEqual(matchNames("sel", NAMES), ["sel"]);
  assert.deepEqual(matchNames("a?b", NAMES), []);
  assert.deepEqual(matchNames("SEL*", NAMES), []);
});

test("matchNames: pieces never overlap", () => {
  assert.deepEqual(matchNames("ab*ba", ["aba", "abba", "ab_ba"]), ["abba", "ab_ba"]);
  assert.deepEqual(matchNames("a*a*a", ["aa", "aaa", "abaca"]), ["aaa", "abaca"]);
  assert.deepEqual(matchNames("**", ["", "a"]), ["", "a"]);
});

test("matchNames: a hostile pattern takes no time", () => {
  const start = performance.now();
  assert.deepEqual(matchNames(`${"*a".repeat(30)}b`, ["a".repeat(5000)]), []);
  assert.ok(performance.now() - start < 20_000);
});
