import assert from "node:assert/strict";
import { test } from "node:test";
import { CONDITIONS } from "../../lib/pipeline/conditions/registry.ts";
import { mergePipelines } from "../../lib/pipeline/merge.ts";
import { parsePipeline } from "../../lib/pipeline/parse_pipeline.ts";
import { TRANSFORMATIONS } from "../../lib/pipeline/transformations/registry.ts";
import { faultsOf, itemFaults, pipelineOf, run } from "./helpers.ts";

test("a pipeline with every top-level key", async () => {
  const pipeline = await pipelineOf(`
name: Site
priority: 30
allowed_backends: [insightidr]
vars: {a: [x, 1], b: y}
transformations: [{type: case}]
postprocessing: [{type: embed}]
finalizers: [{type: concat}]
`);
  const { name, priority, vars, items, postprocessing, finalizers } = pipeline;
  assert.deepEqual([name, priority, vars], ["Site", 30, { a: ["x", 1], b: "y" }]);
  assert.deepEqual([items.length, postprocessing.length, finalizers.length], [1, 1, 1]);
});

test("an empty mapping and empty lists are a pipeline that does nothing", async () => {
  const pipeline = await pipelineOf("name: x\ntransformations:\npostprocessing: []\nvars:\n");
  assert.deepEqual([pipeline.items, pipeline.vars], [[], {}]);
});

test("text that is no pipeline", async () => {
  assert.deepEqual(await faultsOf(""), [
    "[pipeline-syntax] Cannot read the pipeline: the file is empty",
  ]);
  assert.deepEqual(await faultsOf("- a"), [
    "1:1 [pipeline-syntax] Cannot read the pipeline: the document is not a mapping",
  ]);
  assert.deepEqual(await faultsOf("name: a\n---\nname: b\n"), [
    "1:1 [pipeline-syntax] Cannot read the pipeline: the file holds 2 documents",
  ]);
  assert.match(
    (await faultsOf("name: [\n"))[0],
    /^\d+:\d+ \[pipeline-syntax\] Cannot read the pip/,
  );
});

test("unknown keys, types and parameters are named, with the nearest that exists", async () => {
  assert.deepEqual(
    await faultsOf("nmae: x\ntransformation: []\n"),
    [
      '1:1 [pipeline-invalid] A pipeline has no key "nmae"',
      '2:1 [pipeline-invalid] A pipeline has no key "transformation" (Did you mean "transformations"?)',
    ].map((line) => line.replace('"nmae"', '"nmae"')),
  );
  assert.deepEqual(await itemFaults("- {type: field_name_maping, mapping: {}}"), [
    '2:12 [pipeline-invalid] Processing item 1: there is no transformation "field_name_maping" ' +
    '(Did you mean "field_name_mapping"?)',
  ]);
  assert.deepEqual(await itemFaults("- {type: set_state, key: a, val: 1, vall: 2}"), [
    '2:39 [pipeline-invalid] Processing item 1 (set_state): there is no parameter "vall" ' +
    '(Did you mean "val"?)',
  ]);
  assert.deepEqual(await itemFaults("- {mapping: {}}\n- x"), [
    '2:5 [pipeline-invalid] Processing item 1: the parameter "type" is missing',
    "3:5 [pipeline-invalid] Processing item 2: it is not a mapping",
  ]);
  assert.deepEqual(
    await itemFaults("- {type: case, rule_conditions: [{type: logsorce, product: x}]}"),
    [
      '2:43 [pipeline-invalid] Processing item 1 (case): there is no condition "logsorce" ' +
      '(Did you mean "logsource"?)',
    ],
  );
  assert.deepEqual(
    await itemFaults("- {type: case, rule_conditions: [{type: logsource, produkt: x}]}"),
    [
      "2:36 [pipeline-invalid] Processing item 1 (case), condition 1 (logsource): it has no " +
      "category, product or service",
      "2:54 [pipeline-invalid] Processing item 1 (case), condition 1 (logsource): there is no " +
      'parameter "produkt" (Did you mean "product"?)',
    ],
  );
});

test("a condition of another kind is refused with its place", async () => {
  assert.deepEqual(
    await itemFaults("- {type: case, rule_conditions: [{type: is_null, cond: any}]}"),
    [
      '2:43 [pipeline-invalid] Processing item 1 (case): the condition "is_null" cannot stand ' +
      'under "rule_conditions" (It stands under "detection_item_conditions")',
    ],
  );
  assert.match(
    (await itemFaults("- {type: case, field_name_conditions: [{type: logsource, product: x}]}"))[0],
    /cannot stand under "field_name_conditions"/,
  );
});

