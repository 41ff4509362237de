import assert from "node:assert/strict";
import test from "node:test";
import type { Expr } from "../../../lib/expr/ast.ts";
import { lowerRule } from "../../../lib/expr/lower_rule.ts";
import { parseRule } from "../../../lib/sigma/parse_rule.ts";
import { encodeParts } from "../../../lib/sigma/sigma_string.ts";
import { parseYaml } from "../../../lib/yaml/parse.ts";
import { ruleText } from "../../helpers/expect_leql.ts";

function show(expr: Expr): string {
  switch (expr.kind) {
    case "And":
      return `(${expr.args.map(show).join(" & ")})`;
    case "Or":
      return `(${expr.args.map(show).join(expr.expanded ? " ¦ " : " | ")})`;
    case "Not":
      return `!${show(expr.arg)}`;
    case "Match":
    case "Keyword": {
      const { value } = expr;
      const shown = value.kind === "String" ? encodeParts(value.parts) : value.kind;
      return expr.kind === "Match" ? `${expr.field}=${shown}` : `"${shown}"`;
    }
  }
}

function lowered(detection: string): { conditions: string[]; codes: string[] } {
  const [{ root }] = parseYaml(ruleText(detection));
  assert.equal(root?.kind, "Mapping");
  if (root?.kind !== "Mapping") throw new TypeError();
  const { conditions, diagnostics } = lowerRule(parseRule(root).rule);
  return { conditions: conditions.map(show), codes: diagnostics.map(({ code }) => code) };
}

function means(detection: string, ...expected: string[]): void {
  assert.deepEqual(lowered(detection), { conditions: expected, codes: [] });
}

test("maps, lists and lists of maps", () => {
  means("{a: 1, b: x}", "(a=Number & b=x)");
  means("{a: [x, y]}", "(a=x | a=y)");
  means("{a|all: [x, y], b: z}", "((a=x & a=y) & b=z)");
  means("[{a: x, b: y}, {c: z}]", "((a=x & b=y) | c=z)");
  means("[x, y]", '("x" | "y")');
  means("[x, {a: y}]", '("x" | a=y)');
});

test("a join of one is the one", () => {
  means("{a: [x]}", "a=x");
  means("[{a: x}]", "a=x");
});

test("neq negates the item as a whole", () => {
  means("{a|neq: [x, y]}", "!(a=x | a=y)");
  means("{a|neq|all: [x, y]}", "!(a=x & a=y)");
});

test("variants are alternatives, also under all", () => {
  means("{a|base64offset: foobar}", "(a=Zm9vYmFy ¦ a=Zvb2Jhc ¦ a=mb29iYX)");
  means("{a|windash|all: [b, '-c']}", "(a=b & (a=-c ¦ a=/c ¦ a=–c ¦ a=—c ¦ a=―c))");
});

test("conditions", () => {
  const three = "a: {f: 1a}\nb: {f: 2b}\n_c: {f: 3c}\n";
  means(`${three}condition: a or b and not _c`, "(f=1a | (f=2b & !f=3c))");
  means(`${three}condition: 1 of them`, "(f=1a | f=2b)");
  means(`${three}condition: all of _*`, "f=3c");
  means(`${three}condition: not not a`, "f=1a");
  means(`${three}condition: [a, b]`, "f=1a", "f=2b");
});

test("not of neq cancels out", () => means("s: {a|neq: x}\ncondition: not s", "a=x"));

test("faults of all conditions are found", () => {
  assert.deepEqual(lowered("a: {f: x}\ncondition: [a and b, 1 of c*, a]"), {
    conditions: ["f=x"],
    codes: ["undefined-identifier", "empty-quantifier"],
  });
});
