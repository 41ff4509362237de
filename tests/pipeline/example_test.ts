import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { applyPipeline } from "../../lib/pipeline/apply.ts";
import { neededFiles } from "../../lib/pipeline/needed_files.ts";
import { parsePipeline } from "../../lib/pipeline/parse_pipeline.ts";
import { mergePipelines } from "../../lib/pipeline/merge.ts";
import type { ProcessingPipeline } from "../../lib/pipeline/pipeline.ts";
import { finalize, postprocess } from "../../lib/pipeline/postprocess.ts";
import { messages, pipelineOf, ruleOf, ruleOfText, sel, showRule } from "./helpers.ts";

const FOLDER = new URL("../../examples/pipelines/", import.meta.url);

function read(name: string): string {
  return readFileSync(new URL(name, FOLDER), "utf8").replaceAll("\r\n", "\n");
}

async function example(name: string): Promise<ProcessingPipeline> {
  const text = read(name);
  const files = Object.fromEntries(neededFiles(text).map((path) => [path, read(path)]));
  const { pipeline, diagnostics } = await parsePipeline({ path: name, text, files });
  assert.deepEqual(messages(diagnostics), []);
  return pipeline!;
}

/** The rule after the first items of a pipeline. */
function after(count: number, pipeline: ProcessingPipeline, rule = RULE): string {
  const result = applyPipeline(rule, { ...pipeline, items: pipeline.items.slice(0, count) });
  return result.rule === undefined ? messages(result.diagnostics).join() : showRule(result.rule);
}

const RULE = ruleOfText(read("../pipeline-rules/admin_tools.yml"));

test("examples/pipelines/site.yml, step by step", async () => {
  const pipeline = await example("site.yml");
  const end = " => (selection and not filter_jump)";
  const raw = String.raw;
  assert.equal(
    after(0, pipeline),
    raw`selection{(ProcessImage:'C:\Program Files (x86)\Tools\*' & ` +
      `User:'%domain_prefixes%%admins%')} filter_jump{ComputerName:'%jump_hosts%'}${end}`,
  );
  assert.equal(
    after(1, pipeline),
    raw`selection{(Image:'C:\Programs\Tools\*' & ` +
      `User:'%domain_prefixes%%admins%')} filter_jump{ComputerName:'%jump_hosts%'}${end}`,
  );
  const users = raw`'CORP\alice','CORP\bob','CORP-alice','CORP-bob'`;
  assert.equal(
    after(2, pipeline),
    raw`selection{(Image:'C:\Programs\Tools\*' & User:${users})} ` +
      `filter_jump{ComputerName:'%jump_hosts%'}${end}`,
  );
  const filled = raw`selection{(Image:'C:\Programs\Tools\*' & User:${users})} ` +
    `filter_jump{ComputerName:'jump01','jump02'}${end}`;
  assert.equal(after(3, pipeline), filled);
  assert.equal(after(5, pipeline), filled);

  const { rule, run } = applyPipeline(RULE, pipeline);
  assert.deepEqual(run, {
    state: { origin: "edr" },
    appliedIds: ["windows_processes", "own_fields"],
    customAttributes: { team: "blue" },
  });
  const head = "// Administrative Tools Started From Program Files [medium] blue\n";
  const { query } = postprocess("where(x=1)", rule!, run, pipeline, { format: "default" });
  assert.equal(query, `${head}where(x=1)\n// from the EDR agent`);
  assert.equal(finalize([query!, "b"], pipeline).output, `${query}\n\nb`);
});

test("examples/pipelines/site.yml on rules that it does not change, or refuses", async () => {
  const pipeline = await example("site.yml");
  const linux = ruleOf("sel: {Cmd: x}", "logsource: {product: linux}\nstatus: test");
  assert.equal(after(6, pipeline, linux), "sel{Cmd:'x'} => sel");
  assert.equal(
    after(6, pipeline, ruleOf("sel: {Imphash: x}", "status: stable")),
    "Processing item 4 (detection_item_failure) of site.yml refuses the rule: import hashes are " +
      "not collected here",
  );
});

