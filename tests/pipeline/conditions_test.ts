import assert from "node:assert/strict";
import { test } from "node:test";
import { applyPipeline } from "../../lib/pipeline/apply.ts";
import { itemFaults, itemsOf, ruleOf, run, sel } from "./helpers.ts";

/** True when an item with these rule conditions runs for a rule. */
async function holds(
  condition: string,
  detection = "sel: {a: b}",
  head = "",
  before = "",
): Promise<boolean | string> {
  const items = `${before}\n- {type: add_field, field: hit, rule_conditions: [${condition}]}`;
  const { rule, diagnostics } = await run(items, detection, head);
  if (rule === undefined) return diagnostics[diagnostics.length - 1].message;
  return rule.fields.includes("hit");
}

/** The detection with `HIT` for the values of the items that these conditions let through. */
function hits(conditions: string, detection: string, before = ""): Promise<string> {
  return sel(`${before}\n- {type: set_value, value: HIT, ${conditions}}`, detection);
}

test("logsource: every given attribute", async () => {
  assert.equal(await holds("{type: logsource, product: windows}"), true);
  assert.equal(
    await holds("{type: logsource, product: windows, category: process_creation}"),
    true,
  );
  assert.equal(await holds("{type: logsource, product: windows, service: x}"), false);
  assert.match(
    (await itemFaults("- {type: case, rule_conditions: [{type: logsource}]}"))[0],
    /condition 1 \(logsource\): it has no category, product or service$/,
  );
});

test("contains_field and contains_detection_item see current names and typed values", async () => {
  const map = "- {type: field_name_mapping, mapping: {a: x}}";
  assert.equal(await holds("{type: contains_field, field: a}"), true);
  assert.equal(await holds("{type: contains_field, field: a}", "sel: {a: b}", "", map), false);
  assert.equal(await holds("{type: contains_field, field: x}", "sel: [{a: b}]", "", map), true);
  const item = (value: string): string =>
    `{type: contains_detection_item, field: a, value: ${value}}`;
  assert.equal(await holds(item("b")), true);
  assert.equal(await holds(item("B")), false);
  assert.equal(await holds(item("5"), "sel: {a: 5}"), true);
  assert.equal(await holds(item("'5'"), "sel: {a: 5}"), false);
  assert.equal(await holds(item("'b*'"), "sel: {a|startswith: b}"), true);
  assert.equal(await holds(item("null"), "sel: {a: null}"), true);
  assert.equal(await holds(item("true"), "sel: {a: true}"), true);
});

test("is_sigma_rule, is_sigma_correlation_rule and tag", async () => {
  assert.equal(await holds("{type: is_sigma_rule}"), true);
  assert.equal(await holds("{type: is_sigma_correlation_rule}"), false);
  const head = "tags: [attack.t1059]";
  assert.equal(await holds("{type: tag, tag: attack.t1059}", "sel: {a: b}", head), true);
  assert.equal(await holds("{type: tag, tag: attack.t1}", "sel: {a: b}", head), false);
  assert.match(
    (await itemFaults("- {type: case, rule_conditions: [{type: tag, tag: t1059}]}"))[0],
    /the tag "t1059" has no namespace$/,
  );
});

test("rule_attribute: texts, dates, levels, lists and custom attributes", async () => {
  const head = `id: 6F3E2987-DB24-4C78-A860-B4F4095A7095
level: high
status: test
date: 2024/03/05
author: Me
references: [u1, u2]
severity_score: 7
flags: [x]`;
  const attribute = (rest: string): Promise<boolean | string> =>
    holds(`{type: rule_attribute, ${rest}}`, "sel: {a: b}", head);
  for (
    const [rest, expected] of [
      ["attribute: title, value: T", true],
      ["attribute: title, value: X, op: ne", true],
      ["attribute: author, value: me", false],
      ["attribute: id, value: 6f3e2987-db24-4c78-a860-b4f4095a7095", true],
      ["attribute: level, value: medium, op: gte", true],
      ["attribute: level, value: high, op: gt", false],
      ["attribute: level, value: HIGH", true],
      ["attribute: status, value: stable, op: lt", true],
      ["attribute: date, value: 2024-01-01, op: gt", true],
      ["attribute: date, value: '2024-03-05', op: lte", true],
      ["attribute: references, value: u2, op: in", true],
      ["attribute: references, value: u2", false],
      ["attribute: references, value: u2, op: ne", true],
      ["attribute: references, value: u3, op: not_in", true],
      ["attribute: falsepositives, value: x, op: in", false],
      ["attribute: taxonomy, value: sigma", true],
      ["attribute: severity_score, value: 5, op: gt", true],
      ["attribute: severity_score, value: '7.0'", true],
      ["attribute: flags, value: x, op: in", true],
      ["attribute: nothing, value: x", false],
    ] as const
  ) assert.equal(await attribute(rest), expected, rest);
});

