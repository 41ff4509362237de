import assert from "node:assert/strict";
import { test } from "node:test";
import { compileRule } from "../../lib/api.ts";
import type { MappingEntry, MappingTable } from "../../lib/mappings/table.ts";

/** The query of a detection section under an entry, or the messages. */
function query(entry: MappingEntry, detection: string): string {
  const table: MappingTable = {
    name: "t",
    entries: { main: { logsources: [{ product: "x" }], ...entry } },
  };
  const lines = detection.split("\n").map((line) => `  ${line}`).join("\n");
  const text = `title: T\nlogsource: {product: x}\ndetection:\n${lines}\n`;
  const { queries, diagnostics } = compileRule(text, { mapping: table });
  return queries.length > 0
    ? queries.map((item) => item.query).join("\n")
    : diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n");
}

const SCRIPT: MappingEntry = {
  fields: { EventID: "data.code", Text: "data.text", Kind: ["a", "b"] },
  conditions: [{ field: "EventID", value: 4104 }],
};

const CASES: readonly (readonly [MappingEntry, string, string])[] = [
  // The condition stands in front, once.
  [SCRIPT, "s: {Text: a}\ncondition: s", 'data.code=4104 AND data.text = NOCASE("a")'],
  [
    SCRIPT,
    "s: {Text: a}\nt: {Text: b}\ncondition: s or t",
    'data.code=4104 AND (data.text IIN ["a", "b"])',
  ],
  [SCRIPT, "s: {Text: a}\ncondition: not s", 'data.code=4104 AND NOT data.text = NOCASE("a")'],
  // Quantifiers do not see it.
  [
    SCRIPT,
    "_s: {Text: a}\n_t: {Text: b}\ncondition: all of _*",
    'data.code=4104 AND data.text = NOCASE("a") AND data.text = NOCASE("b")',
  ],
  [
    SCRIPT,
    "s: {Text: a}\nt: {Text: b}\ncondition: all of them",
    'data.code=4104 AND data.text = NOCASE("a") AND data.text = NOCASE("b")',
  ],
  // A rule that says the same needs no second condition, and each condition counts for itself.
  [
    SCRIPT,
    "s: {EventID: 4104, Text: a}\ncondition: s",
    'data.code=4104 AND data.text = NOCASE("a")',
  ],
  [
    SCRIPT,
    "s: {EventID: 4104, Text: a}\nt: {Text: b}\ncondition: s or t",
    'data.code=4104 AND (data.code=4104 AND data.text = NOCASE("a") OR ' +
    'data.text = NOCASE("b"))',
  ],
  [
    SCRIPT,
    "s: {EventID: 4104}\nt: {Text: b}\ncondition: [s, t]",
    'data.code=4104\ndata.code=4104 AND data.text = NOCASE("b")',
  ],
  [
    SCRIPT,
    "s: {EventID: [4103, 4104]}\ncondition: s",
    "data.code=4104 AND (data.code IN [4103, 4104])",
  ],
  // What a rule rules out by NOT is asked for by nobody.
  [
    SCRIPT,
    "s: {Text: a}\nf: {EventID: [4103, 4104]}\ncondition: s and not f",
    'unserved-events: The entry "main" of the mapping table "t" serves events with EventID 4104 ' +
    "alone, and the rule asks for others",
  ],
  [
    SCRIPT,
    "s: {EventID|gt: 4104}\ncondition: s",
    'unserved-events: The entry "main" of the mapping table "t" serves events with EventID 4104 ' +
    "alone, and the rule asks for others",
  ],
  [
    SCRIPT,
    "s: {Text: a}\nf: {EventID: 4104, Text: b}\ncondition: s and not f",
    'data.code=4104 AND data.text = NOCASE("a") AND ' +
    'NOT (data.code=4104 AND data.text = NOCASE("b"))',
  ],
  [
    SCRIPT,
    "s: {Text: a}\nf: {EventID|endswith: '4'}\ncondition: s or not f",
    'data.code=4104 AND (data.text = NOCASE("a") OR NOT data.code=/.*4$/i)',
  ],
  [
    SCRIPT,
    "s: {EventID: 4103}\ncondition: s",
    'unserved-events: The entry "main" of the mapping table "t" serves events with EventID 4104 ' +
    "alone, and the rule asks for others",
  ],
  [SCRIPT, "s: {EventID|neq: 4103}\ncondition: s", "data.code=4104 AND NOT data.code=4103"],
  // Keys, several values and other comparisons.
  [
    { ...SCRIPT, conditions: [{ key: "service", values: ["a", "b"] }] },
    "s: {Text: a}\ncondition: s",
    '(service IIN ["a", "b"]) AND data.text = NOCASE("a")',
  ],
  [
    { ...SCRIPT, conditions: [{ key: "result", match: "startswith", value: "FAILED" }] },
    "s: {Text: a}\ncondition: s",
    'result ISTARTS-WITH "FAILED" AND data.text = NOCASE("a")',
  ],
  [
    {
      fields: { Text: "data.text", result: "result" },
      conditions: [{ key: "result", match: "startswith", value: "FAILED" }],
    },
    "s: {result: failed_now, Text: a}\ncondition: s",
    'result = NOCASE("failed_now") AND data.text = NOCASE("a")',
  ],
  [
    { ...SCRIPT, conditions: [{ field: "Kind", value: true }, { key: "n", value: "x" }] },
    "s: {Text: a}\ncondition: s",
    '(a = true OR b = true) AND n = NOCASE("x") AND data.text = NOCASE("a")',
  ],
];

