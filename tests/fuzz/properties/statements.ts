/** What is printed is read as the same statement. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { isFatal } from "../../../lib/diagnostic.ts";
import { normalizeNode } from "../../../lib/leql/normalize.ts";
import { printStatement } from "../../../lib/leql/print_statement.ts";
import { readStatement } from "../../../lib/leql/read/read_statement.ts";
import type { LeqlStatement } from "../../../lib/leql/statement.ts";
import { disagreement } from "../disagreement.ts";
import { anyStatement } from "../generators/statements.ts";
import { count, type Property, randomProperty } from "../property.ts";

/** Statements with any clauses. */
export const statements: Property = randomProperty(
  {
    name: "statements",
    summary: "A statement that is printed is read as it was, and printed again as before",
    gateRuns: 1000,
    roundRuns: 5000,
    atLeast: { statements: 1000 },
  },
  fc.tuple(anyStatement, fc.constantFrom("line" as const, "detection" as const)),
  ([statement, layout], tally) => {
    count(tally, "statements");
    const text = printStatement(statement, layout);
    const { statement: read, diagnostics } = readStatement(text);
    if (read === undefined) {
      throw disagreement("A statement cannot be read back", {
        Statement: JSON.stringify(statement),
        Text: text,
        Reason: diagnostics.find(isFatal)?.message,
      });
    }
    assert.deepEqual(normal(read), normal(statement), text);
    const again = printStatement(read, layout);
    const { statement: reread } = readStatement(again);
    assert.ok(reread !== undefined, again);
    assert.equal(printStatement(reread, layout), again);
  },
);

function normal({ where, ...clauses }: LeqlStatement): LeqlStatement {
  if (where === undefined) return clauses;
  return { ...clauses, where: { ...where, node: normalizeNode(where.node) } };
}
