import assert from "node:assert/strict";
import { test } from "node:test";
import { replacePrefixes } from "../../lib/mappings/map_prefix.ts";
import { isOriginal, replaceTexts } from "../../lib/mappings/map_replaced.ts";
import { prepareField } from "../../lib/mappings/prepare_field.ts";
import { storedValue } from "../../lib/mappings/stored_value.ts";
import { stringValue } from "../../lib/sigma/sigma_string.ts";
import type { SigmaValue, StringPart } from "../../lib/sigma/value.ts";
import { mapOf, mapped, tableOf } from "./helpers.ts";

const SPAN = { start: 0, end: 0 };

/** All texts of some letters, the short ones first. */
function* texts(letters: string, length: number): Generator<string> {
  yield "";
  if (length === 0) return;
  for (const rest of texts(letters, length - 1)) for (const letter of letters) yield letter + rest;
}

function matches(value: SigmaValue, text: string): boolean {
  assert.equal(value.kind, "String");
  const pieces = value.kind === "String" ? value.parts.map(piece) : [];
  return new RegExp(`^${pieces.join("")}$`, "is").test(text);
}

function piece(part: StringPart): string {
  if (part.kind === "Text") return part.text.replace(/[^a-z]/g, "\\$&");
  return part.kind === "Any" ? ".*" : ".";
}

function valuesOf(rules: object) {
  const field = prepareField({ key: "k", ...rules });
  assert.ok(field.kind === "Keys" && field.values);
  return field.values;
}

const PREFIXES: readonly Readonly<Record<string, string>>[] = [
  { "ab-": "-x-" },
  { "ab": "b" },
  { "aab": "" },
  { "ab-": "-x-", "a": "x" },
];

test("prefixes: a value matches the original events and its values the stored ones", () => {
  const patterns = new Set(
    [...texts("ab-*?", 3), "*b-a", "a*-b", "ab-*", "*ab*", "?b-*", "a-?b", "*-*b"].map((text) =>
      text.replace(/\*+/g, "*")
    ),
  );
  const events = [
    ...new Set(texts("ab-x", 4)),
    ...[...texts("ab-", 3)].map((text) => `ab-${text}`),
  ];
  let compared = 0;
  for (const prefixes of PREFIXES) {
    const rules = valuesOf({ prefixes });
    const stored = new Map(events.map((event) => [event, String(storedValue(event, rules))]));
    // What begins in the place of a prefix is none of the original events.
    const possible = events.filter((event) =>
      rules.prefixes.some(([prefix]) => event.startsWith(prefix)) ||
      !rules.prefixes.some(([, to]) => to !== "" && event.startsWith(to))
    );
    for (const pattern of patterns) {
      const value = stringValue(pattern, SPAN);
      const replaced = replacePrefixes(value, rules.prefixes);
      assert.ok(typeof replaced !== "string");
      for (const event of possible) {
        const expected = matches(value, event);
        const found = replaced.values.some((one) => matches(one, stored.get(event)!));
        compared++;
        if (found === expected || (found && replaced.alsoMatches !== undefined)) continue;
        assert.fail(`${pattern} on ${event}, stored as ${stored.get(event)}: ${found}`);
      }
    }
  }
  assert.ok(compared > 100_000);
});

const REGISTRY = tableOf({
  fields: {
    Path: {
      key: "path",
      prefixes: { "HKLM\\": "\\REGISTRY\\MACHINE\\", "HKU\\": "\\REGISTRY\\USER\\" },
    },
  },
});

