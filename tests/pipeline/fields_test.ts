import assert from "node:assert/strict";
import { test } from "node:test";
import { applied, itemFaults, run, sel } from "./helpers.ts";

const MAP = "- {type: field_name_mapping, mapping: {User: account, Cmd: [a, b], Ref: ref}}";

test("field_name_mapping: one name, exact", async () => {
  assert.equal(await sel(MAP, "sel: {User: x, user: y}"), "(account:'x' & user:'y')");
});

test("field_name_mapping: several names are alternatives", async () => {
  assert.equal(await sel(MAP, "sel: {Cmd|contains: [x, z]}"), "(a:'*x*','*z*' | b:'*x*','*z*')");
  assert.equal(await sel(MAP, "sel: {Cmd|all: [x, z]}"), "(a:'x'+'z' | b:'x'+'z')");
});

test("field_name_mapping: a negated item matches no name", async () => {
  assert.equal(await sel(MAP, "sel: {Cmd|neq: x}"), "(!a:'x' & !b:'x')");
});

test("field_name_mapping: absent means absent under all names", async () => {
  assert.equal(await sel(MAP, "sel: {Cmd: null}"), "(a:null & b:null)");
  assert.equal(await sel(MAP, "sel: {Cmd|exists: false}"), "(a:exists=false & b:exists=false)");
  assert.equal(await sel(MAP, "sel: {Cmd|exists: true}"), "(a:exists=true | b:exists=true)");
  assert.equal(
    await sel(MAP, "sel: {Cmd: [null, x]}"),
    "((a:'x' | b:'x') | (a:null & b:null))",
  );
});

test("field_name_mapping: an empty list is an error for an item", async () => {
  const items = "- {id: m, type: field_name_mapping, mapping: {User: []}}";
  assert.equal(
    await sel(items, "sel: {User: x}"),
    'pipeline-error: Processing item "m" of p.yml maps "User" to nothing',
  );
});

test("field_name_mapping: an empty list takes a name out of the fields", async () => {
  const items = "- {type: field_name_mapping, mapping: {User: [], Cmd: [a, b]}}";
  const { rule } = await run(items, "sel: {Other: x}", "fields: [User, Cmd, Image]");
  assert.deepEqual(rule!.fields, ["a", "b", "Image"]);
});

test("field_name_mapping: the key null maps keywords and looks anywhere", async () => {
  const items = "- {type: field_name_mapping, mapping: {null: message}}";
  assert.equal(await sel(items, "sel: [x, '*y']"), "message:'*x*','*y*'");
  assert.equal(await sel(items, "sel: {'|re': a.b}"), "message:/a.b/");
  assert.equal(
    await sel("- {type: field_name_mapping, mapping: {null: [a, b]}}", "sel: [x]"),
    "(a:'*x*' | b:'*x*')",
  );
});

test("field_name_mapping: field references are mapped, several as alternatives", async () => {
  assert.equal(await sel(MAP, "sel: {User|fieldref: Ref}"), "account:->ref");
  assert.equal(await sel(MAP, "sel: {X|fieldref|all: [Cmd, Ref]}"), "X:<->a|->b>+->ref");
});

test("field_name_mapping: null as target leaves the field", async () => {
  const items = "- {type: field_name_mapping, mapping: {User: null}}";
  assert.equal(await sel(items, "sel: {User: x}"), "User:'x'");
});

test("field_name_prefix_mapping: the first prefix in file order", async () => {
  const items = "- {type: field_name_prefix_mapping, mapping: {win.: w., win.x: z, p: [q, r]}}";
  assert.equal(
    await sel(items, "sel: {win.x: 1, pid: 2, other: 3}"),
    "(w.x:1 & (qid:2 | rid:2) & other:3)",
  );
  assert.deepEqual(
    await itemFaults("- {type: field_name_prefix_mapping, mapping: {null: x}}"),
    ["2:48 [pipeline-invalid] Processing item 1 (field_name_prefix_mapping): null is not a prefix"],
  );
});

