import assert from "node:assert/strict";
import test from "node:test";
import {
  compileSupportCase,
  readSupportOutputs,
  straySupportFiles,
  supportNames,
} from "./support_case.ts";
import { readSupportRows } from "./support_table.ts";

const ROWS = readSupportRows();

for (const { name, here, line } of ROWS) {
  test(`docs/sigma-support.md: ${name}`, async () => {
    const { outcome, outputs } = await compileSupportCase(name);
    const [word] = here.split(/[^a-z]/, 1);
    assert.equal(outcome, word, `line ${line} says "${here}"`);
    assert.deepEqual(Object.fromEntries(outputs), Object.fromEntries(readSupportOutputs(name)));
  });
}

test("every case belongs to one row, every row to one case", () => {
  const named = ROWS.map(({ name }) => name).sort();
  assert.deepEqual(named.filter((name, at) => named[at - 1] === name), []);
  assert.deepEqual(named, supportNames());
});

test("every file in tests/support belongs to a case", () => {
  assert.deepEqual(straySupportFiles(), []);
});

test("every case has an expected output", () => {
  assert.deepEqual(supportNames().filter((name) => readSupportOutputs(name).size === 0), []);
});

test("every modifier has a row", async () => {
  const { MODIFIERS } = await import("../../lib/sigma/modifiers/registry.ts");
  const features = ROWS.filter(({ group }) => group.includes("odifier"))
    .map(({ feature }) => feature).join("\n");
  assert.deepEqual([...MODIFIERS.keys()].filter((name) => !features.includes(`\`${name}\``)), []);
});

test("every type of correlation has a row", async () => {
  const { CORRELATION_TYPES } = await import("../../lib/sigma/parse_correlation.ts");
  const features = ROWS.filter(({ group }) => group.includes("orrelation"))
    .map(({ feature }) => feature).join("\n");
  assert.deepEqual(CORRELATION_TYPES.filter((type) => !features.includes(`\`${type}\``)), []);
});
