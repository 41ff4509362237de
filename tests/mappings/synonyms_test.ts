import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMapping } from "../../lib/mappings/parse_mapping.ts";
import { mapOf, mapped, tableOf } from "./helpers.ts";

const WORDS = { allow: "ACCEPT", Permit: "ACCEPT", forward: "ACCEPT", deny: "DENY" };

const TABLE = tableOf({
  fields: {
    Action: { key: "action", values: WORDS, synonyms: [["Allow", "permit"]] },
    Agent: { key: "agent", noValue: "-" },
    Low: { key: "low", case: "lower", noValue: "-" },
    Word: { key: "word", values: { a: "X" }, noValue: "none" },
  },
});

/** The message of the warning about values that are not told apart. */
function shared(detection: string): string | undefined {
  return mapOf(detection, TABLE).diagnostics.find(({ code }) => code === "shared-value")?.message;
}

test("synonyms share a word without a loss", () => {
  const rest = 'The events do not tell "forward" from the values of "Action" in the rule';
  assert.equal(shared("selection: {Action: allow}"), rest);
  assert.equal(shared("selection: {Action: PERMIT}"), rest);
  assert.equal(shared("selection: {Action: [allow, forward]}"), undefined);
  assert.equal(shared("selection: {Action|all: [allow, permit]}"), rest);
  assert.equal(
    shared("selection: {Action: forward}"),
    'The events do not tell "allow", "Permit" from the values of "Action" in the rule',
  );
  assert.equal(shared("selection: {Action: deny}"), undefined);
});

const NO_VALUE: readonly (readonly [string, string])[] = [
  ["Agent: null", "agent:null,-"],
  ["Agent: [null, curl]", "agent:null,-,curl"],
  ["Agent: curl", "agent:curl"],
  ["Agent: '-'", "agent:-"],
  ["Agent|exists: false", "agent:missing"],
  ["Low: null", "low:null,-"],
  ["Word: null", "word:null,none"],
];

for (const [item, expected] of NO_VALUE) {
  test(`a text for no value: ${item}`, () => {
    assert.equal(mapped(`selection:\n  ${item}`, TABLE), expected);
  });
}

const FAULTS: readonly (readonly [field: string, fault: string])[] = [
  ['{"key": "a", "synonyms": [["x", "y"]]}', 'has "synonyms", but no "values"'],
  [
    '{"key": "a", "values": {"x": "z"}, "synonyms": [["x", "y"]]}',
    '.synonyms[0][1] is none of the "values"',
  ],
  [
    '{"key": "a", "values": {"x": "z", "y": "z"}, "synonyms": [["x", "y"], ["y", "X"]]}',
    ".synonyms[1][0] stands in the groups already",
  ],
  ['{"keys": ["a", "b"], "noValue": "-"}', 'has "noValue", which needs one "key"'],
  ['{"within": "a", "noValue": "-"}', 'has "noValue", which needs "key" or a list of "keys"'],
];

for (const [field, fault] of FAULTS) {
  test(`a field that cannot be: ${field}`, async () => {
    const { diagnostics } = await parseMapping(
      `{"name": "t", "entries": {"x": {"fields": {"A": ${field}}}}}`,
    );
    const [first] = diagnostics;
    assert.equal(first?.code, "mapping-invalid");
    assert.ok(first.message.includes(fault), first.message);
  });
}