test("rule_attribute: an attribute that is not set, or has no such operator, is an error", async () => {
  assert.equal(
    await holds("{type: rule_attribute, attribute: level, value: high}"),
    'Processing item 1 (add_field) of p.yml cannot test the attribute "level": the rule does ' +
      "not set it",
  );
  assert.match(
    String(await holds("{type: rule_attribute, attribute: title, value: T, op: gt}")),
    /a text has no "gt"$/,
  );
  assert.deepEqual(
    await itemFaults(
      "- {type: case, rule_conditions: [{type: rule_attribute, attribute: level, value: higg}]}",
    ),
    [
      "2:84 [pipeline-invalid] Processing item 1 (case), condition 1 (rule_attribute): there is " +
      'no level "higg" (Did you mean "high"?)',
    ],
  );
});

test("processing_item_applied: on the rule", async () => {
  const applied = "{type: processing_item_applied, processing_item_id: m}";
  const item = (rest: string): string => `- {id: m, type: case${rest}}`;
  assert.equal(await holds(applied, "sel: {a: b}", "", item("")), true);
  const other = ", rule_conditions: [{type: logsource, product: linux}]";
  assert.equal(await holds(applied, "sel: {a: b}", "", item(other)), false);
});

test("processing_item_applied: on the detection item, through copies and further changes", async () => {
  const before = `
- {id: m, type: field_name_mapping, mapping: {a: [x, y], b: z}}
- {type: case, method: upper}`;
  assert.equal(
    await hits(
      "detection_item_conditions: [{type: processing_item_applied, processing_item_id: m}]",
      "sel: {a: 1, b: q, c: r}",
      before,
    ),
    "((x:'HIT' | y:'HIT') & z:'HIT' & c:'R')",
  );
});

test("processing_item_applied: on the field name, for a mapping after another", async () => {
  const items = `
- {id: m, type: field_name_mapping, mapping: {a: x, r: s}}
- type: field_name_prefix
  prefix: other.
  field_name_conditions: [{type: processing_item_applied, processing_item_id: m}]
  field_name_cond_not: true`;
  const { rule } = await run(items, "sel: {a: 1, c: 2}", "fields: [a, c]");
  assert.deepEqual(rule!.fields, ["x", "other.c"]);
  assert.equal(await sel(items, "sel: {a: 1, c: 2}"), "(x:1 & other.c:2)");
  assert.equal(await sel(items, "sel: {c|fieldref: r}"), "c:->s");
});

test("processing_state: in all three places, with every operator", async () => {
  const before = "- {type: set_state, key: n, val: 5}\n- {type: set_state, key: t, val: abc}";
  const state = (rest: string): Promise<boolean | string> =>
    holds(`{type: processing_state, ${rest}}`, "sel: {a: b}", "", before);
  for (
    const [rest, expected] of [
      ["key: n, val: 5", true],
      ["key: n, val: 5.0", true],
      ["key: n, val: '5'", false],
      ["key: n, val: 4, op: ne", true],
      ["key: n, val: 5, op: gte", true],
      ["key: n, val: 5, op: gt", false],
      ["key: n, val: 6, op: lt", true],
      ["key: n, val: 4, op: lte", false],
      ["key: t, val: abd, op: lt", true],
      ["key: missing, val: x, op: ne", false],
    ] as const
  ) assert.equal(await state(rest), expected, rest);
  assert.match(String(await state("key: t, val: 5, op: lt")), /needs two numbers or two texts$/);
  const test = "[{type: processing_state, key: n, val: 5}]";
  assert.equal(await hits(`detection_item_conditions: ${test}`, "sel: {a: b}", before), "a:'HIT'");
  assert.equal(await hits(`field_name_conditions: ${test}`, "sel: {a: b}", before), "a:'HIT'");
});

