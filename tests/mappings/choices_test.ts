import assert from "node:assert/strict";
import { test } from "node:test";
import { applyMapping, prepareMapping } from "../../lib/mappings/apply.ts";
import type { Choices, MappingEntry, MappingTable } from "../../lib/mappings/table.ts";
import { ruleOf } from "./helpers.ts";

const CHOICE = (first: string, ...rest: string[]) => ({
  description: "d",
  default: first,
  values: Object.fromEntries([first, ...rest].map((value) => [value, "v"])),
});

const X = [{ product: "x" }];

const TABLE: MappingTable = {
  name: "t",
  choices: { sysmon: CHOICE("auto", "agent", "raw"), windows_events: CHOICE("xml", "snake") },
  fieldSets: {
    common: { fields: { A: "common.a", B: "common.b" }, unsupportedFields: { C: "no c" } },
    shaped: {
      choice: "windows_events",
      fields: { Z: "z" },
      alternatives: {
        xml: {
          fields: { A: "xml.a" },
          otherFields: { pattern: "xml.{lowerCamel}", evidence: "inferred: s" },
        },
        snake: { fields: { A: "snake.a" }, otherFields: { pattern: "{snake}" } },
      },
    },
  },
  entries: {
    first: {
      logsources: X,
      when: { sysmon: ["raw"] },
      fields: { A: "raw.a" },
      otherwise: "second",
    },
    second: { logsources: X, use: ["common", "shaped"], when: { sysmon: ["auto", "raw"] } },
    plain: { logsources: [{ product: "p" }], use: ["common"], fields: { B: null, C: "c" } },
  },
};

/** Entry and keys of a rule, or its messages. */
function keys(fields: string, choices: Choices, product = "x", table = TABLE): string {
  const rule = ruleOf(`s: {${fields}}\ncondition: s`, `{product: ${product}}`);
  const mapped = applyMapping(rule, prepareMapping(table, choices));
  if (mapped.rule === undefined) {
    return mapped.diagnostics.map(({ message, hint }) => `${message} (${hint})`).join("\n");
  }
  const [{ detection }] = mapped.rule.identifiers;
  const items = detection.kind === "Item" ? [detection] : detection.items;
  const names = items.map((item) => item.kind === "Item" ? item.field : item.kind);
  return `${mapped.target?.entry}: ${names.join(", ")}`;
}

const CASES: readonly (readonly [string, Choices, string])[] = [
  ["A: 1", {}, "second: xml.a"],
  ["A: 1", { windows_events: "snake" }, "second: snake.a"],
  ["B: 1, Z: 1", {}, "second: common.b, z"],
  ["TargetUser: 1", {}, "second: xml.targetUser"],
  ["TargetUser: 1", { windows_events: "snake" }, "second: target_user"],
  ["A: 1", { sysmon: "raw" }, "first: raw.a"],
  ["A: 1, B: 1", { sysmon: "raw" }, "second: xml.a, common.b"],
  ["C: 1", { sysmon: "raw" }, 'Cannot map field "C": no c (Tried before: "first")'],
  [
    "C: 1, B: 1",
    { sysmon: "agent" },
    'No entry of the mapping table "t" serves product "x" under --sysmon agent, which leaves out ' +
    'the entry "first" (It is for --sysmon raw)',
  ],
];

for (const [fields, choices, expected] of CASES) {
  test(`choices ${JSON.stringify(choices)} with {${fields}}`, () => {
    assert.equal(keys(fields, choices), expected);
  });
}

test("field sets: what the entry says wins, and null takes a field back", () => {
  assert.equal(keys("A: 1, C: 1", {}, "p"), "plain: common.a, c");
  assert.match(keys("B: 1", {}, "p"), /^Cannot map field "B": the entry "plain"/);
});

const CHAIN: MappingTable = {
  name: "chain",
  choices: { sysmon: CHOICE("auto", "raw") },
  entries: {
    a: { logsources: X, fields: { A: "a" }, otherwise: "b" },
    b: { when: { sysmon: ["raw"] }, fields: { B: "b" }, otherwise: "c" },
    c: {
      fields: {
        A: "c",
        C: { key: "c.c", values: { x: "y" } },
        N: { within: "text" },
      },
      otherwise: "a",
    },
  },
};

const CHAIN_CASES: readonly (readonly [string, Choices, string])[] = [
  ["A: 1", {}, "a: a"],
  ["C: x", {}, "c: c.c"],
  ["B: 1", { sysmon: "raw" }, "b: b"],
  ["N: text", {}, "c: text"],
  [
    "Other: 1",
    {},
    'Cannot map field "Other": the entry "c" of the mapping table "chain" has no key for it ' +
    '(Add "Other" to $.entries.c.fields in a mapping table of your own; Tried before: "a"; ' +
    'the entry "b" is for --sysmon raw)',
  ],
];

for (const [fields, choices, expected] of CHAIN_CASES) {
  test(`otherwise: {${fields}} under ${JSON.stringify(choices)}`, () => {
    const last = keys(fields, choices, "x", CHAIN);
    // Of the chain a -> b -> c the last active one reports.
    assert.equal(last, expected);
  });
}

test("prepareMapping() refuses choices and values that the table does not have", () => {
  assert.throws(() => prepareMapping(TABLE, { sysmn: "raw" }), /has no choice "sysmn"/);
  assert.throws(() => prepareMapping(TABLE, { sysmon: "rw" }), /known are auto, agent, raw/);
  assert.throws(() => prepareMapping(TABLE, { constructor: "raw" }), TypeError);
});

test("prepareMapping() indexes no entry before it is used", () => {
  let read = 0;
  const entry: MappingEntry = {
    logsources: X,
    get fields() {
      read++;
      return { A: "a" };
    },
  };
  const mapping = prepareMapping({ name: "t", entries: { entry } });
  assert.equal(read, 0);
  const rule = ruleOf("s: {A: b}\ncondition: s", "{product: x}");
  applyMapping(rule, mapping);
  const once = read;
  applyMapping(rule, mapping);
  assert.ok(once > 0);
  assert.equal(read, once);
});
