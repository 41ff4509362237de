import assert from "node:assert/strict";
import { test } from "node:test";
import { applyPipelineToCorrelation } from "../../lib/pipeline/apply.ts";
import { postprocess } from "../../lib/pipeline/postprocess.ts";
import type { CorrelationRule } from "../../lib/sigma/ast.ts";
import { parseCorrelation } from "../../lib/sigma/parse_correlation.ts";
import { parseYaml } from "../../lib/yaml/parse.ts";
import { deepFreeze, itemsOf, messages, pipelineOf, ruleOf } from "./helpers.ts";

const TEXT = `
title: Many
level: high
score: 3
correlation:
  type: value_count
  rules: [base]
  group-by: [Host, usr]
  timespan: 5m
  aliases:
    usr: {base: User}
  condition: {gte: 10, field: Target}
`;

function correlation(): CorrelationRule {
  const [{ root }] = parseYaml(TEXT);
  const { correlation, diagnostics } = parseCorrelation(root as never);
  assert.deepEqual(messages(diagnostics), []);
  return deepFreeze(correlation!);
}

const BASE = ruleOf("sel: {a: b}");

async function mapped(items: string): Promise<CorrelationRule | string> {
  const result = applyPipelineToCorrelation(correlation(), [BASE], await itemsOf(items));
  return result.correlation ?? messages(result.diagnostics).join("\n");
}

test("field mappings reach group-by, aliases and the condition", async () => {
  const found = await mapped(
    "- {type: field_name_mapping, mapping: {Host: host, User: user, Target: target, usr: zz}}",
  );
  assert.ok(typeof found !== "string");
  assert.deepEqual(found.groupBy, ["host", "usr"]);
  assert.deepEqual(found.aliases[0].fields, [{ rule: "base", field: "user" }]);
  assert.deepEqual(found.condition.fields, ["target"]);
});

test("several names for one field of a correlation are an error", async () => {
  for (
    const [field, place] of [["Host", "group-by"], ["User", "aliases"], ["Target", "condition"]]
  ) {
    assert.equal(
      await mapped(`- {id: m, type: field_name_mapping, mapping: {${field}: [a, b]}}`),
      `Processing item "m" of p.yml maps "${field}" of the ${place} to several fields`,
    );
  }
  assert.match(
    String(await mapped("- {type: field_name_mapping, mapping: {Host: []}}")),
    /to no field$/,
  );
});

test("field conditions hold for the fields of a correlation", async () => {
  const found = await mapped(`
- type: field_name_prefix
  prefix: p.
  field_name_conditions: [{type: include_fields, fields: [User]}]`);
  assert.ok(typeof found !== "string");
  assert.deepEqual([found.groupBy, found.condition.fields], [["Host", "usr"], ["Target"]]);
  assert.deepEqual(found.aliases[0].fields[0].field, "p.User");
});

test("rule conditions: kind, log source of a referenced rule, attributes", async () => {
  const runs = async (condition: string): Promise<boolean> => {
    const found = await mapped(
      `- {type: rule_failure, message: ran, rule_conditions: [${condition}]}`,
    );
    return typeof found === "string" && found.endsWith("ran");
  };
  assert.equal(await runs("{type: is_sigma_correlation_rule}"), true);
  assert.equal(await runs("{type: is_sigma_rule}"), false);
  assert.equal(await runs("{type: logsource, product: windows}"), true);
  assert.equal(await runs("{type: logsource, product: linux}"), false);
  assert.equal(await runs("{type: contains_field, field: a}"), false);
  assert.equal(await runs("{type: rule_attribute, attribute: level, value: high}"), true);
  assert.equal(await runs("{type: rule_attribute, attribute: score, value: 3}"), true);
});

test("what changes detections leaves a correlation as it is, state and nest do not", async () => {
  const pipeline = await itemsOf(`
- {type: add_condition, conditions: {x: 1}}
- {type: change_logsource, product: x}
- {type: set_value, value: x}
- {type: drop_detection_item}
- {type: strict_field_mapping_failure}
- type: nest
  items:
    - {type: set_state, key: k, val: 1}
    - {type: set_custom_attribute, attribute: c, value: 2}
    - {type: field_name_suffix, suffix: .s}`);
  const { correlation: found, run } = applyPipelineToCorrelation(correlation(), [BASE], pipeline);
  assert.deepEqual(found!.groupBy, ["Host.s", "usr"]);
  assert.deepEqual([run.state, run.customAttributes], [{ k: 1 }, { c: 2 }]);
});

test("postprocessing sees a correlation as the rule", async () => {
  const pipeline = await pipelineOf(`
postprocessing:
  - {type: simple_template, template: "{rule.title} {rule.type} {query}"}
  - {type: embed, prefix: w, rule_conditions: [{type: logsource, product: windows}]}
`);
  const { correlation: found, run } = applyPipelineToCorrelation(correlation(), [BASE], pipeline);
  const { query } = postprocess("q", found!, run, pipeline, {
    format: "default",
    referencedRules: [BASE],
  });
  assert.equal(query, "wMany value_count q");
});
