import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { isFatal } from "../../lib/diagnostic.ts";
import { normalizeNode } from "../../lib/leql/normalize.ts";
import { ONE_LINE, OPERATOR_LINES, printNode } from "../../lib/leql/print.ts";
import { printStatement } from "../../lib/leql/print_statement.ts";
import { readStatement } from "../../lib/leql/read/read_statement.ts";
import { SEED } from "../helpers/random.ts";
import { anyNode } from "./trees.ts";

const LAYOUTS = [{ ...ONE_LINE, anyText: true }, { ...OPERATOR_LINES, anyText: true }];

test("a tree that is printed is read as its normal form", () => {
  fc.assert(
    fc.property(anyNode, (node) => {
      for (const layout of LAYOUTS) {
        const text = `where(${printNode(node, layout)})`;
        const { statement, diagnostics } = readStatement(text);
        assert.deepEqual(diagnostics.filter(isFatal), [], text);
        assert.deepEqual(normalizeNode(statement!.where!.node), normalizeNode(node), text);
        const printed = printStatement(statement!);
        assert.equal(printStatement(readStatement(printed).statement!), printed);
      }
    }),
    { numRuns: 5_000, seed: SEED },
  );
});

test("the normal form is a fixed point, and prints the same but for parentheses and blanks", () => {
  const plain = (text: string): string => text.replace(/[() ]/g, "");
  fc.assert(
    fc.property(anyNode, (node) => {
      const normal = normalizeNode(node);
      assert.deepEqual(normalizeNode(normal), normal);
      assert.equal(plain(printNode(normal, LAYOUTS[0])), plain(printNode(node, LAYOUTS[0])));
    }),
    { numRuns: 2_000, seed: SEED },
  );
});

test("a word that would be read as a comment, or as an operator, is printed with a backslash", () => {
  for (const text of ["#", "--", "and", "||", "/a"]) {
    const node = { kind: "Word", text, quoted: false } as const;
    const printed = printNode(node, { ...ONE_LINE, anyText: true });
    assert.equal(printed, `\\${text}`);
    const { statement, diagnostics } = readStatement(printed);
    assert.deepEqual(diagnostics.filter(isFatal), [], printed);
    assert.deepEqual(statement!.where!.node, node);
  }
});
