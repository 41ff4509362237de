import assert from "node:assert/strict";
import { test } from "node:test";
import { itemFaults, run, sel } from "./helpers.ts";

/** Conditions `t` (true), `f` (false) and `g` (false), under this expression. */
async function holds(expression: string): Promise<boolean> {
  const known = {
    t: "{type: is_sigma_rule}",
    f: "{type: is_sigma_correlation_rule}",
    g: "{type: logsource, product: linux}",
  };
  const used = Object.entries(known).filter(([name]) =>
    new RegExp(`\\b${name}\\b`).test(expression)
  );
  const conditions = used.map(([name, condition]) => `${name}: ${condition}`).join(", ");
  const { rule } = await run(
    `- {type: add_field, field: hit, rule_conditions: {${conditions}}, ` +
      `rule_cond_expr: '${expression}'}`,
    "sel: {a: b}",
  );
  return rule!.fields.includes("hit");
}

test("expressions: not binds strongest, then and, then or; parentheses", async () => {
  for (
    const [expression, expected] of [
      ["t", true],
      ["not t", false],
      ["not not t", true],
      ["t and f", false],
      ["t or f", true],
      ["not f and t", true],
      ["not (f and t)", true],
      ["t or f and f", true],
      ["(t or f) and f", false],
      ["f or g or t", true],
      ["t and not (f or g)", true],
    ] as const
  ) assert.equal(await holds(expression), expected, expression);
});

test("expressions: for detection items and for fields", async () => {
  const items = `
- type: set_value
  value: HIT
  detection_item_conditions:
    wild: {type: contains_wildcard, cond: any}
    no-null: {type: is_null, cond: any}
  detection_item_cond_expr: wild or no-null
  field_name_conditions:
    x: {type: include_fields, fields: [a, b, c]}
    y: {type: include_fields, fields: [b]}
  field_name_cond_expr: x and not y`;
  assert.equal(
    await sel(items, "sel: {a: 'x*', b: 'y*', c: null, d: 'z*', e: q}"),
    "(a:'HIT' & b:'y*' & c:'HIT' & d:'z*' & e:'q')",
  );
});

test("a map without an expression is a list", async () => {
  const items = `
- type: add_field
  field: hit
  rule_conditions: {a: {type: is_sigma_rule}, b: {type: is_sigma_correlation_rule}}`;
  assert.deepEqual((await run(items, "sel: {a: b}")).rule!.fields, []);
  assert.deepEqual((await run(`${items}\n  rule_cond_op: or`, "sel: {a: b}")).rule!.fields, [
    "hit",
  ]);
});

test("operators and negation of lists", async () => {
  const item = (rest: string): string =>
    "- {type: add_field, field: hit, rule_conditions: " +
    `[{type: is_sigma_rule}, {type: is_sigma_correlation_rule}]${rest}}`;
  const hit = async (rest: string): Promise<boolean> =>
    (await run(item(rest), "sel: {a: b}")).rule!.fields.length > 0;
  assert.equal(await hit(""), false);
  assert.equal(await hit(", rule_cond_op: and"), false);
  assert.equal(await hit(", rule_cond_op: or"), true);
  assert.equal(await hit(", rule_cond_not: true"), true);
  assert.equal(await hit(", rule_cond_op: or, rule_cond_not: true"), false);
});

test("empty lists: rule conditions always hold, others only under and without not", async () => {
  const rule = async (rest: string): Promise<boolean> =>
    (await run(`- {type: add_field, field: hit${rest}}`, "sel: {a: b}")).rule!.fields.length > 0;
  assert.equal(await rule(""), true);
  assert.equal(await rule(", rule_cond_not: true"), true);
  assert.equal(await rule(", rule_cond_op: or"), true);
  assert.equal(await rule(", rule_conditions: [], rule_cond_not: true"), true);
  const item = (rest: string): Promise<string> =>
    sel(`- {type: set_value, value: HIT${rest}}`, "sel: {a: b}");
  for (const prefix of ["detection_item", "field_name"]) {
    assert.equal(await item(`, ${prefix}_cond_op: and`), "a:'HIT'");
    assert.equal(await item(`, ${prefix}_cond_op: or`), "a:'b'");
    assert.equal(await item(`, ${prefix}_cond_not: true`), "a:'b'");
    assert.equal(await item(`, ${prefix}_cond_op: or, ${prefix}_cond_not: true`), "a:'HIT'");
  }
});

test("faults of expressions have a place", async () => {
  const faults = (conditions: string, rest: string): Promise<string[]> =>
    itemFaults(`- type: case\n  rule_conditions: ${conditions}\n  ${rest}`);
  const win = "{win: {type: logsource, product: windows}}";
  assert.deepEqual(await faults(win, "rule_cond_expr: win and wim"), [
    '4:29 [pipeline-invalid] Processing item 1 (case): cannot read "rule_cond_expr": there is no ' +
    'condition "wim" (Did you mean "win"?)',
  ]);
  assert.deepEqual(await faults(win, "rule_cond_expr: win and"), [
    '4:28 [pipeline-invalid] Processing item 1 (case): cannot read "rule_cond_expr": expected the ' +
    "name of a condition, found the end",
  ]);
  assert.deepEqual(await faults(win, "rule_cond_expr: (win"), [
    '4:25 [pipeline-invalid] Processing item 1 (case): cannot read "rule_cond_expr": expected ")", ' +
    "found the end",
  ]);
  assert.deepEqual(
    await faults(
      "{win: {type: logsource, product: windows}, lin: {type: logsource, product: linux}}",
      "rule_cond_expr: win",
    ),
    [
      '3:65 [pipeline-invalid] Processing item 1 (case): the condition "lin" does not stand in ' +
      '"rule_cond_expr"',
    ],
  );
  assert.match(
    (await faults("[{type: is_sigma_rule}]", "rule_cond_expr: win"))[0],
    /needs "rule_conditions" as a mapping/,
  );
  assert.match(
    (await faults(win, "rule_cond_expr: win\n  rule_cond_op: or"))[0],
    /exclude each other$/,
  );
});

test("an operator that is neither and nor or is read as and, with a warning", async () => {
  assert.deepEqual(
    await itemFaults("- {type: case, rule_cond_op: xor}"),
    [
      '2:32 [pipeline-invalid] Processing item 1 (case): "rule_cond_op" is neither "and" nor "or" ' +
      'and is read as "and"',
    ],
  );
});
