import assert from "node:assert/strict";
import { test } from "node:test";
import { applyPipeline } from "../../lib/pipeline/apply.ts";
import { fillPlaceholders } from "../../lib/pipeline/fill_placeholders.ts";
import { mergePipelines } from "../../lib/pipeline/merge.ts";
import { neededFiles } from "../../lib/pipeline/needed_files.ts";
import {
  indent,
  itemFaults,
  itemsOf,
  messages,
  pipelineOf,
  ruleOf,
  sel,
  show,
  warnings,
} from "./helpers.ts";

const RULE = "sel: {User|expand: '%admins%'}";

async function filled(items: string, detection: string, vars = "{}", files = {}): Promise<string> {
  const text = `vars: ${vars}\ntransformations:\n${indent(items, "  ")}\n`;
  const { rule, diagnostics } = applyPipeline(ruleOf(detection), await pipelineOf(text, files));
  if (rule === undefined) return messages(diagnostics).join("\n");
  return show(rule.identifiers[0].detection);
}

test("value_placeholders: one value or several, joined as the list is", async () => {
  const items = "- {type: value_placeholders}";
  assert.equal(await filled(items, RULE, "{admins: root}"), "User:'root'");
  assert.equal(await filled(items, RULE, "{admins: [alice, 7, 'b*']}"), "User:'alice','7','b*'");
  assert.equal(
    await filled(items, "sel: {User|expand|all: ['%admins%', x]}", "{admins: [a, b]}"),
    "User:'a'+'b'+'x'",
  );
});

test("value_placeholders: several placeholders give every combination", async () => {
  assert.equal(
    await filled(
      "- {type: value_placeholders}",
      "sel: {User|expand|contains: '%d%-%u%'}",
      "{d: [A, B], u: [x, y]}",
    ),
    "User:'*A-x*','*A-y*','*B-x*','*B-y*'",
  );
});

test("value_placeholders: include and exclude", async () => {
  const both = "sel: {User|expand: ['%a%', '%b%']}";
  assert.equal(
    await filled("- {type: value_placeholders, include: [a]}", both, "{a: 1}"),
    "User:'1','%b%'",
  );
  assert.equal(
    await filled("- {type: value_placeholders, exclude: [a]}", both, "{b: 2}"),
    "User:'%a%','2'",
  );
  assert.match(
    (await itemFaults("- {type: value_placeholders, include: [a], exclude: [b]}"))[0],
    /has both "include" and "exclude"$/,
  );
});

test("value_placeholders: a missing or wrong variable", async () => {
  const items = "- {id: v, type: value_placeholders}";
  assert.equal(
    await filled(items, RULE),
    'Processing item "v" of p.yml has no variable for the placeholder "%admins%"',
  );
  assert.equal(
    await filled(items, RULE, "{admins: [x, {y: z}]}"),
    'Processing item "v" of p.yml cannot use the variable "admins": it is not a text, a number ' +
      "or a list of them",
  );
  assert.match(await filled(items, RULE, "{admins: []}"), /cannot use the variable/);
  const { diagnostics } = applyPipeline(ruleOf(RULE), await itemsOf(items));
  assert.deepEqual(
    diagnostics.map(({ code, severity, span }) => [code, severity, span !== undefined]),
    [["unresolved-placeholder", "unsupported", true]],
  );
});

test("value_placeholders: too many combinations end in an error", async () => {
  const vars = `{x: [${Array.from({ length: 101 }, (_, index) => index).join(",")}]}`;
  assert.match(
    await filled("- {type: value_placeholders}", "sel: {a|expand: '%x%%x%%x%'}", vars),
    /makes more than 10000 values of one$/,
  );
});

test("the caller's variables win, and are not seen inside of nest", async () => {
  const pipeline = await pipelineOf(
    "vars: {admins: [a]}\ntransformations: [{type: value_placeholders}]",
  );
  const merged = mergePipelines([pipeline], { admins: ["b", "c"] });
  const { rule } = applyPipeline(ruleOf(RULE), merged);
  assert.equal(show(rule!.identifiers[0].detection), "User:'b','c'");
  const nested = await pipelineOf(
    "vars: {admins: a}\ntransformations: [{type: nest, items: [{type: value_placeholders}]}]",
  );
  const outcome = applyPipeline(ruleOf(RULE), nested);
  assert.match(outcome.diagnostics[0].hint!, /take it out of nest$/);
});

test("wildcard_placeholders: a wildcard, with a warning", async () => {
  const items = "- {type: wildcard_placeholders, exclude: [b]}";
  assert.equal(await sel(items, "sel: {a|expand: ['x%a%', '%b%']}"), "a:'x*','%b%'");
  assert.equal((await warnings(items, "sel: {a|expand: 'x%a%'}")).length, 1);
  assert.deepEqual(await warnings(items, "sel: {a: x}"), []);
});

