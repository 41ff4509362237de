import assert from "node:assert/strict";
import { test } from "node:test";
import { FLAGS, FORMAT_NAMES } from "../../lib/cli/flags.ts";
import { helpText } from "../../lib/cli/help.ts";
import { parseOptions } from "../../lib/cli/options.ts";
import { UsageError } from "../../lib/cli/usage_error.ts";
import { VERSION } from "../../lib/cli/version.ts";
import { FORMATS } from "../../lib/compile.ts";
import { read, ROOT } from "./helpers.ts";

function fails(argv: readonly string[], message: RegExp, hint?: RegExp): void {
  assert.throws(() => parseOptions(argv), (error) => {
    assert.ok(error instanceof UsageError);
    assert.match(error.message, message);
    if (hint !== undefined) assert.match(error.hint ?? "", hint);
    return true;
  });
}

test("parseOptions() has defaults", () => {
  assert.deepEqual(parseOptions(["rules"]), {
    inputs: ["rules"],
    formats: ["default"],
    mappings: [],
    choices: {},
    minEvidence: "inferred",
    withoutMapping: false,
    pipelines: [],
    filters: [],
    filterMode: "and",
    vars: {},
    varsFiles: [],
    placeholders: "error",
    negation: "prefix",
    selection: {},
    idFiles: [],
    filePatterns: [],
    excludes: [],
    to: "ndjson",
    out: undefined,
    workers: undefined,
    prune: false,
    skipUnsupported: false,
    verify: false,
    quiet: false,
    progress: true,
    version: false,
    help: false,
  });
});

test("parseOptions() reads formats by comma, repetition and all", () => {
  const formats = (...args: string[]) => parseOptions([...args, "x"]).formats;
  assert.deepEqual(formats("--format", "leql_advanced_search,default"), FORMATS.slice(0, 2));
  assert.deepEqual(formats("-f", "default", "--format=leql_advanced_search"), FORMATS.slice(0, 2));
  assert.deepEqual(formats("--format", "default,default"), ["default"]);
  assert.deepEqual(formats("--format", "all"), FORMATS);
});

test("parseOptions() reads the other options", () => {
  const options = parseOptions([
    ..."-m insightidr,a.json --mapping b.json -P *.sigma --to=text --out - -w 3".split(" "),
    ..."--skip-unsupported --quiet -- -x".split(" "),
  ]);
  assert.deepEqual(options.mappings, ["insightidr", "a.json", "b.json"]);
  assert.deepEqual(options.filePatterns, ["*.sigma"]);
  assert.equal(options.to, "text");
  assert.equal(options.out, undefined);
  assert.equal(options.workers, 3);
  assert.equal(options.skipUnsupported, true);
  assert.equal(options.progress, false);
  assert.deepEqual(options.inputs, ["-x"]);
});

test("parseOptions() reads which rules to convert", () => {
  const { selection, excludes, idFiles } = parseOptions([
    ..."--min-level high --status stable,test --tag attack.t1059* --tag car.*".split(" "),
    ..."--logsource category=dns,product=windows --since 2024-01-31".split(" "),
    ..."--exclude deprecated/** --id-file ids.txt rules".split(" "),
  ]);
  assert.deepEqual(selection, {
    minLevel: "high",
    statuses: ["stable", "test"],
    tags: ["attack.t1059*", "car.*"],
    logsources: [{ category: "dns", product: "windows" }],
    since: "2024-01-31",
  });
  assert.deepEqual(excludes, ["deprecated/**"]);
  assert.deepEqual(idFiles, ["ids.txt"]);
  fails(["--min-level", "hig", "x"], /Unknown value "hig" for --min-level/, /"high"/);
  fails(["--since", "2024-13-01", "x"], /expected a date/);
  fails(["--logsource", "categry=x", "x"], /Unknown value "categry"/, /"category"/);
  fails(["--logsource", "category", "x"], /needs a value for category/);
});

test("parseOptions() reads values of placeholders", () => {
  const { vars } = parseOptions(["--var", "admins=alice,bob", "--var", "one=a\\,b", "rules"]);
  assert.deepEqual(vars, { admins: ["alice", "bob"], one: ["a,b"] });
  fails(["--var", "admins", "x"], /expected NAME=VALUE/);
});

test("parseOptions() knows the names of sigma-cli", () => {
  const options = parseOptions([
    ..."-f default -s -p site.yml -P *.yml -c default --encoding UTF-8 --filter f.yml".split(" "),
    ..."--without-pipeline --output out.ndjson rules".split(" "),
  ]);
  assert.deepEqual(options.pipelines, ["site.yml"]);
  assert.deepEqual(options.filePatterns, ["*.yml"]);
  assert.deepEqual(options.filters, ["f.yml"]);
  assert.equal(options.skipUnsupported, true);
  assert.equal(options.withoutMapping, true);
  assert.equal(options.out, "out.ndjson");
  fails(["-c", "stats", "x"], /Unknown value "stats" for --correlation-method/);
  fails(["--encoding", "utf-16", "x"], /Unknown value "utf-16" for --encoding/);
  fails(["-m", "pysigma", "--without-mapping", "x"], /exclude each other/);
});

test("parseOptions() refuses what is wrong, and says what was meant", () => {
  fails(["--fromat", "all", "x"], /Unknown option "--fromat"/, /Did you mean "--format"\?/);
  fails(["-z", "x"], /Unknown option "-z"/);
  fails(["--format", "defualt", "x"], /Unknown value "defualt" for --format/, /"default"/);
  fails(["--to", "xml", "x"], /Unknown value "xml"/, /Known are ndjson, tree, text/);
  fails(["x", "--out"], /Option "--out" needs a value: PATH/);
  fails(["--quiet=yes", "x"], /Option "--quiet" takes no value/);
  fails(["--format", "default,", "x"], /empty value/);
  for (const count of ["x", "-1", "1.5", "257", "1e2"]) {
    fails([`--workers=${count}`, "x"], /expected a number from 0 to 256/);
  }
  fails([], /No input given/);
  fails(["-", "-"], /only once/);
  fails(["--to", "tree", "x"], /needs a folder/, /--out PATH/);
  fails(["--prune", "--out", "out", "x"], /"--prune" removes files of a tree alone/, /--to tree/);
  fails(["--skip-unsupported", "--fail-unsupported", "x"], /exclude each other/);
});

test("FORMAT_NAMES are the formats of the compiler", () => {
  assert.deepEqual(FORMAT_NAMES, FORMATS);
});

test("VERSION is the version in deno.json", () => {
  assert.equal(VERSION, JSON.parse(read(`${ROOT}/deno.json`)).version);
});

test("helpText() names every option, in lines that fit a terminal", () => {
  const help = helpText();
  for (const { name } of FLAGS) assert.ok(help.includes(`--${name}`), name);
  for (const line of help.split("\n")) assert.ok(line.length <= 100, line);
});
