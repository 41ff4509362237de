import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { UsageError } from "../../lib/cli/usage_error.ts";
import { convertHere, type Done } from "./convert_here.ts";
import { type Files, inFolder, records, run } from "./helpers.ts";

const RULE = `title: Tools
status: test
level: high
logsource: { category: process_creation, product: windows }
detection:
  selection:
    Cmd|contains: evil
    User|expand: '%admins%'
  condition: selection
`;
const PLAIN = RULE.replace("    User|expand: '%admins%'\n", "");
const NAMES = `name: Names
priority: 10
vars: { admins: [alice, bob] }
transformations:
  - { type: field_name_mapping, mapping: { Cmd: CommandLine } }
  - { type: value_placeholders }
`;
const suffix = (text: string, priority: number) =>
  `name: S${text}\npriority: ${priority}\npostprocessing:\n` +
  `  - { type: embed, suffix: "${text}" }\n`;
const QUERY = 'process.cmd_line ICONTAINS "evil" AND (process.username IIN ["alice", "bob"])';

/** Converts a rule; `FOLDER` in an argument is the folder of the files. */
async function convertRule(rule: string, files: Files, ...args: string[]): Promise<Done> {
  let done: Done | undefined;
  await inFolder({ ...files, "rule.yml": rule }, async (folder) => {
    const placed = args.map((arg) => arg.replace("FOLDER", folder));
    done = await convertHere(join(folder, "rule.yml"), ...placed);
  });
  return done!;
}

async function queryOf(rule: string, files: Files, ...args: string[]): Promise<string> {
  const { lines: [line] } = await convertRule(rule, files, ...args);
  return line.query ?? `${line.error.code}: ${line.error.message}`;
}

/** Asserts that the program would end with 2, and what it would say. */
async function refuses(files: Files, message: RegExp, ...args: string[]): Promise<void> {
  await assert.rejects(convertRule(RULE, files, ...args), (error) => {
    assert.ok(error instanceof UsageError, String(error));
    assert.match(error.message, message);
    return true;
  });
}

test("--pipeline runs the steps of a file before the mapping table", async () => {
  const files = { "p.yml": NAMES };
  assert.match(await queryOf(RULE, {}), /^unmapped-field: Cannot map field "Cmd"/);
  assert.equal(await queryOf(RULE, files, "-p", "FOLDER/p.yml"), QUERY);
  assert.equal(await queryOf(RULE, files, "--pipeline=FOLDER/p.yml"), QUERY);
  assert.equal(
    await queryOf(RULE, files, "-p", "FOLDER/p.yml", "--without-mapping"),
    'CommandLine ICONTAINS "evil" AND (User IIN ["alice", "bob"])',
  );
  assert.equal(
    await queryOf(PLAIN, files, "-p", "FOLDER/p.yml", "-f", "leql_advanced_search"),
    'where(process.cmd_line ICONTAINS "evil")',
  );
});

test("--pipeline takes folders, and joins pipelines by priority", async () => {
  const files = {
    "ps/a.yml": suffix(" c", 30),
    "ps/sub/b.yaml": suffix(" b", 20),
    "ps/z.yml": NAMES.replace("10", "40"),
    "ps/notes.txt": "no pipeline",
    "own.yml": suffix(" a", 10),
    "none/notes.txt": "no pipeline",
  };
  const wanted = `${QUERY} a b c`;
  for (const args of [["-p", "FOLDER/own.yml", "-p", "FOLDER/ps"], ["-p", "FOLDER/ps/*"]]) {
    const first = args.length > 2 ? wanted : wanted.replace(" a", "");
    assert.equal(await queryOf(RULE, files, ...args), first);
  }
  const turned = ["-p", "FOLDER/ps", "-p", "FOLDER/own.yml"];
  assert.equal(await queryOf(RULE, files, ...turned), wanted);
  await refuses(files, /^No pipelines found in ".*none"$/, "-p", "FOLDER/none");
  await refuses(files, /^Cannot read pipeline ".*nosuch\.yml": /, "-p", "FOLDER/nosuch.yml");
});

