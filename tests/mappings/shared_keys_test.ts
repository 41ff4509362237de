import assert from "node:assert/strict";
import { test } from "node:test";
import type { MappingTable } from "../../lib/mappings/table.ts";
import { mapOf, tableOf } from "./helpers.ts";

const TABLE = tableOf({
  fields: {
    Name: { key: "name", sameAs: "Label" },
    Label: "name",
    Title: { key: "name", sameAs: "Name" },
    NAME: "name",
    Text: "name",
    Part: { key: "name", loss: { effect: "broader", reason: "the name has other parts, too" } },
    Wide: { keys: ["name", "alias"] },
    Word: { key: "word", values: { a: "X", b: "X", c: "Y" } },
    State: { key: "word", values: { on: "X", off: "Y" } },
  },
});

/** Code and effect of each diagnostic. */
function found(detection: string, table: MappingTable = TABLE): string[] {
  return mapOf(detection, table).diagnostics.map(({ code, effect }) =>
    effect === undefined ? code : `${code} ${effect}`
  );
}

const CASES: readonly (readonly [string, readonly string[]])[] = [
  // One property under several names.
  ["selection: {Name: a, Label: b}", []],
  ["selection: {Name: a, Title: b, NAME: c}", []],
  ["selection: [{Name: a}, {NAME: b}]", []],
  // Different properties.
  ["selection: {Name: a, Text: a}", ["shared-key mixed"]],
  ["selection: {Name: a, Text|contains: b}", ["shared-key mixed"]],
  ["selection: [{Name: a}, {Text: b}]", ["shared-key mixed"]],
  ["selection: {Name: a}\nother: {Text: b}\ncondition: selection and not other", [
    "shared-key mixed",
  ]],
  ["selection: {Name: a, Text|fieldref: Name}", ["shared-key mixed"]],
  ["selection: {Foo: a, Name|fieldref: Text}", ["shared-key mixed"]],
  ["selection: {Name: a, Wide: a}", ["shared-key mixed"]],
  ["selection: {Name: a}\nunused: {Text: b}\ncondition: selection", []],
  // One key cannot have both values.
  ["selection: {Name: a, Text: b}", ["never-matches"]],
  ["selection: {Name: a}\nother: {Text: [b, c]}\ncondition: all of them", ["never-matches"]],
  ["selection: {Name: [a, b], Text: [b, c]}", ["shared-key mixed"]],
  ["selection: {Word: a, State: 'off'}", ["shared-value broader", "never-matches"]],
  ["selection: {Word: a, State: 'on'}", ["shared-value broader", "shared-key mixed"]],
  [
    "selection: {Name: a, Text: b}\nother: {Name: a}\ncondition: [selection, other]",
    ["shared-key mixed"],
  ],
  ["selection: {Name: a, Text: b}\nother: {Name: c}\ncondition: selection or other", [
    "shared-key mixed",
  ]],
  // A rule that matches nothing by itself.
  ["a: {Name: x}\nb: {Name: y}\ncondition: a and b", ["never-matches"]],
  // A field with a loss of its own says how it lies under the key.
  ["selection: {Name: a, Part: b}", ["field-loss broader"]],
  ["selection: {Part: b}\ncondition: not selection", ["field-loss narrower"]],
  ["selection: {Part|neq: b}", ["field-loss narrower"]],
  ["selection: {Part: b}\nother: {Name: a}\ncondition: [selection, not selection]", [
    "field-loss mixed",
  ]],
];

for (const [detection, expected] of CASES) {
  test(`shared keys: ${detection}`, () => {
    const table = { ...TABLE, unmappedFields: "keep" as const };
    assert.deepEqual(found(detection, table), expected);
  });
}

test("shared keys: fields that keep their name count, too", () => {
  const table = tableOf({ fields: { Text: "Name" } }, { unmappedFields: "keep" });
  assert.deepEqual(found("selection: {Text: a, Name: a}", table), ["shared-key mixed"]);
});

test("shared keys: so do fixed conditions", () => {
  const entry = {
    fields: { Channel: { key: "provider", values: { Sec: "p" } }, Provider: "provider" },
    conditions: [{ field: "Channel", value: "Sec" }],
  };
  assert.deepEqual(found("selection: {Provider: p}", tableOf(entry)), ["shared-key mixed"]);
  assert.deepEqual(found("selection: {Provider: q}", tableOf(entry)), ["never-matches"]);
});

test("a query that could match nothing is left to the next entry", () => {
  const table: MappingTable = {
    name: "test",
    entries: {
      first: {
        logsources: [{ category: "process_creation", product: "windows" }],
        fields: { Name: "name", Text: "name" },
        otherwise: "second",
      },
      second: { fields: { Name: "name", Text: "text" } },
    },
  };
  const { target, diagnostics } = mapOf("selection: {Name: a, Text: b}", table);
  assert.equal(target?.entry, "second");
  assert.deepEqual(diagnostics, []);
});

test("messages name the fields, the key and the reason", () => {
  const messages = (detection: string) =>
    mapOf(detection, TABLE).diagnostics.map(({ message }) => message);
  assert.deepEqual(messages("selection: {Name: a, Text: b}"), [
    'The query could match no event: the fields "Name" and "Text" lie under one key, "name", and ' +
    "the rule asks it for different values at once",
  ]);
  assert.deepEqual(messages("selection: {Part: a}"), [
    'The test of "Part" is not exact: the name has other parts, too',
  ]);
});

test("values that must all match are told apart from each other", () => {
  assert.deepEqual(found("selection: {Word|all: [a, b]}"), ["shared-value broader"]);
  assert.deepEqual(found("selection: {Word: [a, b]}"), []);
  assert.deepEqual(found("selection: {Word|all: [c, c]}"), []);
  const { diagnostics } = mapOf("selection: {Word|all: [a, b]}", TABLE);
  assert.equal(
    diagnostics[0].message,
    'The events do not tell "a", "b" from the values of "Word" in the rule',
  );
});

test("a word that stands for two values is none of one alone, whichever comes first", () => {
  const field = { key: "k", values: { true: ["OUT", "IN_BOTH"], false: ["IN", "IN_BOTH"] } };
  const table = tableOf({ fields: { F: field } });
  assert.deepEqual(found("selection: {F: true}", table), ["shared-value broader"]);
  assert.deepEqual(found("selection: {F: [true, false]}", table), []);
});
