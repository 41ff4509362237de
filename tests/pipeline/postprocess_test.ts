import assert from "node:assert/strict";
import { test } from "node:test";
import { applyPipeline } from "../../lib/pipeline/apply.ts";
import { finalize, postprocess } from "../../lib/pipeline/postprocess.ts";
import { faultsOf, messages, pipelineOf, ruleOf } from "./helpers.ts";

const HEAD = `id: 6f3e2987-db24-4c78-a860-b4f4095a7095
level: high
date: 2024/3/5
tags: [attack.t1059, attack.execution]
author: Me
score: 7`;

/** The query `a="x"` after these postprocessing items, or the messages. */
async function post(items: string, head = HEAD, rest = "", files = {}): Promise<string> {
  const pipeline = await pipelineOf(`${rest}\npostprocessing:\n${items}`, files);
  const { rule, run } = applyPipeline(ruleOf("sel: {a: x}", head), pipeline);
  const { query, diagnostics } = postprocess('a="x"', rule!, run, pipeline, { format: "default" });
  return query ?? messages(diagnostics).join("\n");
}

/** Two queries after these finalizers. */
async function final(finalizers: string, rest = "", files = {}): Promise<string> {
  const pipeline = await pipelineOf(`${rest}\nfinalizers:\n${finalizers}`, files);
  const { output, diagnostics } = finalize(['a="x"', "b=é"], pipeline);
  return output ?? messages(diagnostics).join("\n");
}

test("embed", async () => {
  assert.equal(await post("  - {type: embed, prefix: '<', suffix: '>'}"), '<a="x">');
  assert.equal(await post("  - {type: embed}"), 'a="x"');
});

test("simple_template: query, rule, state, variables, braces", async () => {
  const simple = (template: string): Promise<string> =>
    post(
      `  - {type: simple_template, template: '${template}'}`,
      HEAD,
      `vars: {index: main}
transformations:
  - {type: set_state, key: data set, val: 5}
  - {type: set_custom_attribute, attribute: extra, value: {k: [z]}}`,
    );
  assert.equal(await simple("// {rule.title}: {query}"), '// T: a="x"');
  assert.equal(await simple("{{{rule.level}}}"), "{high}");
  assert.equal(await simple("{rule.date} {rule.status}"), "2024-03-05 None");
  assert.equal(await simple("{rule.logsource.product}/{rule.logsource.service}"), "windows/None");
  assert.equal(await simple("{pipeline.state[data set]}"), "5");
  assert.equal(
    await simple("{pipeline.vars[index]} {pipeline.vars[output_format]}"),
    "main default",
  );
  assert.equal(await simple("{rule.custom_attributes[score]}"), "7");
  assert.equal(
    await simple("{rule.custom_attributes[extra][k][0]} {rule.tags[0]}"),
    "z attack.t1059",
  );
  assert.equal(
    await simple("{pipeline.state[none]}"),
    'Processing item 1 (simple_template) of p.yml: Cannot fill "{pipeline.state[none]}": it has ' +
      "no value",
  );
  assert.match(await simple("{rule.tags}"), /it is a list or a mapping$/);
});

test("simple_template: what Python would read differently is refused", async () => {
  const fault = async (template: string): Promise<string> =>
    (await faultsOf(`postprocessing: [{type: simple_template, template: '${template}'}]`))[0];
  assert.match(await fault("{query:>10}"), /has a conversion or a format$/);
  assert.match(await fault("{query!r}"), /has a conversion or a format$/);
  assert.match(await fault("{}"), /is not a name$/);
  assert.match(await fault("{0}"), /is not a name$/);
  assert.match(await fault("a { b"), /a "\{" stands alone/);
  assert.match(await fault("a } b"), /a "\}" stands alone/);
  assert.match(await fault("{nothing}"), /"\{nothing\}" has no value/);
  assert.match(await fault("{rule.nothing}"), /"\{rule.nothing\}" has no value/);
  assert.match(await fault("{query.x}"), /"\{query.x\}" has no value/);
});

test("template: Jinja2 with query, rule and pipeline", async () => {
  assert.equal(
    await post(
      `
  - type: template
    template: |
      # {{ rule.title }} ({{ rule.level | upper }})
      {% for tag in rule.tags if tag != 'attack.execution' -%}
      # {{ tag }}
      {% endfor -%}
      {{ query }}{% if pipeline.state.x %} #{{ pipeline.state.x }}{% endif %}
`,
      HEAD,
      "transformations: [{type: set_state, key: x, val: 5}]",
    ),
    '# T (HIGH)\n# attack.t1059\na="x" #5',
  );
});

test("template: white space around blocks stays, one line break at the end goes", async () => {
  assert.equal(
    await post(
      '  - {type: template, template: "  {% if true %}\\n  {{ query }}\\n  {% endif %}\\n\\n"}',
    ),
    '  \n  a="x"\n  \n',
  );
});

test("template: from a file", async () => {
  const items = "  - {type: template, path: ./tpl, template: q.j2}";
  assert.equal(
    await post(items, HEAD, "", { "tpl/q.j2": "[{{ query }}]" }),
    '[a="x"]',
  );
  assert.match((await faultsOf(`postprocessing:\n${items}`))[0], /"tpl\/q.j2" was not read$/);
  assert.match(
    (await faultsOf("postprocessing: [{type: template, path: .., template: x}]"))[0],
    /leads out of the pipeline's folder/,
  );
});

