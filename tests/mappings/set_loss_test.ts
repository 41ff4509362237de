import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeMappings } from "../../lib/mappings/merge.ts";
import type { FieldSet, Loss, MappingEntry } from "../../lib/mappings/table.ts";
import { mapOf, tableOf } from "./helpers.ts";

const BROADER: Loss = { effect: "broader", reason: "two logs lie there" };
const NARROWER: Loss = { effect: "narrower", reason: "some events are elsewhere" };

const CHOICE = { description: "A choice", default: "one", values: { one: "", two: "" } };

/** Losses of a rule under an entry that uses the sets `log` and `shape`. */
function losses(
  entry: MappingEntry,
  sets: Readonly<Record<string, FieldSet>> = { log: { loss: BROADER } },
): readonly string[] {
  const use = Object.keys(sets);
  const table = tableOf({ use, fields: { A: "a" }, ...entry }, {
    fieldSets: sets,
    choices: { shape: CHOICE },
  });
  return mapOf("selection: {A: x}", table).diagnostics.map(({ code, message, effect }) =>
    `${code} ${effect}: ${message}`
  );
}

test("a field set has a loss for each entry that uses it", () => {
  assert.deepEqual(losses({}), ["entry-loss broader: two logs lie there"]);
});

test("the loss of the entry wins, and null takes that of the set back", () => {
  assert.deepEqual(losses({ loss: NARROWER }), [
    "entry-loss narrower: some events are elsewhere",
  ]);
  assert.deepEqual(losses({ loss: null }), []);
});

test("the loss of a later set wins, and so does that of the alternative that is chosen", () => {
  const later = { log: { loss: BROADER }, other: { loss: NARROWER } };
  assert.deepEqual(losses({}, later), ["entry-loss narrower: some events are elsewhere"]);
  const alternatives = { one: { loss: NARROWER }, two: {} };
  const chosen = { log: { loss: BROADER, choice: "shape", alternatives } };
  assert.deepEqual(losses({}, chosen), ["entry-loss narrower: some events are elsewhere"]);
  assert.deepEqual(losses({}, { log: { loss: BROADER, choice: "shape", alternatives: {} } }), [
    "entry-loss broader: two logs lie there",
  ]);
});

test("a later table takes the loss of a set or of an entry back, or gives another one", () => {
  const base = tableOf({ use: ["log"], fields: { A: "a" } }, {
    fieldSets: { log: { loss: BROADER } },
  });
  const over = (rest: object) => {
    const { table, diagnostics } = mergeMappings([base, { name: "site", ...rest }]);
    assert.deepEqual(diagnostics, []);
    return mapOf("selection: {A: x}", table!).diagnostics.map(({ effect }) => effect);
  };
  assert.deepEqual(over({}), ["broader"]);
  assert.deepEqual(over({ fieldSets: { log: { loss: null } } }), []);
  assert.deepEqual(over({ fieldSets: { log: { loss: NARROWER } } }), ["narrower"]);
  assert.deepEqual(over({ fieldSets: { log: { fields: { B: "b" } } } }), ["broader"]);
  assert.deepEqual(over({ entries: { process: { loss: null } } }), []);
  assert.deepEqual(over({ entries: { process: { loss: NARROWER } } }), ["narrower"]);
  assert.deepEqual(over({ entries: { process: { fields: { B: "b" } } } }), ["broader"]);
});
