import assert from "node:assert/strict";
import { test } from "node:test";
import { compileRule } from "../../lib/api.ts";
import { createCompiler } from "../../lib/compile.ts";
import { prepareCompiler } from "../../lib/prepare_compiler.ts";

const TABLE = "a mapping table, such as BUILTIN_MAPPINGS.insightidr, or null";

/** Options that plain JavaScript can give, and the message. */
const WRONG: readonly (readonly [object, string])[] = [
  [
    { formats: ["leql"] },
    'The format "leql" does not exist: expected "default", "leql_advanced_search" or ' +
    '"leql_detection_definition"',
  ],
  [
    { formats: "default" },
    'The option "formats" cannot be "default": expected a list of "default", ' +
    '"leql_advanced_search" or "leql_detection_definition"',
  ],
  [
    { minEvidence: "sean" },
    'The option "minEvidence" cannot be "sean": expected "documented", "seen" or "inferred"',
  ],
  [
    { minEvidence: 1 },
    'The option "minEvidence" cannot be 1: expected "documented", "seen" or ' +
    '"inferred"',
  ],
  [{ negation: true }, 'The option "negation" cannot be true: expected "prefix" or "inline"'],
  [{ negation: null }, 'The option "negation" cannot be null: expected "prefix" or "inline"'],
  [{ filterMode: "or" }, 'The option "filterMode" cannot be "or": expected "and" or "and-not"'],
  [
    { placeholders: "keep" },
    'The option "placeholders" cannot be "keep": expected "error" or "leql-variable"',
  ],
  [{ mapping: "insightidr" }, `The option "mapping" cannot be "insightidr": expected ${TABLE}`],
  [{ mapping: [] }, `The option "mapping" cannot be a list: expected ${TABLE}`],
  [{ mapping: {} }, `The option "mapping" cannot be an object: expected ${TABLE}`],
  [
    { choices: "raw" },
    'The option "choices" cannot be "raw": expected an object from the name of a choice to its ' +
    "value",
  ],
  [
    { choices: { sysmon: "ra" } },
    'The choice "sysmon" has no value "ra": known are auto, agent, raw',
  ],
];

for (const [options, message] of WRONG) {
  test(`createCompiler() refuses ${JSON.stringify(options)}`, async () => {
    const expected = { name: "TypeError", message };
    assert.throws(() => createCompiler(options as never), expected);
    assert.throws(() => compileRule("title: T", options as never), expected);
    await assert.rejects(prepareCompiler(options as never), expected);
  });
}

test("createCompiler() takes options that are undefined", () => {
  const names = ["formats", "mapping", "minEvidence", "negation", "filterMode", "placeholders"];
  const options = Object.fromEntries(names.map((name) => [name, undefined]));
  assert.equal(createCompiler(options).compileText({ path: "a", text: "title: T" }).length, 1);
});

test("a source is a text with its path", () => {
  const { compileText } = createCompiler() as unknown as { compileText(source: unknown): unknown };
  for (const source of ["title: T", undefined, { text: "title: T" }, { path: "a", text: 1 }]) {
    assert.throws(() => compileText(source), /^TypeError: compileText takes an object with path/);
  }
});