test("examples/pipelines/linux_exclusions.yml", async () => {
  const pipeline = await example("linux_exclusions.yml");
  const head = "logsource: {product: linux, category: process_creation}";
  const rule = ruleOf("sel_a: {CommandLine: x}\nsel_b: {Image: y}\ncondition: all of sel_*", head);
  const result = applyPipeline(rule, pipeline);
  assert.equal(
    showRule(result.rule!),
    "sel_a{CommandLine:'x'} sel_b{Image:'y'} _ansible{CommandLine:'*/.ansible/tmp/*'+" +
      "'*AnsiballZ_*'} => (not _ansible and (sel_a and sel_b))",
  );
  assert.deepEqual(result.rule!.fields, ["exclusion_applied"]);
  const other = applyPipeline(ruleOf("sel: {Image: y}", head), pipeline);
  assert.equal(showRule(other.rule!), "sel{Image:'y'} => sel");
});

test("examples/pipelines/report.yml behind another", async () => {
  const pipeline = mergePipelines([
    await example("report.yml"),
    await example("linux_exclusions.yml"),
  ]);
  const { rule, run } = applyPipeline(RULE, pipeline);
  const { query } = postprocess("x=1", rule!, run, pipeline, { format: "default" });
  const shown = "Administrative Tools Started From Program Files (medium) #attack.execution " +
    "#attack.t1059\n   x=1";
  assert.equal(query, shown);
  assert.equal(
    finalize([query!, "second"], pipeline).output,
    `# 2 queries\n\n1. ${shown}\n2. second`,
  );
});

const OVERRIDES = `
name: Site LEQL overrides
priority: 30
vars: {admins: [alice, bob]}
transformations:
  - id: own_fields
    type: field_name_mapping
    mapping: {CommandLine: [process.cmd_line, cmd], User: process.username}
    rule_conditions:
      win: {type: logsource, product: windows}
      old: {type: rule_attribute, attribute: status, value: deprecated}
    rule_cond_expr: win and not old
  - {type: value_placeholders, include: [admins]}
  - type: detection_item_failure
    message: hashes are not collected here
    field_name_conditions: [{type: include_fields, fields: ['(?i)imphash'], mode: re}]
postprocessing:
  - {type: simple_template, template: "// {rule.title}\\n{query}"}
finalizers:
  - {type: concat, separator: "\\n\\n"}
`;

test("a pipeline with an expression, several names, a variable, a failure, a template", async () => {
  const pipeline = await pipelineOf(OVERRIDES);
  const detection = "sel: {CommandLine|contains: x, User|expand: '%admins%'}";
  const rule = ruleOf(detection, "status: test");
  const several = "(process.cmd_line:'*x*' | cmd:'*x*')";
  assert.equal(
    after(1, pipeline, rule),
    `sel{(${several} & process.username:'%admins%')} => sel`,
  );
  assert.equal(
    after(3, pipeline, rule),
    `sel{(${several} & process.username:'alice','bob')} => sel`,
  );
  assert.equal(
    after(3, pipeline, ruleOf(detection, "status: deprecated")),
    "sel{(CommandLine:'*x*' & User:'alice','bob')} => sel",
  );
  assert.match(after(3, pipeline, ruleOf("sel: {ImpHash: x}", "status: test")), /not collected/);
  const { run } = applyPipeline(rule, pipeline);
  const query = postprocess("a=1", rule, run, pipeline, { format: "default" }).query!;
  assert.equal(finalize([query, query], pipeline).output, "// T\na=1\n\n// T\na=1");
});

test("a rule goes through twice with the same outcome", async () => {
  const pipeline = await example("site.yml");
  assert.deepEqual(applyPipeline(RULE, pipeline), applyPipeline(RULE, pipeline));
  assert.equal(await sel("- {type: case}", "sel: {a: B}"), "a:'b'");
});