for (const [entry, detection, expected] of CASES) {
  test(`fixed conditions: ${JSON.stringify(entry.conditions)} and ${detection}`, () => {
    assert.equal(query(entry, detection), expected);
  });
}

const ONLY: MappingEntry = {
  fields: { EventID: "code", Text: "text" },
  only: { EventID: [4624, "4625"] },
};

/** Detection section, and whether it is limited to the events of the entry. */
const ONLY_CASES: readonly (readonly [string, boolean])[] = [
  ["s: {EventID: 4624}\ncondition: s", true],
  ["s: {EventID: '4625'}\ncondition: s", true],
  ["s: {EventID: [4624, 4625], Text: a}\ncondition: s", true],
  ["s: {EventID: [4624, 4634]}\ncondition: s", false],
  ["s: {Text: a}\ncondition: s", false],
  ["s: {EventID: 4624}\nt: {Text: a}\ncondition: s and t", true],
  ["s: {EventID: 4624}\nt: {Text: a}\ncondition: s and not t", true],
  ["s: {EventID: 4624}\nt: {Text: a}\ncondition: s or t", false],
  ["s: {EventID: 4624}\nt: {EventID: 4625}\ncondition: s or t", true],
  ["s: {EventID: 4624}\ncondition: not s", false],
  ["s: {EventID|neq: 4624}\ncondition: s", false],
  ["s: {EventID|startswith: '462'}\ncondition: s", false],
  ["s: {EventID|re: '4624'}\ncondition: s", false],
  ["s: {EventID: null}\ncondition: s", false],
  ["s: {EventID|contains|all: ['4624', '4625']}\ncondition: s", false],
  ["s: {EventID: 4624}\nt: {EventID: 4625}\ncondition: 1 of them", true],
  ["s: {EventID: 4624}\nt: {Text: a}\ncondition: 1 of them", false],
  ["s: {EventID: 4624}\nt: {Text: a}\ncondition: all of them", true],
  ["s:\n  - {EventID: 4624, Text: a}\n  - {EventID: 4625}\ncondition: s", true],
  ["s:\n  - {EventID: 4624}\n  - {Text: a}\ncondition: s", false],
  ["s: {EventID: 4624}\nt: {Text: a}\ncondition: [s, t]", false],
  ["s: {EventID: 4624}\nt: {Text: a}\ncondition: [s, s and t]", true],
];

for (const [detection, served] of ONLY_CASES) {
  test(`only: ${served ? "serves" : "does not serve"} ${detection}`, () => {
    const result = query(ONLY, detection);
    assert.equal(result.startsWith("unserved-events: "), !served, result);
  });
}