test("template: what would silently be empty, or is not there, is refused", async () => {
  const fault = async (template: string): Promise<string> =>
    (await faultsOf(`postprocessing: [{type: template, template: "${template}"}]`))[0];
  assert.match(
    await fault("{{ rule.level.name }}"),
    /\[pipeline-unsupported\].*"rule.level.name" has/,
  );
  assert.match(await fault("{{ rule.nothing }}"), /"rule.nothing" has no value here$/);
  assert.match(await fault("{{ pipeline.items }}"), /"pipeline.items" has no value here$/);
  assert.match(
    await fault("{% for t in rule.tags %}{{ t.namespace }}{% endfor %}"),
    /the attribute "namespace" has no value here$/,
  );
  assert.match(
    await fault("{{ query | wordwrap(5) }}"),
    /the filter "wordwrap" has no equal here$/,
  );
  assert.match(await fault("{% include 'x' %}"), /\[pipeline-invalid\].*cannot use the template/);
  assert.match(await fault("{{ query"), /\[pipeline-invalid\].*cannot use the template/);
  assert.match(
    (await faultsOf("postprocessing: [{type: template, template: x, autoescape: true}]"))[0],
    /a query is not HTML/,
  );
});

test("template: methods and filters that exist are let through", async () => {
  const shown = (template: string): Promise<string> =>
    post(`  - {type: template, template: "${template}"}`);
  assert.equal(await shown("{{ rule.title.lower() }}"), "t");
  assert.equal(await shown("{{ rule.tags | join(', ') }}"), "attack.t1059, attack.execution");
  assert.equal(await shown("{{ query | replace('x', 'y') | trim | length }}"), "5");
  assert.equal(await shown("{{ rule.custom_attributes.score + 1 }}"), "8");
  assert.equal(await shown("{{ rule.status | default('none', true) }}"), "none");
  assert.equal(
    await shown("{{ nothing(1) }}"),
    "Processing item 1 (template) of p.yml: Cannot " +
      "render the template: Cannot call something that is not a function: got UndefinedValue",
  );
});

test("json", async () => {
  assert.equal(
    await post(
      `  - {type: json, json_template: '{"q": "%QUERY%", "l": ["%QUERY%", 1, null, "é %QUERY%"], "e": {}}'}`,
    ),
    String.raw`{"q": "a=\"x\"", "l": ["a=\"x\"", 1, null, "\u00e9 %QUERY%"], "e": {}}`,
  );
  assert.match(
    (await faultsOf("postprocessing: [{type: json, json_template: '{'}]"))[0],
    /the template is not JSON$/,
  );
});

test("replace", async () => {
  assert.equal(
    await post(String.raw`  - {type: replace, pattern: '(\w)="(\w)"', replacement: '\2:\g<1>'}`),
    "x:a",
  );
  assert.equal(await post("  - {type: replace, pattern: 'y*', replacement: '-'}"), '-a-=-"-x-"-');
});

test("nest: items in items; conditions of rules", async () => {
  assert.equal(
    await post(`
  - id: group
    type: nest
    rule_conditions: [{type: logsource, product: windows}]
    items:
      - {id: one, type: embed, prefix: '('}
      - type: embed
        suffix: ')'
        rule_conditions: [{type: processing_item_applied, processing_item_id: one}]
  - {type: embed, prefix: zz, rule_conditions: [{type: logsource, product: linux}]}
  - {type: embed, prefix: '!', rule_conditions: [{type: processing_item_applied, processing_item_id: group}]}
`),
    '!(a="x")',
  );
});

test("conditions of postprocessing see state and items of the transformations", async () => {
  assert.equal(
    await post(
      `
  - {type: embed, prefix: s, rule_conditions: [{type: processing_state, key: k, val: v}]}
  - {type: embed, prefix: i, rule_conditions: [{type: processing_item_applied, processing_item_id: m}]}
  - {type: embed, prefix: c, rule_conditions: [{type: rule_attribute, attribute: w, value: 1}]}
`,
      HEAD,
      `transformations:
  - {type: set_state, key: k, val: v}
  - {id: m, type: set_custom_attribute, attribute: w, value: 1}`,
    ),
    'cisa="x"',
  );
});

test("finalizers: concat", async () => {
  assert.equal(await final("  - {type: concat}"), 'a="x"\nb=é');
  assert.equal(
    await final("  - {type: concat, separator: ' or ', prefix: '[', suffix: ']'}"),
    '[a="x" or b=é]',
  );
  assert.equal(
    await final("  - {type: concat, separator: ' or '}\n  - {type: concat, prefix: '> '}"),
    '> a="x" or b=é',
  );
});

test("finalizers: json and yaml", async () => {
  assert.equal(await final("  - {type: json}"), String.raw`["a=\"x\"", "b=\u00e9"]`);
  assert.equal(
    await final("  - {type: json, indent: 2}"),
    String.raw`[
  "a=\"x\"",
  "b=\u00e9"
]`,
  );
  assert.equal(await final("  - {type: yaml}"), '- "a=\\"x\\""\n- "b=é"\n');
});

test("finalizers: template and nested", async () => {
  assert.equal(
    await final(
      "  - {type: template, template: '{% for q in queries %}{{ loop.index }} {{ q }} {{ pipeline.vars.v }};{% endfor %}'}",
      "vars: {v: 9}",
    ),
    '1 a="x" 9;2 b=é 9;',
  );
  assert.equal(
    await final(
      "  - {type: nested, finalizers: [{type: concat, separator: ','}, {type: json}]}",
    ),
    String.raw`"a=\"x\",b=\u00e9"`,
  );
  assert.match(
    await final("  - {type: template, template: '{{ queries.x() }}'}"),
    /^Cannot render the template: /,
  );
  assert.match((await faultsOf("finalizers: [{type: nested}]"))[0], /"finalizers" is missing$/);
});

test("without finalizers each query is a line", async () => {
  const pipeline = await pipelineOf("name: x");
  assert.equal(finalize(["a", "b"], pipeline).output, "a\nb");
});