test("a later variable of the same name wins, and the command line over all", async () => {
  const files = {
    "p.yml": NAMES,
    "vars.json": '{ "admins": ["carol"] }',
    "vars.yml": "admins: dave\nother: [1, x]\n",
  };
  const p = ["-p", "FOLDER/p.yml"];
  const json = ["--vars-file", "FOLDER/vars.json"];
  const yaml = ["--vars-file", "FOLDER/vars.yml"];
  const cases: readonly [readonly string[], string][] = [
    [p, '(process.username IIN ["alice", "bob"])'],
    [[...p, ...json], 'process.username = NOCASE("carol")'],
    [[...p, ...json, ...yaml], 'process.username = NOCASE("dave")'],
    [[...p, ...yaml, ...json], 'process.username = NOCASE("carol")'],
    [[...p, ...json, "--var", "admins=erin"], 'process.username = NOCASE("erin")'],
    [[...p, "--var=admins=x,y\\,z", ...json], '(process.username IIN ["x", "y,z"])'],
  ];
  for (const [args, end] of cases) {
    const query = await queryOf(RULE, files, ...args);
    assert.equal(query, `process.cmd_line ICONTAINS "evil" AND ${end}`, args.join(" "));
  }
});

test("--var and --vars-file fill placeholders without any pipeline", async () => {
  const rule = RULE.replace("Cmd", "CommandLine");
  const files = { "vars.yml": "admins: [1, x]\n" };
  assert.match(await queryOf(rule, files), /^unresolved-placeholder: .*admins/);
  assert.equal(
    await queryOf(rule, files, "--var", "admins=alice,bob"),
    QUERY,
  );
  assert.equal(
    await queryOf(rule, files, "--vars-file", "FOLDER/vars.yml"),
    QUERY.replace('"alice", "bob"', '"1", "x"'),
  );
  assert.match(await queryOf(rule, files, "--var", "others=x"), /^unresolved-placeholder: /);
});

test("--placeholders leql-variable leaves placeholders to InsightIDR", async () => {
  const rule = RULE.replace("Cmd", "CommandLine");
  const query = await queryOf(rule, {}, "--placeholders", "leql-variable");
  assert.match(query, /process\.username .*\$\{admins\}/);
  assert.equal(
    await queryOf(rule, {}, "--placeholders", "leql-variable", "--var", "admins=alice,bob"),
    QUERY,
  );
});

test("vars files that are no map of values are refused", async () => {
  const files = {
    "list.json": "[1]",
    "list.yml": "- admins\n",
    "scalar.yml": "admins\n",
    "empty.yml": "",
    "two.yml": "a: b\n---\nc: d\n",
    "broken.json": '{ "a": [1, }\n',
    "bytes.yml": new Uint8Array([0xff]),
  };
  const isNoMap = /^Cannot read variables ".*": it is not a map of names to values$/;
  for (const name of ["list.json", "list.yml", "scalar.yml", "empty.yml", "two.yml"]) {
    await refuses(files, isNoMap, "--vars-file", `FOLDER/${name}`);
  }
  await refuses(
    files,
    /^Cannot read variables ".*broken\.json": ./,
    "--vars-file=FOLDER/broken.json",
  );
  await refuses(files, /": it is not UTF-8 text$/, "--vars-file=FOLDER/bytes.yml");
  await refuses(files, /^Cannot read variables ".*": .*not exist/, "--vars-file=FOLDER/nosuch.yml");
  await inFolder({ ...files, "rule.yml": RULE }, async (folder) => {
    const args = ["rule.yml", "--vars-file", "list.yml"];
    const { code, stdout, stderr } = await run(args, { cwd: folder });
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.equal(
      stderr,
      'Error: Cannot read variables "list.yml": it is not a map of names to values\n' +
        "See sigma-leql --help\n",
    );
  });
});

test("faults of a pipeline are told with their places, all at once", async () => {
  const faulty = `name: Faulty
transformations:
  - { type: field_name_maping, mapping: {} }
  - type: field_name_prefix
    prefix: x
    prefx: y
nosuch: 1
`;
  await inFolder({ "p.yml": faulty, "rule.yml": RULE }, async (folder) => {
    const { code, stdout, stderr } = await run(["rule.yml", "-p", "p.yml"], { cwd: folder });
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /^Error: Cannot use the pipelines\n/);
    assert.match(stderr, /^p\.yml:3:13: error: .*"field_name_maping".*"field_name_mapping"/m);
    assert.match(stderr, /^p\.yml:6:5: error: .*"prefx".*"prefix"/m);
    assert.match(stderr, /^p\.yml:7:1: error: .*"nosuch"/m);
    assert.match(stderr, /\nSee sigma-leql --help\n$/);
  });
  await refuses({ "p.yml": "a: [b\n" }, /p\.yml:\d+:\d+: error: /, "-p", "FOLDER/p.yml");
});