test("field_name_prefix and field_name_suffix: keywords stay", async () => {
  const items =
    "- {type: field_name_prefix, prefix: win.}\n- {type: field_name_suffix, suffix: .x}";
  assert.equal(await sel(items, "sel: {User: x}"), "win.User.x:'x'");
  assert.equal(await sel(items, "sel: [x]"), "-:'x'");
  const { rule } = await run(items, "sel: {User: x}", "fields: [Image]");
  assert.deepEqual(rule!.fields, ["win.Image.x"]);
});

test("a field mapping keeps to its field conditions, in items, references and fields", async () => {
  const items = `
- type: field_name_prefix
  prefix: p.
  field_name_conditions: [{type: include_fields, fields: [User, Ref]}]`;
  const { rule } = await run(items, "sel: {User: x, Cmd: y}", "fields: [User, Cmd]");
  assert.deepEqual(rule!.fields, ["p.User", "Cmd"]);
  assert.equal(
    await sel(items, "sel: {User: x, Cmd: y, Z|fieldref: [Ref, Cmd]}"),
    "(p.User:'x' & Cmd:'y' & Z:->p.Ref,->Cmd)",
  );
});

test("add_field, remove_field and set_field change the fields list", async () => {
  const fields = async (items: string): Promise<unknown> =>
    (await run(items, "sel: {a: b}", "fields: [one, two, one]")).rule!.fields;
  assert.deepEqual(await fields("- {type: add_field, field: x}"), ["one", "two", "one", "x"]);
  assert.deepEqual(await fields("- {type: add_field, field: [x, y]}"), [
    ...["one", "two", "one", "x", "y"],
  ]);
  assert.deepEqual(await fields("- {type: remove_field, field: [one, none]}"), ["two", "one"]);
  assert.deepEqual(await fields("- {type: set_field, fields: [z]}"), ["z"]);
});

const HASHES =
  "- {type: hashes_fields, valid_hash_algos: [MD5, SHA256, IMPHASH], field_prefix: File}";
const MD5 = "0123456789abcdef0123456789abcdef";

test("hashes_fields: one field for each algorithm, joined by or", async () => {
  assert.equal(
    await sel(HASHES, `sel: {Hashes|contains: ['MD5=${MD5}', 'IMPHASH=${MD5}', '${MD5}']}`),
    `(FileMD5:'${MD5}','${MD5}' | FileIMPHASH:'${MD5}')`,
  );
});

test("hashes_fields: a pipe divides too, other fields stay", async () => {
  assert.equal(await sel(HASHES, `sel: {Hash: 'md5|${MD5}'}`), `FileMD5:'${MD5}'`);
  assert.equal(await sel(HASHES, `sel: {Other: 'MD5=${MD5}'}`), `Other:'MD5=${MD5}'`);
  assert.equal(await sel(HASHES, "sel: {Hashes: 5}"), "Hashes:5");
});

test("hashes_fields: all stays all, and a negated list matches none", async () => {
  assert.equal(
    await sel(HASHES, `sel: {Hashes|contains|all: ['MD5=${MD5}', 'IMPHASH=${MD5}']}`),
    `(FileMD5:'${MD5}' & FileIMPHASH:'${MD5}')`,
  );
  assert.equal(
    await sel(HASHES, `sel: {Hashes|neq: ['MD5=${MD5}', 'IMPHASH=${MD5}']}`),
    `(!FileMD5:'${MD5}' & !FileIMPHASH:'${MD5}')`,
  );
});

test("hashes_fields: an incomplete digest stays a prefix", async () => {
  assert.equal(await sel(HASHES, "sel: {Hashes|contains: 'MD5=0123'}"), "FileMD5:'0123*'");
});

test("hashes_fields: an unknown algorithm is left out with a warning, or an error", async () => {
  const { rule, diagnostics } = await run(
    HASHES,
    `sel: {Hashes: ['MD5=${MD5}', 'SHA1=abc']}`,
  );
  assert.equal(rule!.identifiers.length, 1);
  assert.equal(
    diagnostics[0].message,
    'Processing item 1 (hashes_fields) of p.yml leaves out a value of "Hashes": it has none of ' +
      "the algorithms MD5, SHA256, IMPHASH",
  );
  assert.match(await sel(HASHES, "sel: {Hashes: 'SHA1=abc'}"), /^pipeline-error: .* finds none/);
});

