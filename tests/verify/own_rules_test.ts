import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyOwnRules } from "../../tools/mutations/own_rules.ts";

test("every rule of the project means what its queries mean", async () => {
  const { verified, faults } = await verifyOwnRules();
  assert.deepEqual(faults, []);
  assert.ok(verified > 250, `${verified}`);
});
