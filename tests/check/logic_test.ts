import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Expr } from "../../lib/expr/ast.ts";
import { Facts } from "../../lib/check/logic/conflict.ts";
import { findCovered } from "../../lib/check/logic/covered.ts";
import { truthTable } from "../../lib/check/logic/truth_table.ts";
import { covers, excludes } from "../../lib/check/logic/compare_values.ts";
import { type PlainValue, prepareValue } from "../../lib/check/logic/values.ts";
import { decodeString } from "../../lib/sigma/sigma_string.ts";

const SPAN = { start: 0, end: 0 };
const RUNS = { numRuns: 3000, seed: 20240811 };

/** What a field may hold; `undefined` when it is absent. */
type FieldValue = string | number | boolean | undefined;

const FIELD_VALUES: readonly FieldValue[] = [
  undefined,
  ...["", "a", "b", "A", "ab", "ba", "aa", "aab", "abA", "bab", "abab", "5"],
  ...[4, 5, 6, 7],
  ...[true, false],
];

/** The meaning of a value, written down a second time and as plainly as can be. */
function matches(value: PlainValue, field: FieldValue): boolean {
  switch (value.kind) {
    case "String": {
      if (field === undefined || typeof field !== "string") return false;
      const source = value.parts.map((part) => {
        if (part.kind === "Text") return part.text.replace(/[^a-z0-9]/gi, "\\$&");
        return part.kind === "Any" ? "[^]*" : "[^]";
      }).join("");
      return new RegExp(`^${source}$`, value.cased ? "" : "i").test(field);
    }
    case "Number":
      return field === Number(value.text);
    case "Boolean":
      return field === value.value;
    case "Null":
      return field === undefined;
    case "Exists":
      return (field !== undefined) === value.exists;
    case "Compare": {
      if (typeof field !== "number") return false;
      const limit = Number(value.text);
      switch (value.operator) {
        case "lt":
          return field < limit;
        case "lte":
          return field <= limit;
        case "gt":
          return field > limit;
        case "gte":
          return field >= limit;
      }
    }
  }
  throw new Error(`No meaning for ${value.kind}`);
}

function holds(expr: Expr, event: Readonly<Record<string, FieldValue>>): boolean {
  switch (expr.kind) {
    case "And":
      return expr.args.every((arg) => holds(arg, event));
    case "Or":
      return expr.args.some((arg) => holds(arg, event));
    case "Not":
      return !holds(expr.arg, event);
    case "Match":
      return matches(expr.value as PlainValue, event[expr.field]);
    case "Keyword":
      throw new Error("No keywords here");
  }
}

const text = fc.string({ unit: fc.constantFrom("a", "b", "A", "*", "?"), maxLength: 4 });

const value: fc.Arbitrary<PlainValue> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(text, fc.boolean()).map(([raw, cased]): PlainValue => {
      return { kind: "String", parts: decodeString(raw), cased, raw, span: SPAN };
    }),
  },
  fc.constantFrom("4", "5", "6").map((digits): PlainValue => {
    return { kind: "Number", text: digits, span: SPAN };
  }),
  fc.tuple(fc.constantFrom("lt", "lte", "gt", "gte"), fc.constantFrom("4", "5", "6")).map(
    ([operator, digits]): PlainValue => {
      return { kind: "Compare", operator: operator as "lt", text: digits, span: SPAN };
    },
  ),
  fc.boolean().map((exists): PlainValue => ({ kind: "Exists", exists, span: SPAN })),
  fc.boolean().map((flag): PlainValue => ({ kind: "Boolean", value: flag, span: SPAN })),
  fc.constant<PlainValue>({ kind: "Null", span: SPAN }),
);

const { expr } = fc.letrec<{ expr: Expr; match: Expr; joined: Expr; not: Expr }>((tie) => ({
  expr: fc.oneof({ maxDepth: 4 }, tie("match"), tie("joined"), tie("not")),
  match: fc.tuple(fc.constantFrom("f", "g"), value).map(([field, own]): Expr => {
    return { kind: "Match", field, value: own, span: SPAN };
  }),
  joined: fc.tuple(
    fc.constantFrom("And" as const, "Or" as const),
    fc.array(tie("expr"), { minLength: 2, maxLength: 3 }),
  ).map(([kind, args]): Expr => ({ kind, args })),
  not: tie("expr").map((arg): Expr => ({ kind: "Not", arg })),
}));

test("a conflict is only found where no event fits", () => {
  let conflicts = 0;
  fc.assert(
    fc.property(expr, (own) => {
      if (new Facts().add(own) === undefined) return;
      conflicts++;
      for (const f of FIELD_VALUES) {
        for (const g of FIELD_VALUES) assert.equal(holds(own, { f, g }), false);
      }
    }),
    RUNS,
  );
  assert.ok(conflicts > 100, `only ${conflicts} of the expressions had one`);
});

test("covers() and excludes() are never wrong", () => {
  let covered = 0;
  let excluded = 0;
  fc.assert(
    fc.property(value, value, (left, right) => {
      const [a, b] = [prepareValue(left), prepareValue(right)];
      if (covers(a, b)) {
        covered++;
        for (const field of FIELD_VALUES) {
          assert.ok(!matches(right, field) || matches(left, field));
        }
      }
      if (excludes(a, b)) {
        excluded++;
        for (const field of FIELD_VALUES) {
          assert.ok(!matches(right, field) || !matches(left, field));
        }
      }
    }),
    RUNS,
  );
  assert.ok(covered > 100 && excluded > 100, `${covered} covered, ${excluded} excluded`);
});

test("long lists have the same covered values as the pairs say", () => {
  fc.assert(
    fc.property(fc.uniqueArray(text, { minLength: 30, maxLength: 60 }), (raws) => {
      const values = raws.map((raw): PlainValue => {
        return { kind: "String", parts: decodeString(raw), cased: false, raw, span: SPAN };
      });
      const prepared = values.map((one) => prepareValue(one));
      const long = new Set(findCovered(values, false).map(({ covered }) => covered));
      for (const [index, own] of prepared.entries()) {
        const isCovered = prepared.some((other, at) =>
          at !== index && covers(other, own) && !(at > index && covers(own, other))
        );
        const { text: pattern } = own;
        // The index finds covers by their text, so not the one without any.
        const byText = prepared.some((other, at) =>
          at !== index && other.text?.folded.some(({ kind }) => kind === "Text") === true &&
          covers(other, own) && !(at > index && covers(own, other))
        );
        if (long.has(own.value)) assert.ok(isCovered, raws[index]);
        else assert.ok(!byText, `${raws[index]} ${pattern?.shape}`);
      }
    }),
    { numRuns: 100, seed: RUNS.seed },
  );
});

test("truthTable() tells constants and idle names", () => {
  const a = { kind: "Name", name: "a" } as const;
  const b = { kind: "Name", name: "b" } as const;
  const not = { kind: "Not", arg: a } as const;
  const table = (kind: "And" | "Or", ...args: Parameters<typeof truthTable>): unknown =>
    truthTable({ kind, args: [a, ...args] });
  assert.deepEqual(table("And", not), { constant: false, idle: [] });
  assert.deepEqual(table("Or", not), { constant: true, idle: [] });
  assert.deepEqual(table("Or", { kind: "And", args: [a, b] }), {
    constant: undefined,
    idle: ["b"],
  });
  assert.deepEqual(table("Or", b), { constant: undefined, idle: [] });
});
