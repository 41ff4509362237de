/** Random trees of LEQL. */

import fc from "fast-check";
import type { ComparisonOperator, LeqlNode, LeqlOperand, ListOperand } from "../../lib/leql/ast.ts";

type Item = Exclude<LeqlOperand, ListOperand>;

const PLAIN = { noNullPrototype: true } as const;

const awkward = fc.string({
  unit: fc.constantFrom(
    ..."ab \\\"'/*?()[],=<>!$#:-.\n\té;{}`\u201c\u2019\u2260\u2013\u00a0\u200b\u0085".split(""),
    "${",
    "AND",
    "loose",
  ),
  maxLength: 8,
});
const key = fc.oneof(
  fc.constantFrom("a", "b.c", "not", "count", "x-y", "a b", "#log", "k.*", "0a", "where"),
  awkward.filter((text) => text !== ""),
);
const text = fc.oneof(awkward, fc.constantFrom("5", "true", "null", "NOT", "\\", "//"));
const number = fc.constantFrom(
  "5",
  "-1.5",
  "1e3",
  "1.0e+03",
  "0",
  "123456789012345678901234567890",
);
const pattern = fc.constantFrom(
  ".*",
  ".+",
  "a/b",
  "a\\/b",
  "^x$",
  "\\\\",
  "[/]",
  "a\nb",
  "\t",
  "(a|b)",
);
const network = fc.constantFrom("10.0.0.0/8", "192.168.1.1/32");
const name = fc.constantFrom("v", "my_var");

const textItem: fc.Arbitrary<Item> = text.map((value) => ({ kind: "Text", text: value }));
const regex = fc.record({
  kind: fc.constant("Regex" as const),
  pattern,
  flags: fc.constantFrom("", "i"),
}, PLAIN);
const item: fc.Arbitrary<Item> = fc.oneof(
  textItem,
  number.map((value): Item => ({ kind: "Number", text: value })),
  fc.boolean().map((value): Item => ({ kind: "Boolean", value })),
  regex,
  network.map((value): Item => ({ kind: "Ip", network: value })),
  name.map((value): Item => ({ kind: "Variable", name: value })),
  fc.constant<Item>({ kind: "Null" }),
  text.filter((value) => value !== "").map((value): Item => ({ kind: "NoCase", text: value })),
);

function listOf(items: fc.Arbitrary<Item>): fc.Arbitrary<LeqlOperand> {
  return fc.array(items, { minLength: 1, maxLength: 4 })
    .map((list): ListOperand => ({ kind: "List", items: list }));
}

interface Rest {
  readonly operator: ComparisonOperator;
  readonly operand: LeqlOperand;
}

function rest(operators: string, operand: fc.Arbitrary<LeqlOperand>): fc.Arbitrary<Rest> {
  const names = operators.split(" ").flatMap((operator) =>
    /[A-Z]/.test(operator) ? [operator, `NOT ${operator}`] : [operator]
  );
  return fc.record({ operator: fc.constantFrom(...names as ComparisonOperator[]), operand }, PLAIN);
}

const comparison: fc.Arbitrary<Rest> = fc.oneof(
  rest("= !=", item),
  rest("< <= > >=", number.map((value): Item => ({ kind: "Number", text: value }))),
  rest("== !==", key.map((value): Item => ({ kind: "Key", key: value }))),
  rest("CONTAINS ICONTAINS STARTS-WITH ISTARTS-WITH", textItem),
  rest("IN IIN", listOf(item)),
  rest("CONTAINS-ANY ICONTAINS-ANY CONTAINS-ALL ICONTAINS-ALL", listOf(textItem)),
  rest("STARTS-WITH-ANY ISTARTS-WITH-ANY", listOf(textItem)),
);

/** Any tree that LEQL can say. */
export const anyNode: fc.Arbitrary<LeqlNode> = fc.letrec<{ node: LeqlNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.tuple(key, comparison).map(([name, more]): LeqlNode => {
      return { kind: "Comparison", key: name, ...more };
    }),
    fc.record({
      kind: fc.constant("Presence" as const),
      key,
      presence: fc.constantFrom("present", "absent", "filled", "unfilled"),
    }, PLAIN),
    fc.tuple(fc.array(key, { minLength: 2, maxLength: 3 }), fc.boolean(), comparison)
      .map(([keys, all, more]): LeqlNode => {
        return { kind: "Compound", keys, linking: all ? "all" : "any", ...more };
      }),
    regex.map((value): LeqlNode => ({ kind: "Keyword", regex: value })),
    fc.tuple(text.filter((value) => value !== ""), fc.boolean())
      .map(([value, quoted]): LeqlNode => ({ kind: "Word", text: value, quoted })),
    name.map((value): LeqlNode => ({ kind: "VariableSearch", name: value })),
    tie("node").map((arg): LeqlNode => ({ kind: "Not", arg })),
    fc.tuple(
      fc.constantFrom("And" as const, "Or" as const),
      fc.array(tie("node"), { minLength: 1, maxLength: 3 }),
    ).map(([kind, args]): LeqlNode => ({ kind, args })),
  ) as fc.Arbitrary<LeqlNode>,
})).node;
