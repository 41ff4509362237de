/** Random LEQL statements. */

import fc from "fast-check";
import { type LeqlNode, someNode } from "../../../lib/leql/ast.ts";
import { escapeWord, quoteAnyText } from "../../../lib/leql/quote.ts";
import type { LeqlStatement, StatementCalculation } from "../../../lib/leql/statement.ts";
import { anyNode } from "../../leql/trees.ts";

const PLAIN = { noNullPrototype: true } as const;

const text = fc.string({
  unit: fc.constantFrom(..."ab\\\"'/*?()[],=<>!$#:-. \n\té".split(""), "${", "AND", "loose"),
  minLength: 1,
  maxLength: 8,
});
const key = fc.oneof(
  fc.constantFrom("a", "b.c", "not", "count", "x-y", "a b", "#log", "k.*", "0a", "sum", "asc"),
  text,
);
const number = fc.constantFrom("0", "3", "-1", "1.5", "1e3", "123456789012345678901234567890");

const calculation: fc.Arbitrary<StatementCalculation> = fc.oneof(
  fc.constant({ function: "count" as const }),
  fc.constant({ function: "bytes" as const }),
  fc.record({
    function: fc.constantFrom(
      "count" as const,
      "sum" as const,
      "average" as const,
      "unique" as const,
      "min" as const,
      "max" as const,
      "standarddeviation" as const,
    ),
    key,
  }, PLAIN),
  fc.record({
    function: fc.constant("percentile" as const),
    percent: fc.constantFrom(50, 95, 99.9, 100, 0.5),
    key,
  }, PLAIN),
);

const having = fc.record({
  calculation,
  operator: fc.constantFrom("<", "<=", ">", ">=", "=", "!="),
  text: number,
}, PLAIN);

const column = fc.oneof(fc.record({ key }, PLAIN), fc.record({ key, alias: key }, PLAIN));
const direction = fc.constantFrom("asc" as const, "desc" as const);
const sortKey = fc.oneof(fc.record({ direction }, PLAIN), fc.record({ direction, key }, PLAIN));

function some<T>(item: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> {
  return fc.array(item, { minLength: 1, maxLength });
}

/** A phrase in quotes that no quotes can hold is no phrase: it can only be written without them. */
function isPhrase(node: LeqlNode): boolean {
  return node.kind !== "Word" || !node.quoted || quoteAnyText(node.text) !== escapeWord(node.text);
}

const where = fc.record({ node: anyNode, loose: fc.boolean() }, PLAIN)
  .filter(({ node }) => !someNode(node, (inner) => !isPhrase(inner)));

/** A statement with a condition and any other clauses. */
export const anyStatement: fc.Arbitrary<LeqlStatement> = fc.record({
  from: fc.record({
    key: fc.constantFrom("event_type", "entry_type"),
    eventTypes: some(text, 3),
  }, PLAIN),
  select: some(column, 3),
  where,
  groupBy: some(key, 5),
  calculate: calculation,
  having: some(having, 2),
  sort: some(sortKey, 3),
  limit: some(fc.integer({ min: 1, max: 1000 }), 3),
  timeslice: fc.record({ text: fc.constantFrom("60", "5m", "1h", "1d") }, PLAIN),
}, { ...PLAIN, requiredKeys: ["where"] }) as fc.Arbitrary<LeqlStatement>;
