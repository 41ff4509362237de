import * as fc from "fast-check";
import type { JsonObject, JsonValue } from "../../lib/event/event.ts";
import { leqlMatcher } from "../../lib/evaluate/leql_matcher.ts";
import type { Matcher } from "../../lib/evaluate/matcher.ts";
import { sigmaMatcher } from "../../lib/evaluate/sigma_matcher.ts";
import { isFatal } from "../../lib/diagnostic.ts";
import { lowerRule } from "../../lib/expr/lower_rule.ts";
import type { LeqlNode } from "../../lib/leql/ast.ts";
import { lowerExpr } from "../../lib/leql/lower_expr.ts";
import { ONE_LINE, printNode } from "../../lib/leql/print.ts";
import { readStatement } from "../../lib/leql/read/read_statement.ts";
import { readDocuments } from "../../lib/sigma/documents.ts";

/** A rule and its query, each ready for events. */
export interface Pair {
  readonly query: string;
  readonly sigma: Matcher;
  /** The tree as lowered, and the tree that is read from its text. */
  readonly leql: readonly Matcher[];
}

/** Converts a rule without a mapping table; `undefined` when there is no query. */
export function pairOf(rule: string): Pair | undefined {
  const [{ content, diagnostics }] = readDocuments(rule);
  if (content?.kind !== "Rule" || diagnostics.some(isFatal)) return undefined;
  const lowered = lowerRule(content);
  if (lowered.diagnostics.some(isFatal)) return undefined;
  const { node, diagnostics: faults } = lowerExpr(lowered.conditions[0]);
  if (node === undefined || faults.some(isFatal)) return undefined;
  const query = printNode(node, ONE_LINE);
  const read = readStatement(query).statement?.where;
  if (read === undefined) throw new Error(`Cannot read ${query}`);
  const leql = [node, read.node].map((tree: LeqlNode) => matcher(leqlMatcher(tree), query));
  return { query, sigma: matcher(sigmaMatcher(content, 0), rule), leql };
}

function matcher(made: Matcher | { readonly message: string }, of: string): Matcher {
  if ("matches" in made) return made;
  throw new Error(`${made.message}: ${of}`);
}

const FIELDS = ["f", "g"] as const;
const CHARACTERS = [
  '"',
  "'",
  "\\",
  "*",
  "?",
  "/",
  "a",
  "A",
  ".",
  "$",
  "\n",
  "é",
  "😀",
  "4",
  "-",
  " ",
];
const anyText = fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 5 }).map((list) =>
  list.join("")
);
const text = anyText.filter((value) => !/^\n+$/.test(value));

const ITEM = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      modifiers: fc.constantFrom(
        "",
        "",
        "|contains",
        "|startswith",
        "|endswith",
        "|cased",
        "|contains|cased",
        "|endswith|cased",
        "|contains|all",
        "|all",
        "|neq",
        "|contains|neq",
        "|startswith|windash",
        "|contains|all|neq",
      ),
      values: fc.array(text, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      modifiers: fc.constantFrom("", "", "|neq", "|gt", "|lte", "|all"),
      values: fc.array(fc.constantFrom<number>(4, 44, 4.5, -4), { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      modifiers: fc.constant("|re"),
      values: fc.array(fc.constantFrom("a", "^a", "a$", "a.", "a.*A", "[a-z]4?", "", "\\\\", "/"), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      modifiers: fc.constant("|cidr"),
      values: fc.constantFrom(["10.0.0.0/8"], ["10.0.0.1"], ["2001:db8::/32", "fe80::/10"]),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      modifiers: fc.constant("|exists"),
      values: fc.constantFrom([true], [false]),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      modifiers: fc.constantFrom("", "|neq"),
      values: fc.constantFrom([null], [true], [false], [true, "a"], [4, "4"]),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      modifiers: fc.constant("|fieldref|cased"),
      values: fc.constantFrom(["f"], ["g"]),
    }),
  },
);

const FIELD_ITEMS = fc.array(
  fc.tuple(fc.constantFrom(...FIELDS), ITEM),
  { minLength: 1, maxLength: 2 },
).map((items) => {
  const written = items.map(([field, { modifiers, values }]) => {
    // JSON is YAML.
    return `${JSON.stringify(field + modifiers)}: ${JSON.stringify(values)}`;
  });
  // One map cannot have a key twice.
  const isMap = new Set(items.map(([field]) => field)).size === items.length;
  return isMap ? `{ ${written.join(", ")} }` : `[{ ${written.join(" }, { ")} }]`;
});

/** Texts that JSON does not escape, and no `?` that could stand for one that it does. */
const plainText = text.map((value) => value.replace(/["\\?\n]/g, ""));

const KEYWORDS = fc.tuple(
  fc.constantFrom("|contains", "|cased", "|all", "|cased|all"),
  fc.array(plainText, { minLength: 1, maxLength: 2 }),
).map(([modifiers, values]) => `{ "${modifiers}": ${JSON.stringify(values)} }`);

const IDENTIFIER = fc.oneof(
  { weight: 5, arbitrary: FIELD_ITEMS },
  { weight: 1, arbitrary: KEYWORDS },
);

const CONDITION = fc.constantFrom(
  "x",
  "x and y",
  "x or y",
  "x and not y",
  "not x",
  "not (x and y)",
  "1 of them",
  "not 1 of them",
  "all of them",
  "not (x or not y) or x",
);

/** Rules over two fields and a small alphabet. */
export const RULES = fc.tuple(IDENTIFIER, IDENTIFIER, CONDITION).map(([x, y, condition]) =>
  `title: T\nlogsource: { category: t }\ndetection:\n  x: ${x}\n  y: ${y}\n  condition: ${condition}\n`
);

const SCALAR: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 6, arbitrary: text },
  {
    weight: 1,
    arbitrary: fc.constantFrom<JsonValue>(
      4,
      44,
      4.5,
      -4,
      "44",
      "4.0",
      "10.0.0.1",
      "2001:db8::1",
      true,
      "true",
      null,
    ),
  },
);
const VALUE: fc.Arbitrary<JsonValue | undefined> = fc.oneof(
  { weight: 6, arbitrary: SCALAR },
  { weight: 1, arbitrary: fc.array(SCALAR, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

/** Events with these fields. None has a value of line breaks alone, which `/.+/` does not match. */
export const EVENTS: fc.Arbitrary<JsonObject> = fc.tuple(VALUE, VALUE).map((values) =>
  Object.fromEntries(
    values.flatMap((value, at) => value === undefined ? [] : [[FIELDS[at], value]]),
  )
);