test("state is new for each rule", async () => {
  const pipeline = await itemsOf(`
- {type: add_field, field: seen, rule_conditions: [{type: processing_state, key: k, val: 1}]}
- {type: set_state, key: k, val: 1}`);
  for (let round = 0; round < 2; round++) {
    const { rule, run } = applyPipeline(ruleOf("sel: {a: b}"), pipeline);
    assert.deepEqual(rule!.fields, []);
    assert.deepEqual(run.state, { k: 1 });
  }
});

const ITEM = (condition: string): string => `detection_item_conditions: [${condition}]`;

test("match_string: from the start, on the escaped text, strings only", async () => {
  const match = (rest: string): string => ITEM(`{type: match_string, ${rest}}`);
  assert.equal(
    await hits(match("cond: any, pattern: b"), "sel: {a: [bc, x], d: xb}"),
    "(a:'HIT' & d:'xb')",
  );
  assert.equal(await hits(match("cond: all, pattern: b"), "sel: {a: [bc, x]}"), "a:'bc','x'");
  assert.equal(
    await hits(match("cond: any, pattern: '\\*'"), "sel: {a|contains: x, b: y}"),
    "(a:'HIT' & b:'y')",
  );
  assert.equal(
    await hits(match("cond: all, pattern: b, negate: true"), "sel: {a: [x, 5]}"),
    "a:'HIT'",
  );
  assert.equal(await hits(match("cond: any, pattern: '5'"), "sel: {a: 5}"), "a:5");
});

test("match_value, contains_wildcard and is_null", async () => {
  assert.equal(
    await hits(ITEM("{type: match_value, cond: any, value: 5}"), "sel: {a: [5, x], b: '5'}"),
    "(a:'HIT' & b:'5')",
  );
  assert.equal(
    await hits(ITEM("{type: contains_wildcard, cond: any}"), "sel: {a|contains: x, b: y, c: 'z?'}"),
    "(a:'HIT' & b:'y' & c:'HIT')",
  );
  assert.equal(
    await hits(ITEM("{type: is_null, cond: all}"), "sel: {a: null, b: [null, x]}"),
    "(a:'HIT' & b:null,'x')",
  );
  assert.match(
    (await itemFaults("- {type: case, detection_item_conditions: [{type: is_null}]}"))[0],
    /the parameter "cond" is missing$/,
  );
});

const FIELD = (condition: string): string => `field_name_conditions: [${condition}]`;

test("include_fields and exclude_fields: plain is exact, re is anchored at the start", async () => {
  const rule = "sel: {User: 1, UserName: 2, x: 3}";
  assert.equal(
    await hits(FIELD("{type: include_fields, fields: [User]}"), rule),
    "(User:'HIT' & UserName:2 & x:3)",
  );
  assert.equal(
    await hits(FIELD("{type: include_fields, fields: ['(?i)user', 'y'], mode: re}"), rule),
    "(User:'HIT' & UserName:'HIT' & x:3)",
  );
  assert.equal(
    await hits(FIELD("{type: exclude_fields, fields: [Use, User], mode: plain}"), rule),
    "(User:1 & UserName:'HIT' & x:'HIT')",
  );
  assert.equal(
    await hits(FIELD("{type: exclude_fields, fields: ['.*Name'], mode: re}"), rule),
    "(User:'HIT' & UserName:2 & x:'HIT')",
  );
});

test("keywords have no field: include is false, exclude is true", async () => {
  assert.equal(await hits(FIELD("{type: include_fields, fields: [a]}"), "sel: [x]"), "-:'x'");
  assert.equal(await hits(FIELD("{type: exclude_fields, fields: [a]}"), "sel: [x]"), "-:'HIT'");
});

test("field conditions look at field references too", async () => {
  assert.equal(
    await hits(FIELD("{type: include_fields, fields: [b]}"), "sel: {a|fieldref: b, c: d}"),
    "(a:'HIT' & c:'d')",
  );
});
