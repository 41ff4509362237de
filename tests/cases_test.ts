import assert from "node:assert/strict";
import test from "node:test";
import { caseNames, compileCase, readExpected, strayFiles } from "./helpers/golden_case.ts";

for (const name of caseNames()) {
  test(`case ${name}`, () => {
    const expected = readExpected(name);
    assert.ok(expected.size > 0, "no expected output: run tools/update_cases.ts and review it");
    assert.doesNotMatch(expected.get(".diagnostics") ?? "", /\[internal\]/);
    assert.deepEqual(Object.fromEntries(compileCase(name)), Object.fromEntries(expected));
  });
}

test("every file in tests/cases belongs to a case", () => {
  assert.deepEqual(strayFiles(), []);
});
