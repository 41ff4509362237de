import assert from "node:assert/strict";
import { test } from "node:test";
import { prepareMapping } from "../../lib/mappings/apply.ts";
import { selectEntry } from "../../lib/mappings/select.ts";
import type { LogSourcePattern } from "../../lib/mappings/table.ts";
import type { LogSource } from "../../lib/sigma/ast.ts";

function select(patterns: Record<string, LogSourcePattern[]>, logsource: LogSource): string {
  const entries = Object.fromEntries(
    Object.entries(patterns).map(([id, logsources]) => [id, { logsources }]),
  );
  const entry = selectEntry(logsource, prepareMapping({ name: "t", entries }));
  return entry?.target.entry ?? "none";
}

const TABLE = {
  category: [{ category: "c" }],
  pair: [{ category: "c", product: "p" }],
  service: [{ service: "s" }],
  all: [{ category: "c", product: "p", service: "s" }],
  product: [{ product: "q" }, { product: "r", service: "t" }],
  second: [{ category: "c" }, { category: "c", service: "u" }, { product: "p", service: "u" }],
};

const CASES: readonly (readonly [LogSource, string])[] = [
  [{ category: "c" }, "category"],
  [{ category: "c", product: "x" }, "category"],
  [{ category: "c", product: "p" }, "pair"],
  [{ category: "c", product: "p", service: "x" }, "pair"],
  [{ category: "c", product: "p", service: "s" }, "all"],
  [{ product: "q" }, "product"],
  [{ product: "q", service: "s" }, "service"],
  [{ category: "c", service: "s" }, "category"],
  [{ category: "x", product: "r", service: "t" }, "product"],
  [{ product: "r" }, "none"],
  [{ category: "C" }, "none"],
  [{ category: "c", product: "p", service: "u" }, "pair"],
  [{ category: "c", product: "x", service: "u" }, "second"],
  [{ category: "x", product: "p", service: "u" }, "second"],
  [{}, "none"],
];

for (const [logsource, expected] of CASES) {
  test(`selectEntry() takes "${expected}" for ${JSON.stringify(logsource)}`, () => {
    assert.equal(select(TABLE, logsource), expected);
  });
}

test("selectEntry() takes null as: the rule does not name it", () => {
  const table = { without: [{ category: "c", product: null }] };
  assert.equal(select(table, { category: "c" }), "without");
  assert.equal(select(table, { category: "c", service: "s" }), "without");
  assert.equal(select(table, { category: "c", product: "p" }), "none");
});
