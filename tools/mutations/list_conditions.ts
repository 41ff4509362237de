/** @module Faults in conditions: operators, negation, parentheses, quantifiers. */

import type { Mutation } from "./mutation.ts";

const PRINT = "lib/leql/print.ts";
const RULE = "lib/expr/lower_rule.ts";
const NEGATION = "lib/leql/negation.ts";

/** Faults in conditions. */
export const CONDITION_MUTATIONS: readonly Mutation[] = [
  {
    name: "parentheses are missing",
    file: PRINT,
    find: "return PRECEDENCE[node.kind] < outer ? `(${text})` : text;",
    replace: "return text;",
  },
  {
    name: "NOT stands before the first of several alone",
    file: PRINT,
    find: "return `NOT ${printIn(node.arg, 3, layout)}`;",
    replace: "return `NOT ${printNode(node.arg, layout)}`;",
  },
  {
    name: "AND and OR have each other's precedence",
    file: PRINT,
    find: `  Or: 1,
  And: 2,`,
    replace: `  Or: 2,
  And: 1,`,
  },
  {
    name: "NOT is lost",
    file: PRINT,
    find: "return `NOT ${printIn(node.arg, 3, layout)}`;",
    replace: "return printIn(node.arg, 2, layout);",
  },
  {
    name: "neq is lost",
    file: "lib/expr/lower_detection.ts",
    find: "return item.negated ? negate(joined) : joined;",
    replace: "return joined;",
  },
  {
    name: "the fields of a selection are joined by OR",
    file: "lib/expr/lower_detection.ts",
    find: `return join("And", detection.items.map(lowerDetection));`,
    replace: `return join("Or", detection.items.map(lowerDetection));`,
  },
  {
    name: "a list of maps is joined by AND",
    file: "lib/expr/lower_detection.ts",
    find: `return join("Or", detection.items.map(lowerDetection));`,
    replace: `return join("And", detection.items.map(lowerDetection));`,
  },
  {
    name: "the values of a list are joined by AND",
    file: "lib/expr/lower_detection.ts",
    find: `const joined = item.linking === "or"`,
    replace: `const joined = item.linking === "or" && item.values.length === 1`,
  },
  {
    name: "all of becomes 1 of",
    file: RULE,
    find: `const kind = node.quantifier === "all" ? "And" : "Or";`,
    replace: `const kind = "Or";`,
  },
  {
    name: "them takes in names that begin with _",
    file: "lib/sigma/condition/names.ts",
    find: `if (pattern === "them") return names.filter((name) => !name.startsWith("_"));`,
    replace: `if (pattern === "them") return [...names];`,
  },
  {
    name: "and in a condition is read as or",
    file: RULE,
    find: `return this.#joined(node.kind, node.args.map((arg) => this.lower(arg)));`,
    replace: `return this.#joined("Or", node.args.map((arg) => this.lower(arg)));`,
  },
  {
    name: "presence keeps its sense under NOT",
    file: "lib/leql/lower_expr.ts",
    find: `if (node.kind === "Presence") return { ...node, presence: OPPOSITE[node.presence] };`,
    replace: `if (node.kind === "Presence") return node;`,
  },
  {
    name: "an inner NOT (a OR b) keeps its OR",
    file: NEGATION,
    find: `return joined("And", node.args.map((arg) => negate(arg, doubts)));`,
    replace: `return joined("Or", node.args.map((arg) => negate(arg, doubts)));`,
  },
  {
    name: "an inner NOT (a < 5) loses missing keys",
    file: NEGATION,
    find: `{ ...node, operator: "!=", operand: ANY_NUMBER },`,
    replace: "",
  },
  {
    name: "a condition loses its last part",
    file: RULE,
    find: `return args.includes(undefined) ? undefined : join(kind, args as readonly Expr[]);`,
    replace: `return args.includes(undefined)
      ? undefined
      : join(kind, (args as readonly Expr[]).slice(0, args.length > 2 ? -1 : undefined));`,
  },
  {
    name: "a filter is not negated under --filter-mode and-not",
    file: "lib/sigma/apply_filter.ts",
    find: `const node: ConditionNode = mode === "and"`,
    replace: `const node: ConditionNode = mode !== undefined`,
    tests: ["tests/support/support_test.ts", "tests/cli/collections_test.ts"],
  },
];
