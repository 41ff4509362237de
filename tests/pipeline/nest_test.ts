import assert from "node:assert/strict";
import { test } from "node:test";
import { itemFaults, run, sel } from "./helpers.ts";

test("nest: its items share its conditions and have their own", async () => {
  const items = `
- type: nest
  rule_conditions: [{type: logsource, product: windows}]
  items:
    - {type: field_name_mapping, mapping: {a: x}}
    - type: field_name_suffix
      suffix: .s
      field_name_conditions: [{type: include_fields, fields: [x]}]`;
  assert.equal(await sel(items, "sel: {a: 1, b: 2}"), "(x.s:1 & b:2)");
  assert.equal(
    await sel(items, "sel: {a: 1}", "logsource: {product: linux}"),
    "a:1",
  );
});

test("nest: the state outside is not seen inside, the state inside is seen after it", async () => {
  const items = `
- {type: set_state, key: out, val: 1}
- type: nest
  items:
    - type: add_field
      field: saw_outside
      rule_conditions: [{type: processing_state, key: out, val: 1}]
    - {type: set_state, key: in, val: 2}
    - type: add_field
      field: saw_inside
      rule_conditions: [{type: processing_state, key: in, val: 2}]
- type: add_field
  field: saw_after
  rule_conditions: [{type: processing_state, key: in, val: 2}]`;
  const { rule, run: { state } } = await run(items, "sel: {a: b}");
  assert.deepEqual(rule!.fields, ["saw_inside", "saw_after"]);
  assert.deepEqual(state, { out: 1, in: 2 });
});

test("nest: applied ids of the rule go in and out", async () => {
  const applied = (id: string): string =>
    `rule_conditions: [{type: processing_item_applied, processing_item_id: ${id}}]`;
  const items = `
- {id: first, type: case}
- id: group
  type: nest
  items:
    - {type: add_field, field: saw_first, ${applied("first")}}
    - {type: add_field, field: saw_group, ${applied("group")}}
    - {id: inner, type: case}
    - {id: never, type: case, rule_conditions: [{type: is_sigma_correlation_rule}]}
- {type: add_field, field: saw_inner, ${applied("inner")}}
- {type: add_field, field: saw_never, ${applied("never")}}`;
  const { rule, run: { appliedIds } } = await run(items, "sel: {a: b}");
  assert.deepEqual(rule!.fields, ["saw_first", "saw_group", "saw_inner"]);
  assert.deepEqual(appliedIds, ["first", "group", "inner"]);
});

test("nest: mappings inside count outside, those outside do not count inside", async () => {
  const strict = "{type: strict_field_mapping_failure}";
  assert.equal(
    await sel(
      `
- {type: nest, items: [{type: field_name_mapping, mapping: {a: x}}]}
- ${strict}`,
      "sel: {a: 1}",
    ),
    "x:1",
  );
  assert.match(
    await sel(
      `
- {type: field_name_mapping, mapping: {a: x}}
- {type: nest, items: [${strict}]}`,
      "sel: {a: 1}",
    ),
    /no item has mapped the fields "x"$/,
  );
});

test("nest: custom attributes stay with the rule", async () => {
  const items = `
- {type: nest, items: [{type: set_custom_attribute, attribute: score, value: 5}]}
- type: add_field
  field: hit
  rule_conditions: [{type: rule_attribute, attribute: score, value: 4, op: gt}]`;
  const { rule, run: { customAttributes } } = await run(items, "sel: {a: b}");
  assert.deepEqual(rule!.fields, ["hit"]);
  assert.deepEqual(customAttributes, { score: 5 });
});

test("nest: faults inside have their number and their place", async () => {
  assert.deepEqual(
    await itemFaults(`
- {type: case}
- type: nest
  items:
    - {type: case}
    - {type: nest, items: [{type: cases}]}`),
    [
      '6:37 [pipeline-invalid] Processing item 2.2.1: there is no transformation "cases" ' +
      '(Did you mean "case"?)',
    ],
  );
  assert.match((await itemFaults("- {type: nest}"))[0], /the parameter "items" is missing$/);
  assert.match((await itemFaults("- {type: nest, items: {}}"))[0], /its items are not a list$/);
});
