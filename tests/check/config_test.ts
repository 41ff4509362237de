import assert from "node:assert/strict";
import { test } from "node:test";
import { createChecker } from "../../lib/check/checker.ts";
import { type CheckConfig, listChecks } from "../../lib/check/config.ts";
import { parseCheckConfig } from "../../lib/check/parse_config.ts";
import { ruleWith } from "./helpers.ts";

const ID = "5013198e-6f2c-4a0e-9f5e-25ac8e7e2ab1";

function configOf(text: string): CheckConfig {
  const { config, diagnostics } = parseCheckConfig({ path: "checks.yml", text });
  assert.deepEqual(diagnostics, []);
  assert.ok(config !== undefined);
  return config;
}

/** Names of what is found in a rule with three faults: no id, a number as text, a bad tag. */
function found(config: CheckConfig, id?: string): readonly string[] {
  const text = `${id === undefined ? "" : `id: ${id}\n`}tags: [Attack]\n` +
    ruleWith("  a: {f: '1'}\n  condition: a\n");
  return createChecker(config).checkText({ path: "folder/some_rule.yml", text })
    .map(({ validator }) => validator);
}

test("the list of validators is read from left to right", () => {
  const all = ["identifier_existence", "invalid_metadata", "namespace_tag", "tag_format"];
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["", [...all, "number_as_string"]],
    ["validators: [all]", [...all, "number_as_string"]],
    ["validators: [all, -number_as_string]", all],
    ["validators: [all, -number_as_string, number_as_string]", [...all, "number_as_string"]],
    ["validators: [tag_format, all, -tag_format]", [...all.slice(0, 3), "number_as_string"]],
    ["validators: [number_as_string]", ["number_as_string"]],
    ["validators: [tag_format, invalid_metadata]", ["invalid_metadata", "tag_format"]],
    ["validators: []", []],
    ["validators:", []],
  ];
  for (const [text, expected] of cases) assert.deepEqual(found(configOf(text)), expected, text);
});

test("exclusions concern one rule, whatever the letter case of its id", () => {
  const config = configOf(
    `validators: [number_as_string, tag_format]\nexclusions:\n  ${ID.toUpperCase()}: tag_format\n` +
      "  null: [number_as_string, tag_format]\n",
  );
  assert.deepEqual(found(config, ID), ["number_as_string"]);
  assert.deepEqual(found(config), []);
  const other = ID.replace("5", "6");
  assert.deepEqual(found(config, other), ["tag_format", "number_as_string"]);
});

test("an excluded rule does not take part in comparisons", () => {
  const config = configOf(
    `validators: [duplicate_title]\nexclusions: { ${ID}: [duplicate_title] }\n`,
  );
  const checker = createChecker(config);
  const body = ruleWith("  a: {f: x}\n  condition: a\n");
  checker.checkText({ path: "a.yml", text: `id: ${ID}\n${body}` });
  checker.checkText({ path: "b.yml", text: body });
  assert.deepEqual(checker.finish(), []);
});

test("faults that keep a rule from being read are left out only by name", () => {
  const text = ruleWith("  a: {f|nosuch: x}\n  condition: a\n");
  const names = (config: CheckConfig): string[] =>
    createChecker(config).checkText({ path: "folder/some_rule.yml", text })
      .map(({ validator }) => validator);
  assert.deepEqual(names({ validators: ["tag_format"] }), ["unknown_modifier"]);
  assert.deepEqual(names({ validators: [] }), ["unknown_modifier"]);
  assert.deepEqual(
    names(configOf("validators: [all, -identifier_existence, -unknown_modifier]")),
    [],
  );
});

test("parameters are read", () => {
  const config = configOf(
    "config:\n  filename_length: { min_size: 1, max_size: 0x10 }\n  tag_format:\n",
  );
  assert.deepEqual(config, {
    parameters: { filename_length: { min_size: 1, max_size: 16 } },
  });
});

test("faults of a configuration have their places and a hint", () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ["validators: [al]", '1:14 There is no validator "al"', 'Did you mean "all"?'],
    [
      "validators:\n  - all\n  - -danglig_detection",
      '3:6 There is no validator "danglig_detection"',
      'Did you mean "dangling_detection"?',
    ],
    [
      "validators: [-tag_format]",
      '1:15 Cannot take away "tag_format": it is not selected before',
      'Write it behind "all", or behind its own name',
    ],
    ["validators: all", '1:13 The key "validators" is not a list', undefined],
    [
      "validators: [sigmahq_title_length]",
      '1:14 There is no validator "sigmahq_title_length"',
      "Validators of pySigma's plug-ins are not part of this program",
    ],
    ["validators: [[a]]", "1:14 A validator is not a text", undefined],
    [
      "validator: [all]",
      '1:1 The configuration has the unknown key "validator"',
      'Did you mean "validators"?',
    ],
    [
      "exclusions: { abc: tag_format }",
      '1:15 "abc" is not the id of a rule',
      "Write a UUID, or null",
    ],
    [
      `exclusions: { ${ID}: [tagformat] }`,
      '1:54 There is no validator "tagformat"',
      'Did you mean "tag_format"?',
    ],
    ["exclusions: []", '1:13 The key "exclusions" is not a mapping', undefined],
    [
      "config: { filename_length: { max: 3 } }",
      '1:30 The validator "filename_length" has no parameter "max"',
      "Known are min_size, max_size",
    ],
    [
      "config: { tag_format: { max: 3 } }",
      '1:25 The validator "tag_format" has no parameter "max"',
      "It has no parameters",
    ],
    [
      "config: { filename_length: { max_size: -3 } }",
      '1:40 The parameter "max_size" is not a whole number of 0 or more',
      undefined,
    ],
    [
      "config: { filename_length: 3 }",
      '1:28 The parameters of "filename_length" are not a mapping',
      undefined,
    ],
    ["config: 3", '1:9 The key "config" is not a mapping', undefined],
    ["- all", "1:1 The configuration is not a mapping", undefined],
    ["validators: [all]\n---\nvalidators: [all]", "3:1 A configuration is one document", undefined],
  ];
  for (const [text, expected, hint] of cases) {
    const { config, diagnostics } = parseCheckConfig({ path: "checks.yml", text });
    assert.equal(config, undefined, text);
    const [{ line, column, message, ...rest }] = diagnostics;
    assert.equal(`${line}:${column} ${message}`, expected, text);
    assert.equal(rest.hint, hint, text);
    assert.equal(rest.code, "invalid-check-config");
  }
});

test("a configuration that is not YAML is a fault with its place", () => {
  const { diagnostics: [fault] } = parseCheckConfig({
    path: "c.yml",
    text: "validators: [all\nx: y\n",
  });
  assert.equal(fault.code, "yaml-syntax");
  assert.equal(fault.line, 2);
});

test("createChecker() refuses names and parameters that do not exist", () => {
  assert.throws(() => createChecker({ validators: ["nosuch"] }), TypeError);
  assert.throws(
    () => createChecker({ exclusions: [{ rule: null, validators: ["x"] }] }),
    TypeError,
  );
  assert.throws(() => createChecker({ parameters: { tag_format: { x: 1 } } }), TypeError);
});

test("names are unique, and snake case", () => {
  const names = listChecks().map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const name of names) assert.match(name, /^[a-z0-9]+(?:_[a-z0-9]+)*$/);
});