for (
  const [item, expected] of [
    ["Path|contains: 'KLM\\Software'", "path:*KLM\\Software*,\\REGISTRY\\MACHINE\\Software*"],
    ["Path|contains: 'LM\\'", "path:*LM\\\\*,\\REGISTRY\\MACHINE\\\\*"],
    ["Path: '?KLM\\a'", "path:?KLM\\a,\\REGISTRY\\MACHINE\\a"],
    ["Path: '*M\\a'", "path:*M\\a,\\REGISTRY\\MACHINE\\a"],
    ["Path: 'H*a'", "path:H*a,\\REGISTRY\\MACHINE\\\\*a,\\REGISTRY\\USER\\\\*a"],
    ["Path|contains: 'Software'", "path:*Software*"],
    ["Path|endswith: '\\a'", "path:*\\a"],
    ["Path|contains: 'HKLM\\a*b'", "path:*HKLM\\a*b*,\\REGISTRY\\MACHINE\\a*b*"],
  ]
) {
  test(`prefixes: ${item}`, () =>
    assert.equal(mapped(`selection:\n  ${item}`, REGISTRY), expected));
}

test("prefixes: what only the stored text has is said", () => {
  const { rule, diagnostics } = mapOf(
    "selection:\n  Path|contains: 'MACHINE\\Software'",
    REGISTRY,
  );
  assert.ok(rule);
  assert.deepEqual(diagnostics.map(({ code, effect, message }) => ({ code, effect, message })), [{
    code: "shared-value",
    effect: "broader",
    message: 'The events have another text for "hklm\\", in which the value of "Path" stands, too',
  }]);
});

test("prefixes: a regular expression with the end of a prefix is unsupported", () => {
  for (const pattern of ["KLM\\\\Software", "(HKLM|HKCU)", "^HKU\\\\S-1"]) {
    const { rule } = mapOf(`selection:\n  Path|re: '${pattern}'`, REGISTRY);
    assert.equal(rule, undefined, pattern);
  }
  assert.ok(mapOf("selection:\n  Path|re: 'system\\\\Run$'", REGISTRY).rule);
});

const CODES = tableOf({ fields: { List: { key: "list", replace: { "%%": "%" } } } });

for (
  const [item, expected] of [
    ["List: '%%4416'", "list:%4416"],
    ["List|contains: '%%4416'", "list:*%4416*"],
    ["List|contains: ['%%4416', 'WriteData']", "list:*%4416*,*WriteData*"],
    ["List: '%%1538*%%4416'", "list:%1538*%4416"],
    ["List|contains: '%4416'", "list:*%4416*"],
    ["List|contains: '4416'", "list:*4416*"],
  ]
) {
  test(`replace: ${item}`, () => assert.equal(mapped(`selection:\n  ${item}`, CODES), expected));
}

for (
  const item of [
    "List: '%4416'",
    "List|startswith: '%4416'",
    "List|contains: 'a%4416'",
    "List: '?%4416'",
    "List: '%?4416'",
    "List|re: '%%44'",
    "List|re: '%44'",
  ]
) {
  test(`replace: refuses a part of the text: ${item}`, () => {
    const { rule, diagnostics } = mapOf(`selection:\n  ${item}`, CODES);
    assert.equal(rule, undefined);
    assert.deepEqual(diagnostics.map(({ code }) => code), ["unsupported-value"]);
    assert.match(diagnostics[0].message, /which the events write otherwise$/);
  });
}

test("replace: a value matches the original events and its own the stored ones", () => {
  const patterns = new Set([...texts("ab%*?", 4)].map((text) => text.replace(/\*+/g, "*")));
  const tables: readonly Readonly<Record<string, string>>[] = [
    { "%%": "%" },
    { "%a": "b%" },
    { "a": "%%" },
    { "ab": "%" },
  ];
  let compared = 0;
  for (const replace of tables) {
    const rules = valuesOf({ replace });
    const events = [...new Set(texts("ab%", 5))].filter((text) => isOriginal(text, rules.replace));
    for (const pattern of patterns) {
      const value = stringValue(pattern, SPAN);
      const written = replaceTexts(value, rules.replace);
      if (typeof written === "string") continue;
      for (const event of events) {
        compared++;
        const stored = String(storedValue(event, rules));
        if (matches(written, stored) === matches(value, event)) continue;
        assert.fail(`${JSON.stringify(replace)}: ${pattern} on ${event}, stored as ${stored}`);
      }
    }
  }
  assert.ok(compared > 10_000);
});