test("hashes_fields: drop_algo_prefix and field_to_parse", async () => {
  const items = "- {type: hashes_fields, valid_hash_algos: [MD5], field_prefix: hash, " +
    "drop_algo_prefix: true, field_to_parse: [H]}";
  assert.equal(await sel(items, `sel: {H: 'MD5=${MD5}'}`), `hash:'${MD5}'`);
  assert.deepEqual(
    await itemFaults("- {type: hashes_fields, valid_hash_algos: [MD5], drop_algo_prefix: true}"),
    [
      '2:5 [pipeline-invalid] Processing item 1 (hashes_fields): with "drop_algo_prefix" it ' +
      'needs a "field_prefix"',
    ],
  );
});

const EXTRACT = String.raw`
- type: extract_fields
  field_prefix: reg
  regex: '(?P<type>\w+):(?P<value>\w+)'
  field_name_conditions: [{type: include_fields, fields: [Details]}]`;

test("extract_fields: the groups of a value are joined by and, values as the list is", async () => {
  assert.equal(
    await sel(EXTRACT, "sel: {Details: 'Dword:00001', Other: 'a:b'}"),
    "((reg.type:'Dword' & reg.value:'00001') & Other:'a:b')",
  );
  assert.equal(
    await sel(EXTRACT, "sel: {Details: ['A:1', 'B:none']}"),
    "((reg.type:'A' & reg.value:1) | (reg.type:'B' & reg.value:null))",
  );
  assert.equal(
    await sel(EXTRACT, "sel: {Details|neq: ['A:1', 'B:2']}"),
    "((!reg.type:'A' | !reg.value:1) & (!reg.type:'B' | !reg.value:2))",
  );
});

test("extract_fields: what does not match is left out with a warning, or kept", async () => {
  const { rule, diagnostics } = await run(EXTRACT, "sel: {Details: ['A:1', 'nothing']}");
  assert.equal(diagnostics[0].code, "pipeline-dropped");
  assert.ok(rule !== undefined);
  assert.equal(await sel(EXTRACT, "sel: {Details: nothing}"), "Details:'nothing'");
  assert.equal(
    await sel(`${EXTRACT}\n  preserve_unmatched: true`, "sel: {Details: ['A:1', 'nothing']}"),
    "((reg.type:'A' & reg.value:1) | Details:'nothing')",
  );
  assert.match((await itemFaults("- {type: extract_fields, regex: '(a)'}"))[0], /no named group/);
});

test("drop_detection_item: the item goes, with a warning", async () => {
  const items = `
- type: drop_detection_item
  field_name_conditions: [{type: include_fields, fields: [User]}]`;
  assert.equal(
    await applied(items, "sel: {User: x, Image: y}\nflt: {User: z}\ncondition: sel and not flt"),
    "sel{Image:'y'} => sel",
  );
  const { diagnostics } = await run(items, "sel: {User: x, Image: y}");
  assert.deepEqual(diagnostics.map(({ code, message }) => [code, message]), [[
    "pipeline-dropped",
    'Processing item 1 (drop_detection_item) of p.yml leaves out "User", so the query may find ' +
    "more or less than the rule",
  ]]);
});

test("drop_detection_item: quantifiers and nested lists lose their operands", async () => {
  const items = `
- type: drop_detection_item
  field_name_conditions: [{type: include_fields, fields: [User]}]`;
  assert.equal(
    await applied(
      items,
      "sel_a: {User: x}\nsel_b: {I: y}\nf_c: {User: z}\n" +
        "condition: 1 of sel_* and not 1 of f_*",
    ),
    "sel_b{I:'y'} => any of sel_*",
  );
  assert.equal(
    await applied(items, "sel: [{User: x}, {I: y}]\ncondition: sel"),
    "sel{I:'y'} => sel",
  );
  assert.equal(
    await applied(items, "a: {User: x}\nb: {I: y}\ncondition: [a, b]"),
    "b{I:'y'} => b",
  );
});

test("drop_detection_item: nothing left is an error", async () => {
  assert.equal(
    await applied("- {id: d, type: drop_detection_item}", "sel: {User: x}"),
    'pipeline-empty: Processing item "d" of p.yml leaves nothing of the rule',
  );
});