test("files that a pipeline names are read from its folder", async () => {
  const list = (path: string) =>
    NAMES.replace("value_placeholders", `file_placeholders, include: [admins], path: ${path}`);
  const files = {
    "ps/p.yml": list("lists/admins.txt"),
    "ps/lists/admins.txt": "carol\ndave\n",
    "ps/none.yml": list("lists/nosuch.txt"),
    "ps/out.yml": list("../secret.txt"),
    "secret.txt": "secret\n",
  };
  const query = await queryOf(RULE, files, "-p", "FOLDER/ps/p.yml");
  assert.equal(query, QUERY.replace('"alice", "bob"', '"carol", "dave"'));
  await refuses(
    files,
    /^Cannot read file of pipeline ".*none\.yml" ".*nosuch\.txt": /,
    "-p",
    "FOLDER/ps/none.yml",
  );
  await refuses(files, /out\.yml:\d+:\d+: error: .*"\.\.\/secret\.txt"/, "-p", "FOLDER/ps/out.yml");
});

test("an item that refuses a rule makes it unsupported, and the rest is converted", async () => {
  const pipeline = `name: Refusing
transformations:
  - { type: field_name_mapping, mapping: { Cmd: CommandLine } }
  - type: rule_failure
    message: high rules are not for us
    rule_conditions: [{ type: rule_attribute, attribute: level, value: high }]
`;
  const files = { "p.yml": pipeline };
  const rules = `${PLAIN}---\n${PLAIN.replace("high", "low")}`;
  const { code, lines } = await convertRule(rules, files, "-p", "FOLDER/p.yml");
  assert.equal(code, 1);
  assert.equal(lines[0].error.code, "pipeline-failure");
  assert.match(lines[0].error.message, /high rules are not for us$/);
  assert.equal(lines[1].query, 'process.cmd_line ICONTAINS "evil"');
  const skipping = await convertRule(rules, files, "-p", "FOLDER/p.yml", "--skip-unsupported");
  assert.equal(skipping.code, 0);
});

test("postprocessing works on each query, and finalizers on the text of all", async () => {
  const pipeline = `${NAMES}postprocessing:
  - { type: simple_template, template: "// {rule.title}\\n{query}" }
finalizers:
  - { type: concat, separator: "\\n;\\n", prefix: "BEGIN\\n", suffix: "\\nEND" }
`;
  const files = { "p.yml": pipeline };
  const rules = `${RULE}---\n${RULE.replace("Tools", "More")}`;
  const args = ["-p", "FOLDER/p.yml"];
  const { lines } = await convertRule(rules, files, ...args);
  assert.deepEqual(lines.map(({ query }) => query), [`// Tools\n${QUERY}`, `// More\n${QUERY}`]);
  const { text } = await convertRule(rules, files, ...args, "--to", "text");
  assert.equal(text, `BEGIN\n// Tools\n${QUERY}\n;\n// More\n${QUERY}\nEND\n`);
  const json = { "p.yml": `${NAMES}finalizers:\n  - { type: json }\n` };
  const done = await convertRule(rules, json, ...args, "--to", "text");
  assert.deepEqual(JSON.parse(done.text), [QUERY, QUERY]);
});

test("finalizers without --to text are told to have no effect", async () => {
  const pipeline = `${NAMES}finalizers:\n  - { type: json }\n`;
  await inFolder({ "p.yml": pipeline, "rule.yml": RULE }, async (folder) => {
    const args = ["rule.yml", "-p", "p.yml", "-q"];
    const { code, stdout, stderr } = await run(args, { cwd: folder });
    assert.equal(code, 0);
    assert.equal(records(stdout)[0].query, QUERY);
    assert.equal(
      stderr,
      "Warning: finalizers of pipelines have an effect with --to text alone\n",
    );
  });
});

test("pipelines come to the same bytes whatever the number of workers", async () => {
  const pipeline = `${NAMES}postprocessing:
  - { type: embed, prefix: "/* ", suffix: " */" }
finalizers:
  - { type: concat, separator: "\\n--\\n" }
`;
  const files: Record<string, string> = { "p.yml": pipeline };
  for (let index = 0; index < 100; index++) {
    files[`rules/${index}.yml`] = RULE.replace("evil", `evil ${index}`);
  }
  await inFolder(files, async (folder) => {
    const args = [join(folder, "rules"), "-p", join(folder, "p.yml"), "--var", "admins=x"];
    for (const to of ["ndjson", "text"]) {
      const texts: string[] = [];
      for (const workers of ["0", "1"]) {
        texts.push((await convertHere(...args, "--to", to, "-w", workers)).text);
      }
      assert.equal(texts[0].match(/NOCASE/g)?.length, 100);
      assert.equal(texts[1], texts[0]);
    }
  });
});
