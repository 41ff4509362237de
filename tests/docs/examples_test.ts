import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createChecker } from "../../lib/check/checker.ts";
import { list, read, run } from "../cli/helpers.ts";
import { convertHere } from "../cli/convert_here.ts";
import { ROOT } from "../helpers/project.ts";

const EXAMPLES = join(ROOT, "examples");
const DEPLOYMENT = " AND NOT process.username=/.*\\\\svc_deploy$/i";

function example(path: string): string {
  return join(EXAMPLES, path);
}

/** Queries of examples for advanced Log Search, by title. */
async function queries(...args: string[]): Promise<Record<string, string>> {
  const { lines } = await convertHere(...args, "-f", "leql_advanced_search");
  const converted = lines.filter(({ query }) => query !== undefined);
  return Object.fromEntries(converted.map(({ title, query }) => [title, query]));
}

test("every folder of examples has a test", () => {
  const folders = "correlations filters mappings pipeline-rules pipelines rules tests".split(" ");
  assert.deepEqual(readdirSync(EXAMPLES).sort(), folders);
});

test("the example rules convert in all formats, but for the one that shows why not", async () => {
  const args = [example("rules"), "-f", "all"];
  const { code, lines } = await convertHere(...args, "--skip-unsupported");
  assert.equal(code, 0);
  assert.equal((await convertHere(...args)).code, 1);
  assert.equal(lines.filter(({ query }) => query !== undefined).length, 9);
  assert.deepEqual(
    lines.filter(({ error }) => error !== undefined).map(({ path, error }) => [path, error.code]),
    [["windows/integrity_level.yml", "unsupported-field"]],
  );
});

test("the example correlations count over time spans that the records tell", async () => {
  const { code, lines } = await convertHere(
    example("correlations"),
    "--format",
    "leql_advanced_search",
  );
  assert.equal(code, 0);
  assert.deepEqual(
    lines.map(({ path, rule, query, skipped, timespan_seconds: seconds }) => [
      `${path} ${rule}`,
      query?.replace(/^.*\) groupby/, "groupby") ?? skipped.code,
      seconds,
    ]),
    [
      ["many_failed_sign_ins.yml 0", "used-by-correlation", undefined],
      [
        "many_failed_sign_ins.yml 1",
        "groupby(account) calculate(count) having(count>=10)",
        900,
      ],
      [
        "rare_archiver_names.yml 0",
        "groupby(process.username) calculate(unique:process.exe_path) " +
        "having(unique:process.exe_path>5)",
        3600,
      ],
      ["rare_archiver_names.yml 1", "used-by-correlation", undefined],
    ],
  );
});

test("the example filter narrows the rule that it names, and no other", async () => {
  const before = await queries(example("rules"));
  const after = await queries(example("rules"), "--filter", example("filters"));
  const changed = Object.keys(before).filter((name) => before[name] !== after[name]);
  assert.equal(changed.length, 1, changed.join());
  assert.equal(after[changed[0]], `${before[changed[0]].slice(0, -1)}${DEPLOYMENT})`);
});

test("the example pipelines change the rule beside them", async () => {
  const rules = example("pipeline-rules");
  const pipeline = (name: string) => ["-p", example(`pipelines/${name}.yml`), "--without-mapping"];
  const body = 'Image ISTARTS-WITH "C:\\Programs\\Tools\\" AND (User IIN ["CORP\\alice", ' +
    '"CORP\\bob", "CORP-alice", "CORP-bob"]) AND NOT (ComputerName IIN ["jump01", "jump02"])';
  const head = "// Administrative Tools Started From Program Files [medium] blue\n";
  const site = await convertHere(rules, ...pipeline("site"), "--to", "text");
  assert.equal(site.code, 0);
  assert.equal(site.text, `${head}${body}\n// from the EDR agent\n`);

  const vars = ["--var", "domain_prefixes=CORP-", "--var", "admins=bob", "--var", "jump_hosts=j1"];
  const report = await convertHere(rules, ...pipeline("report"), ...vars, "--to", "text");
  assert.equal(report.code, 0);
  assert.match(report.text, /^# 1 queries\n\n1\. Administrative Tools .*\(medium\) #attack\./);
  assert.match(report.text, /\n {3}ProcessImage ISTARTS-WITH .* AND NOT ComputerName = NOCASE/);

  const linux = example("rules/linux");
  const [plain, excluded] = await Promise.all([
    convertHere(linux, "--without-mapping"),
    convertHere(linux, ...pipeline("linux_exclusions")),
  ]);
  assert.equal(plain.lines.length, 1);
  assert.ok(excluded.lines[0].query.startsWith('NOT (CommandLine ICONTAINS-ALL ["/.ansible'));
  assert.equal(plain.lines[0].query.includes("ansible"), false);
});

test("the command in an example pipeline works", async () => {
  const [, command] = /^# +sigma-leql (.*)$/m.exec(read(example("pipelines/site.yml")))!;
  const { code, stdout, stderr } = await run(command.split(" "), { cwd: ROOT });
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^\/\/ Administrative Tools/);
});

test("check finds no fault in the examples", () => {
  const checker = createChecker();
  const folders = ["rules", "correlations", "filters", "pipeline-rules"];
  const issues = folders.flatMap((folder) =>
    list(example(folder)).flatMap((path) =>
      checker.checkText({ path, text: read(join(example(folder), path)) })
    )
  );
  const faults = [...issues, ...checker.finish()].filter(({ severity }) => severity === "error");
  assert.deepEqual(faults, []);
});