test("add_condition: one more operand for every condition", async () => {
  assert.equal(
    await applied(
      "- {type: add_condition, conditions: {Channel: Security, Id|gte: 5}}",
      "sel: {a: b}\nflt: {c: d}\ncondition: [sel or flt, flt]",
    ),
    "sel{a:'b'} flt{c:'d'} _cond_1{(Channel:'Security' & Id:gte 5)} => " +
      "(_cond_1 and (sel or flt)); (_cond_1 and flt)",
  );
  assert.equal(
    await applied(
      "- {type: add_condition, name: extra, negated: true, conditions: {x: [1, 2]}}",
      "sel: {a: b}",
    ),
    "sel{a:'b'} extra{x:1,2} => (not extra and sel)",
  );
});

test("add_condition: quantifiers go on meaning what the rule's author wrote", async () => {
  assert.equal(
    await applied(
      "- {type: add_condition, name: sel_x, conditions: {x: 1}}",
      "sel_a: {a: b}\nsel_b: {c: d}\ncondition: 1 of sel_* or all of them",
    ),
    "sel_a{a:'b'} sel_b{c:'d'} sel_x{x:1} => " +
      "(sel_x and ((sel_a or sel_b) or (sel_a and sel_b)))",
  );
});

test("add_condition: a template gets the log source", async () => {
  const items = "- {type: add_condition, template: true, " +
    "conditions: {x: ['$product/${category}', '$$5 $other']}}";
  assert.equal(
    await sel(
      `${items}\n- {type: drop_detection_item, field_name_conditions: ` +
        "[{type: include_fields, fields: [a]}]}",
      "sel: {a: b}",
    ),
    "x:'windows/process_creation','$5 $other'",
  );
  assert.match(
    await applied(
      "- {type: add_condition, template: true, conditions: {x: $service}}",
      "sel: {a: b}",
    ),
    /has no service$/,
  );
});

test("add_condition: a name that is taken is an error", async () => {
  assert.match(
    await applied("- {type: add_condition, name: sel, conditions: {x: 1}}", "sel: {a: b}"),
    /^pipeline-error: .* cannot add the selection "sel": the rule has one of this name$/,
  );
});

test("add_condition: a faulty selection is reported in the pipeline file", async () => {
  assert.deepEqual(
    await itemFaults("- {type: add_condition, conditions: {x|contain: 1}}"),
    [
      '2:42 [pipeline-invalid] Processing item 1 (add_condition): The modifier "contain" does ' +
      'not exist (Did you mean "contains"?)',
    ],
  );
});

test("change_logsource: what is not given is gone", async () => {
  const items = `
- {type: change_logsource, category: x}
- {type: add_field, field: hit, rule_conditions: [{type: logsource, product: windows}]}
- {type: add_field, field: cat, rule_conditions: [{type: logsource, category: x}]}`;
  const { rule } = await run(items, "sel: {a: b}");
  assert.deepEqual(rule!.logsource, { category: "x" });
  assert.deepEqual(rule!.fields, ["cat"]);
  assert.match((await itemFaults("- {type: change_logsource}"))[0], /no category, product/);
});

test("failures: rule_failure, detection_item_failure, strict_field_mapping_failure", async () => {
  assert.equal(
    await sel("- {id: f, type: rule_failure, message: not here}", "sel: {a: b}"),
    'pipeline-failure: Processing item "f" of p.yml refuses the rule: not here',
  );
  const items = `
- type: detection_item_failure
  message: no hashes
  field_name_conditions: [{type: include_fields, fields: ['(?i)imphash'], mode: re}]`;
  assert.match(await sel(items, "sel: {a: b, ImpHash: x}"), /refuses the rule: no hashes$/);
  assert.equal(await sel(items, "sel: {a: b}"), "a:'b'");
  const strict = `
- {type: field_name_mapping, mapping: {a: x, x: y, k: k}}
- {type: strict_field_mapping_failure}`;
  assert.equal(await sel(strict, "sel: {a: 1, k: 2}"), "(x:1 & k:2)");
  assert.match(
    await sel(strict, "sel: {a: 1, b: 2, c: 3}"),
    /refuses the rule: no item has mapped the fields "b", "c"$/,
  );
  const { diagnostics } = await run(strict, "sel: {b: 2}");
  assert.equal(diagnostics[0].severity, "unsupported");
});
