import assert from "node:assert/strict";
import test from "node:test";
import type { LeqlNode } from "../../../lib/leql/ast.ts";
import { ONE_LINE, OPERATOR_LINES, printNode } from "../../../lib/leql/print.ts";

const leaf = (key: string): LeqlNode => {
  return { kind: "Comparison", key, operator: "=", operand: { kind: "Number", text: "1" } };
};
const and = (...args: LeqlNode[]): LeqlNode => ({ kind: "And", args });
const or = (...args: LeqlNode[]): LeqlNode => ({ kind: "Or", args });
const not = (arg: LeqlNode): LeqlNode => ({ kind: "Not", arg });
const [a, b, c] = ["a", "b", "c"].map(leaf);

function prints(node: LeqlNode, expected: string): void {
  assert.equal(printNode(node, ONE_LINE).replaceAll("=1", ""), expected);
}

test("AND binds tighter than OR", () => {
  prints(or(a, and(b, c)), "a OR b AND c");
  prints(and(a, or(b, c)), "a AND (b OR c)");
  prints(and(or(a, b), or(b, c)), "(a OR b) AND (b OR c)");
});

test("NOT binds tightest", () => {
  prints(not(a), "NOT a");
  prints(not(and(a, b)), "NOT (a AND b)");
  prints(not(or(a, b)), "NOT (a OR b)");
  prints(and(not(a), b), "NOT a AND b");
  prints(not(not(a)), "NOT NOT a");
});

test("same operators need no parentheses", () => {
  prints(and(a, and(b, c)), "a AND b AND c");
  prints(or(or(a, b), c), "a OR b OR c");
});

test("a node of one argument gets the parentheses of the written-out form", () => {
  prints(and(or(a), b), "(a) AND b");
  prints(or(and(a), b), "a OR b");
  prints(not(or(a)), "NOT (a)");
  prints(or(a), "a");
});

test("query text from outside is in parentheses", () => {
  prints(and({ kind: "Raw", text: "x OR y" }, a), "(x OR y) AND a");
});

test("operators on lines of their own", () => {
  assert.equal(printNode(or(and(a, b), c), OPERATOR_LINES), "a=1\n  AND\n  b=1\n  OR\n  c=1");
});

test("every operand", () => {
  const compare = (operand: unknown, operator = "="): LeqlNode =>
    ({ kind: "Comparison", key: "k", operator, operand }) as LeqlNode;
  const text = { kind: "Text", text: 'x"y' };
  const cases: [LeqlNode, string][] = [
    [compare(text), `k = 'x"y'`],
    [compare({ kind: "NoCase", text: "x" }), 'k = NOCASE("x")'],
    [compare({ kind: "Number", text: "1.5" }, ">="), "k >= 1.5"],
    [compare({ kind: "Boolean", value: true }), "k = true"],
    [compare({ kind: "Regex", pattern: "a/b", flags: "i" }), "k=/a\\/b/i"],
    [compare({ kind: "Regex", pattern: "a", flags: "" }, "!="), "k != /a/"],
    [compare({ kind: "Ip", network: "10.0.0.0/8" }), "k = IP(10.0.0.0/8)"],
    [compare({ kind: "Key", key: "x y" }, "=="), 'k == "x y"'],
    [
      compare({ kind: "List", items: [text, { kind: "Number", text: "2" }] }, "IN"),
      `k IN ['x"y', 2]`,
    ],
    [{ kind: "Presence", key: "k", presence: "present" }, "k = /.*/"],
    [{ kind: "Presence", key: "k", presence: "absent" }, "k != /.*/"],
    [{ kind: "Presence", key: "k", presence: "filled" }, "k = /.+/"],
    [{ kind: "Presence", key: "k", presence: "unfilled" }, "k != /.+/"],
    [{ kind: "Keyword", regex: { kind: "Regex", pattern: "a/", flags: "i" } }, "/a\\//i"],
  ];
  for (const [node, expected] of cases) assert.equal(printNode(node, ONE_LINE), expected);
});

test("what cannot be quoted is a fault of the caller", () => {
  const operand = { kind: "Text", text: "a\nb" } as const;
  const node: LeqlNode = { kind: "Comparison", key: "k", operator: "=", operand };
  assert.throws(() => printNode(node, ONE_LINE), TypeError);
  assert.throws(() => printNode({ ...node, key: "a\nb" }, ONE_LINE), TypeError);
});