test("wrong types of values", async () => {
  for (
    const [text, message] of [
      ["priority: high", '"priority" is not a number'],
      ["vars: [a]", '"vars" is not a mapping'],
      ["name: [a]", '"name" is not a text'],
      ["transformations: {}", '"transformations" is not a list'],
      ["finalizers: [{type: concat, separator: 5}]", 'the parameter "separator" is not a text'],
      ["finalizers: [{type: json, indent: x}]", 'the parameter "indent" is not a number from 0'],
      ["postprocessing: [{type: embd}]", 'there is no post-processing "embd"'],
      ["finalizers: [{type: conct}]", 'there is no finalizer "conct"'],
      ["finalizers: [{type: concat, rule_conditions: []}]", "there is no parameter"],
      [
        "postprocessing: [{type: embed, field_name_conditions: []}]",
        'there is no parameter "field_name_conditions"',
      ],
      ["transformations: [{type: field_name_mapping, mapping: x}]", "is not a mapping"],
      ["transformations: [{type: set_field, fields: x}]", '"fields" is not a list of texts'],
      ["transformations: [{type: add_field, field: [5]}]", "has an entry that is not a text"],
      ["transformations: [{type: case, rule_conditions: x}]", "neither a list nor a mapping"],
      ["transformations: [{type: case, rule_conditions: [x]}]", "condition 1 is not a mapping"],
      ["transformations: [{type: case, rule_cond_not: 5}]", "is not true or false"],
      ["transformations: [{type: nest, items: [x]}]", "Processing item 1.1: it is not a mapping"],
    ]
  ) {
    const found = await faultsOf(text);
    assert.ok(found.some((line) => line.includes(message)), `${text}: ${found.join("\n")}`);
  }
});

test("what needs Python, a shell or the network is refused by name", async () => {
  for (
    const [items, message] of [
      ["- {type: field_name_transform, mapping: {}}", "it calls a Python function"],
      ["- {type: http_placeholders, url: x}", "it reads from the network"],
      ["- {type: command_placeholders, cmd: x}", "it runs a command of the operating system"],
    ]
  ) {
    const [fault] = await itemFaults(items);
    assert.match(fault, /^2:12 \[pipeline-unsupported\] /);
    assert.ok(fault.includes(message), fault);
  }
  assert.match(
    (await faultsOf("postprocessing: [{type: template, template: x, vars: v.py}]"))[0],
    /^1:54 \[pipeline-unsupported\] .* the parameter "vars" names a Python file$/,
  );
});

test("keys that only the caller may set are ignored", async () => {
  const { rule } = await run("- {type: case, allow_external_sources: true}", "sel: {a: B}");
  assert.equal(rule!.identifiers.length, 1);
});

test("pipelines are merged by priority, then by path; later variables win", async () => {
  const parse = async (path: string, text: string) =>
    (await parsePipeline({ path, text })).pipeline!;
  const item = (field: string): string =>
    `transformations: [{id: ${field}, type: add_field, field: ${field}}]`;
  const merged = mergePipelines([
    await parse("b.yml", `priority: 10\nvars: {x: b, y: b}\n${item("b")}`),
    await parse("z.yml", `priority: 5\nvars: {x: z, z: z}\n${item("z")}`),
    await parse("a.yml", `priority: 10\nvars: {x: a}\n${item("a")}`),
    await parse("n.yml", `priority: -1\n${item("n")}`),
  ], { y: "caller" });
  assert.deepEqual(merged.items.map(({ id }) => id), ["n", "z", "a", "b"]);
  assert.deepEqual(merged.vars, { x: "b", z: "z", y: "caller" });
  assert.equal(merged.name, undefined);
  assert.deepEqual(mergePipelines([]).items, []);
});

test("every registered type has a summary and is named once", () => {
  assert.equal(TRANSFORMATIONS.size, 31);
  assert.equal(CONDITIONS.size, 15);
  for (const { name, summary } of [...TRANSFORMATIONS.values(), ...CONDITIONS.values()]) {
    assert.match(name, /^[a-z_]+$/);
    assert.match(summary, /^[A-Z].*[^.]$/, name);
  }
});