test("query_expression_placeholders: {field} stays, {id} is filled", async () => {
  const items = "- {type: query_expression_placeholders, " +
    "expression: '{field} IN [{{{id}}}]', mapping: {admins: admin_list}}";
  assert.equal(await sel(items, RULE), "User:expr({field} IN [{admin_list}])");
  assert.equal(
    await sel(items, "sel: {User|expand: '%other%'}"),
    "User:expr({field} IN [{other}])",
  );
  assert.match(await sel(items, "sel: {User|expand: 'x%a%'}"), /the value has more than it$/);
  assert.match(await sel(items, "sel: {'|expand': '%a%'}"), /needs a field for "%a%"/);
  assert.match(
    (await itemFaults("- {type: query_expression_placeholders, expression: '{x}'}"))[0],
    /only "\{field\}" and "\{id\}" have a value, not "\{x\}"$/,
  );
});

test("file_placeholders: plain text, with a filter", async () => {
  const items = "- {type: file_placeholders, path: ./lists/a.txt, filter: '^[ab]'}";
  const files = { "lists/a.txt": "alice\n  bob \n\ncarol\r\n" };
  assert.equal(await filled(items, RULE, "{}", files), "User:'alice','bob'");
});

test("file_placeholders: CSV by name and by number", async () => {
  const files = { "u.csv": 'id,name\n1,"Smith, A"\n2,"say ""x"""\n3,\n' };
  const item = (rest: string): string =>
    `- {type: file_placeholders, path: u.csv, format: csv, ${rest}}`;
  assert.equal(
    await filled(item("csv_column: name, filter: '.'"), RULE, "{}", files),
    "User:'Smith, A','say \"x\"'",
  );
  assert.equal(await filled(item("csv_column: 0"), RULE, "{}", files), "User:'1','2','3'");
  assert.equal(
    await filled(item("csv_column: 0, csv_has_header: false"), RULE, "{}", files),
    "User:'id','1','2','3'",
  );
  assert.match((await itemFaults(item("csv_column: x"), files))[0], /no column "x"$/);
  assert.match((await itemFaults(item("csv_has_header: true"), files))[0], /needs "csv_column"/);
});

test("file_placeholders: JSON and YAML by a jq path", async () => {
  const json = '{"items": [{"n": "a"}, {"n": 5}, {"n": null}], "x y": ["b"]}';
  const item = (format: string, jq: string): string =>
    `- {type: file_placeholders, path: f, format: ${format}, jq_expression: '${jq}'}`;
  const files = { f: json };
  assert.equal(await filled(item("json", ".items[].n"), RULE, "{}", files), "User:'a','5'");
  assert.equal(await filled(item("yaml", ".items | .[0].n"), RULE, "{}", files), "User:'a'");
  assert.equal(await filled(item("json", '.["x y"][]'), RULE, "{}", files), "User:'b'");
  assert.match((await itemFaults(item("json", ".items"), files))[0], /gives a list or a mapping/);
  assert.match(
    (await itemFaults(item("json", ".items | map(.n)"), files))[0],
    /^2:70 \[pipeline-unsupported\] .* cannot read the jq expression/,
  );
  assert.match((await itemFaults(item("json", ".a"), { f: "{" }))[0], /is not JSON$/);
});

test("file_placeholders: the file must be given, and stand beside the pipeline", async () => {
  assert.match(
    (await itemFaults("- {type: file_placeholders, path: a.txt}"))[0],
    /the file "a.txt" was not read$/,
  );
  assert.match(
    (await itemFaults("- {type: file_placeholders, path: ../../etc/passwd}"))[0],
    /leads out of the pipeline's folder/,
  );
  assert.match(
    (await itemFaults("- {type: file_placeholders, path: /etc/passwd}"))[0],
    /leads out of the pipeline's folder/,
  );
  assert.match(
    (await itemFaults("- {type: file_placeholders, path: a.txt}", { "a.txt": "\n" }))[0],
    /the file "a.txt" has no value$/,
  );
});

test("neededFiles lists what placeholders and templates read, also in nested items", () => {
  const text = `
transformations:
  - {type: file_placeholders, path: ./a.txt}
  - {type: nest, items: [{type: file_placeholders, path: sub/../b.txt}]}
  - {type: file_placeholders, path: ../c.txt}
postprocessing:
  - {type: template, path: tpl, template: q.j2}
  - {type: template, template: '{{ query }}'}
finalizers:
  - {type: nested, finalizers: [{type: template, path: tpl, template: all.j2}]}
`;
  assert.deepEqual(neededFiles(text), ["a.txt", "b.txt", "tpl/q.j2", "tpl/all.j2"]);
});

test("fillPlaceholders works without a pipeline and leaves unknown placeholders", () => {
  const rule = ruleOf("sel: [{User|expand: '%admins%'}, {Host|windash|expand: '%h% -x'}]");
  const { rule: changed, diagnostics } = fillPlaceholders(rule, { admins: ["a", 5], h: "H" });
  assert.deepEqual(diagnostics, []);
  assert.match(show(changed!.identifiers[0].detection), /^\(User:'a','5' \| Host:<'H -x'\|'H \/x'/);
  const none = fillPlaceholders(rule, { other: "x" });
  assert.equal(none.rule, rule);
  const wrong = fillPlaceholders(rule, { admins: null });
  assert.equal(wrong.rule, undefined);
  assert.deepEqual(messages(wrong.diagnostics), [
    'The variable "admins" is not a text, a number or a list of them',
  ]);
});
