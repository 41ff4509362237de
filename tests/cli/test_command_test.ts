import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { testCommand } from "../../lib/cli/test_command.ts";
import { parseTestOptions } from "../../lib/cli/match/test_options.ts";
import { type Files, inFolder, read, records, run } from "./helpers.ts";

const HEAD = "logsource: {category: process_creation, product: windows}\ndetection:\n";

const WHOAMI = `title: Whoami\nid: 11111111-1111-4111-8111-111111111111\nlevel: low\n${HEAD}` +
  "  selection: {Image|endswith: '\\whoami.exe'}\n  condition: selection\n";
const ANY = `title: Any\n${HEAD}  selection: {Image|contains: '\\'}\n  condition: selection\n`;
const LEVEL =
  `title: Level\n${HEAD}  selection: {IntegrityLevel: System}\n  condition: selection\n`;

const EVENTS = '{"Image":"C:\\\\whoami.exe","User":"a"}\n{"Image":"x"}\n{"Image":"C:\\\\x.exe"}\n';

const FILES: Files = {
  "rules/any.yml": ANY,
  "rules/whoami.yml": WHOAMI,
  "events/a.ndjson": EVENTS,
  "events/b.json": `[\n{"Image":"D:\\\\WHOAMI.exe"},\n{"Image":\n"y"}]`,
  "events/c.json.gz": gzipSync('{"Image":"E:\\\\whoami.exe"}'),
  "events/notes.txt": "no events",
};

/** `rule file:line` of each match. */
function matches(stdout: string): string[] {
  return records(stdout).map(({ title, file, line }) => `${title} ${file}:${line}`);
}

test("cli says which rules match which events", async () => {
  await inFolder(FILES, async (cwd) => {
    const { code, stdout, stderr } = await run(["test", "rules", "--events", "events"], { cwd });
    assert.equal(code, 0, stderr);
    assert.deepEqual(matches(stdout), [
      "Any events/a.ndjson:1",
      "Whoami events/a.ndjson:1",
      "Any events/a.ndjson:3",
      "Any events/b.json:2",
      "Whoami events/b.json:2",
      "Any events/c.json.gz:1",
      "Whoami events/c.json.gz:1",
    ]);
    assert.deepEqual(records(stdout)[1], {
      path: "rules/whoami.yml",
      rule: 0,
      id: "11111111-1111-4111-8111-111111111111",
      title: "Whoami",
      level: "low",
      conditions: [0],
      file: "events/a.ndjson",
      line: 1,
      event: 0,
    });
    assert.match(
      stderr,
      /^6 events in \d+\.\d\d s \([\d,]+ a second\): 7 matches of 2 of 2 rules\n$/,
    );
  });
});

test("cli leaves correlations out, unless there is nothing else", async () => {
  const many = "title: Many\ncorrelation:\n  type: event_count\n  rules: [whoami]\n" +
    "  group-by: [User]\n  timespan: 5m\n  condition: {gte: 2}\n";
  const files = {
    ...FILES,
    "rules/many.yml": `name: whoami\n${WHOAMI.replace("1111-1111", "2222-1111")}---\n${many}`,
    "alone/many.yml": many,
  };
  await inFolder(files, async (cwd) => {
    const [all, alone] = await Promise.all([
      run(["test", "rules", "--events", "events/a.ndjson"], { cwd }),
      run(["test", "alone", "--events", "events/a.ndjson"], { cwd }),
    ]);
    assert.equal(all.code, 0, all.stderr);
    assert.equal(records(all.stdout).some(({ error }) => error !== undefined), false);
    assert.match(all.stderr, /\n +1 {2}correlations left out: --event-fields insightidr/);
    assert.equal(all.stderr.split("correlation").length, 2);
    assert.equal(alone.code, 1);
    assert.equal(records(alone.stdout)[0].error.code, "not-evaluable");
  });
});

test("cli gives the same bytes for any number of workers, and from a stream", async () => {
  const lines = Array.from({ length: 3000 }, (_, at) => {
    return at % 7 === 0
      ? `bad ${at}`
      : `{"n":${at},"Image":"C:\\\\${at % 3 ? "who" : "who" + "ami"}.exe"}`;
  });
  const files = { ...FILES, "many.ndjson": `${lines.join("\n")}\n` };
  await inFolder(files, async (cwd) => {
    const test = ["test", "rules", "-e"];
    const [here, one, three, stream] = await Promise.all([
      run([...test, "many.ndjson", "-w", "0"], { cwd }),
      run([...test, "many.ndjson", "-w", "1"], { cwd }),
      run([...test, "many.ndjson", "-w", "3"], { cwd }),
      run([...test, "-", "--quiet"], { cwd, stdin: files["many.ndjson"] }),
    ]);
    assert.equal(here.code, 1);
    assert.equal(records(here.stdout).length, 3428);
    for (const other of [one, three]) {
      assert.equal(other.stdout, here.stdout);
      const faults = (text: string): string[] =>
        text.split("\n").filter((one) => one.includes("["));
      assert.deepEqual(faults(other.stderr), faults(here.stderr));
    }
    assert.equal(stream.stdout, here.stdout.replaceAll('"many.ndjson"', '"-"'));
    assert.match(here.stderr, /^many\.ndjson:1: error: .*\[event-not-json\]\nmany\.ndjson:8: /);
    assert.match(
      here.stderr,
      /\n {6}429 {2}events could not be read\n {6}409 {2}of them are not told above\n$/,
    );
  });
});

test("cli sums up for people", async () => {
  await inFolder(
    { ...FILES, "rules/level.yml": LEVEL, "rules/bad.yml": "title: [" },
    async (cwd) => {
      const args = ["test", "rules", "--events", "events", "--to", "summary"];
      const { code, stdout, stderr } = await run(args, { cwd });
      assert.equal(code, 1);
      assert.equal(
        stdout,
        "      4  rules/any.yml  Any\n      3  rules/whoami.yml  Whoami  [low]\n",
      );
      assert.match(stderr, /^rules\/bad\.yml:1:9: error: .*\[yaml-syntax\]\n6 events in /);
      assert.match(
        stderr,
        / of 2 of 4 rules\n {8}1 {2}rules could not be evaluated, or not all of them\n$/,
      );
    },
  );
});

test("cli holds the converted query against events as InsightIDR stores them", async () => {
  const stored = '{"process":{"exe_path":"C:\\\\whoami.exe"}}\n';
  const files = { ...FILES, "rules/level.yml": LEVEL, "stored.ndjson": stored };
  await inFolder(files, async (cwd) => {
    const args = ["test", "rules", "-e", "stored.ndjson", "--event-fields", "insightidr"];
    const { code, stdout } = await run(args, { cwd });
    assert.equal(code, 1);
    const [fault, ...found] = records(stdout);
    assert.deepEqual([fault.path, fault.error.kind, fault.error.code, fault.error.line], [
      "rules/level.yml",
      "unsupported",
      "unsupported-field",
      4,
    ]);
    assert.deepEqual(found.map(({ title }) => title), ["Any", "Whoami"]);
    assert.equal((await run([...args, "--skip-unsupported"], { cwd })).code, 0);
    const kept = await run([...args, "--without-mapping", "-q"], { cwd });
    assert.deepEqual([kept.code, kept.stdout, kept.stderr], [0, "", ""]);
  });
});

test("cli takes queries of .leql files, and groups of events", async () => {
  const files = {
    "q/a.leql":
      'where(user = "a")\n\nwhere(n > 0) groupby(user) calculate(count) having(count > 1)\n',
    "q/bad.leql": "where(user ENDS-WITH x)\n",
    "log.json": '[{"user":"a","n":1},{"user":"a","n":2},{"user":"b","n":3}]',
  };
  await inFolder(files, async (cwd) => {
    const { code, stdout } = await run(["test", "q", "--events", "log.json"], { cwd });
    assert.equal(code, 1);
    const [fault, first, second, group] = records(stdout);
    assert.deepEqual([fault.path, fault.error.code, fault.error.line], [
      "q/bad.leql",
      "leql-unknown-word",
      1,
    ]);
    assert.deepEqual([first.rule, first.event, second.event], [0, 0, 1]);
    assert.deepEqual([group.rule, group.group, group.count, group.value], [1, { user: "a" }, 2, 2]);
    assert.equal(records(stdout).length, 4);
  });
});

test("cli reads events in every way that it is told to", async () => {
  const windows = '{"Event":{"System":{"EventID":1},"EventData":{"Image":"C:\\\\whoami.exe"}}}';
  const files = {
    "whoami.yml": WHOAMI,
    "evtx.json": `Record 1\n{\n "Event":${windows.slice(9)}\nRecord 2\n${windows}`,
  };
  await inFolder(files, async (cwd) => {
    const count = async (...args: string[]): Promise<number> =>
      records((await run(["test", "whoami.yml", "-e", "evtx.json", ...args], { cwd })).stdout)
        .length;
    assert.equal(await count(), 2);
    assert.equal(await count("--event-format", "windows"), 2);
    assert.equal(await count("--event-format", "json"), 0);
    const { code, stderr } = await run(
      ["test", "whoami.yml", "-e", "evtx.json", "--event-format", "ndjson"],
      { cwd },
    );
    assert.equal(code, 1);
    assert.match(stderr, /^evtx\.json:1: error: /);
  });
});

test("cli goes on behind events and files that cannot be read", async () => {
  const gzip = gzipSync(EVENTS.repeat(100));
  const files = { ...FILES, "broken.json.gz": gzip.subarray(0, gzip.length - 9) };
  await inFolder(files, async (cwd) => {
    const args = ["test", "rules", "-e", "broken.json.gz", "-e", "events/a.ndjson"];
    const { code, stdout, stderr } = await run(args, { cwd });
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^Error: Cannot read events "broken\.json\.gz": its gzip data is damaged/m,
    );
    assert.match(stderr, /1 {2}files of events could not be read to their end\n$/);
    assert.equal(matches(stdout).at(-1), "Any events/a.ndjson:3");
  });
});

const PASSING = "tests:\n  - name: finds it\n    match: [{Image: 'C:\\whoami.exe'}]\n" +
  "    no_match: {file: [no.ndjson]}\n";
const FAILING = "tests:\n  - name: finds more\n    match: [{Image: 'C:\\who.exe'}]\n";

const TESTED: Files = {
  "rules/a/whoami.yml": WHOAMI,
  "rules/a/whoami.test.yml": PASSING,
  "rules/a/no.ndjson": '{"Image":"C:\\\\who.exe"}\n',
  "rules/any.yaml": ANY,
  "more/others.test.yaml": FAILING.replace("tests:", "rule: ../rules/a/whoami.yml\ntests:"),
};

test("cli runs the test files beside the rules", async () => {
  await inFolder(TESTED, async (cwd) => {
    const passed = await run(["test", "rules"], { cwd });
    assert.equal(passed.code, 0, passed.stderr);
    assert.equal(passed.stdout, "1 test in 1 file, 2 events: 1 passed, 0 failed\n");
    const failed = await run(["test", "rules/a/whoami.yml", "more"], { cwd });
    assert.equal(failed.code, 1);
    assert.match(failed.stdout, /^FAIL {2}more\/others\.test\.yaml:3 finds more\n/);
    assert.match(failed.stdout, /\n2 tests in 2 files, 3 events: 1 passed, 1 failed\n$/);
    const lines = await run(["test", "rules", "more", "--to", "ndjson"], { cwd });
    const outcomes = records(lines.stdout);
    assert.deepEqual(outcomes.map(({ status, rule }) => [status, rule.path]), [
      ["passed", "rules/a/whoami.yml"],
      ["failed", "rules/a/whoami.yml"],
    ]);
    assert.equal(lines.stderr, "2 tests in 2 files, 3 events: 1 passed, 1 failed\n");
  });
});

test("cli counts rules without tests, and writes JUnit XML", async () => {
  await inFolder(TESTED, async (cwd) => {
    const args = ["test", "rules", "--coverage", "--junit", "out.xml"];
    const { code, stdout } = await run(args, { cwd });
    assert.equal(code, 0);
    assert.match(
      stdout,
      /\n1 of 2 rules have an event that must match \(50 %\)\nWithout tests:\n {2}rules\/any\.yaml {2}Any\n$/,
    );
    assert.match(
      read(join(cwd, "out.xml")),
      /<testsuites name="sigma-leql" tests="1" failures="0" errors="0"/,
    );
    const least = (percent: string) =>
      run(["test", "rules", "--coverage-min", percent, "-q"], { cwd });
    assert.equal((await least("50%")).code, 0);
    const low = await least("50.1");
    assert.deepEqual([low.code, low.stderr], [1, "Fewer than 50.1 % of the rules have tests\n"]);
    const none = await run(["test", "rules/any.yaml", "--coverage", "--to", "ndjson"], { cwd });
    assert.equal(none.code, 0);
    assert.equal(records(none.stdout)[0].coverage.tested, 0);
  });
});

test("cli tests the file that a rule with several conditions and event types becomes", async () => {
  const rule = "title: Trail\nlogsource: {product: aws, service: cloudtrail}\ndetection:\n" +
    "  one: {eventName: DeleteTrail}\n  two: {eventName: StopLogging}\n  condition: [one, two]\n";
  const event = (name: string): string =>
    `{service: cloudtrail, source_json: {eventName: ${name}}}`;
  const files = {
    "rules/trail.yml": rule,
    "trail.test.yml": "rule: out/leql_detection_definition/trail.leql\ntests:\n  - name: finds\n" +
      `    match: [${event("StopLogging")}, ${event("DeleteTrail")}]\n` +
      `    no_match: [${event("CreateTrail")}]\n`,
  };
  await inFolder(files, async (cwd) => {
    const format = ["--format", "leql_detection_definition", "--to", "tree", "-o", "out"];
    assert.equal((await run(["rules", ...format], { cwd })).code, 0);
    const args = ["test", "trail.test.yml", "out/leql_detection_definition", "--coverage"];
    const { code, stdout } = await run(args, { cwd });
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^1 test in 1 file, 3 events: 1 passed, 0 failed\n/);
    assert.match(stdout, /\n1 of 1 rules have an event that must match \(100 %\)\n/);
  });
});

test("cli tells of test files that cannot be used", async () => {
  const files: Files = {
    "r/whoami.yml": WHOAMI,
    "r/whoami.test.yml": "tests:\n  - nmae: a\n",
    "r/alone.test.yml": FAILING,
    "r/bad.yml": "title: [",
    "r/bad.test.yml": FAILING,
  };
  await inFolder(files, async (cwd) => {
    const { code, stdout } = await run(["test", "r"], { cwd });
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^ERROR r\/alone\.test\.yml:1 \(the file\)\n {2}r\/alone\.yml: error: .*\[io-not-found\]\n/,
    );
    assert.match(stdout, /\nERROR r\/bad\.test\.yml:2 finds more\n {2}r\/bad\.yml:1:9: error: /);
    assert.match(
      stdout,
      /\nERROR r\/whoami\.test\.yml:2 \(the file\)\n {2}r\/whoami\.test\.yml:2:5: error: .*nmae/,
    );
    assert.match(stdout, /\n3 tests in 3 files, 0 events: 0 passed, 0 failed, 3 not run\n$/);
  });
});

test("test files are no rules", async () => {
  await inFolder(TESTED, async (cwd) => {
    const { code, stdout } = await run(["rules", "more", "--quiet"], { cwd });
    assert.equal(code, 0);
    assert.deepEqual(records(stdout).map(({ path }) => path), [
      "rules/a/whoami.yml",
      "rules/any.yaml",
    ]);
    assert.match((await run(["check", "rules", "-c", "none.yml"], { cwd })).stderr, /none\.yml/);
  });
});

test("test refuses options that do not exist, and those that do not go together", () => {
  const cases: readonly [string, RegExp][] = [
    ["", /^No input given$/],
    ["rules -e events --junit x.xml", /^Options "--junit" and "--events" exclude/],
    ["rules --event-fields sigma", /^Option "--event-fields" needs --events$/],
    ["rules --event-fields x -e events", /^Unknown value "x" for --event-fields$/],
    ["rules --event-format xml -e events", /^Unknown value "xml" for --event-format$/],
    ["rules --to text -e events", /^Unknown value "text" for --to$/],
    ["rules --evnts events", /^Unknown option "--evnts" for test$/],
    ["rules --format all", /^Unknown option "--format" for test$/],
    ["rules --events", /^Option "--events" needs a value: PATH$/],
    ["rules --coverage=1", /^Option "--coverage" takes no value$/],
    ["rules --coverage-min 101", /^Cannot use "101" as --coverage-min: /],
    ["rules --mapping", /^Option "--mapping" needs a value: /],
    ["rules -w x -e events", /^Cannot use "x" as --workers: /],
    ["- -e -", /^Standard input "-" can be read only once$/],
  ];
  for (const [args, expected] of cases) {
    const argv = args.split(" ").filter((part) => part !== "");
    assert.throws(() => parseTestOptions(argv), { name: "UsageError", message: expected });
  }
  assert.throws(() => parseTestOptions(["r", "--evnts", "e"]), {
    hint: 'Did you mean "--events"?',
  });
});

test("test takes the options of convert along", () => {
  const argv = "-m a.json -w 3 --min-level low rules -e - -qs --var a=b,c -o x".split(" ");
  const { convert, events, eventFields } = parseTestOptions(argv);
  assert.deepEqual([convert.mappings, convert.workers, convert.inputs], [["a.json"], 3, ["rules"]]);
  assert.deepEqual([convert.vars, convert.selection.minLevel], [{ a: ["b", "c"] }, "low"]);
  assert.deepEqual([convert.quiet, convert.skipUnsupported, convert.out], [true, true, "x"]);
  assert.deepEqual([events, eventFields], [["-"], "sigma"]);
});

test("test refuses inputs and outputs that cannot be used", async () => {
  await inFolder(FILES, async (folder) => {
    const [rules, events] = [join(folder, "rules"), join(folder, "events")];
    const log = join(events, "a.ndjson");
    const cases: readonly [string[], RegExp][] = [
      [[rules], /^No test files found$/],
      [[join(folder, "nosuch")], /^Cannot read input ".*nosuch": it does not exist/],
      [[rules, "-e", join(folder, "nosuch")], /^Cannot read events ".*nosuch": it does not exist/],
      [[rules, "-e", rules], /^No events found in ".*rules"$/],
      [[rules, "-e", log, "-o", log], /^Output ".*" is also an input$/],
      [[join(rules, "*.none"), "-e", log], /^Cannot read input /],
    ];
    for (const [argv, message] of cases) {
      const refused = testCommand(argv, () => Promise.resolve());
      await assert.rejects(refused, { name: "UsageError", message }, argv.join(" "));
    }
  });
});

test("test explains itself in lines that fit", async () => {
  let help = "";
  const code = await testCommand(["--help"], (text) => {
    help += text;
    return Promise.resolve();
  });
  assert.equal(code, 0);
  assert.ok(help.split("\n").every((line) => line.length <= 100));
  for (const name of ["--events", "--mapping", "--logsource", "--workers"]) {
    assert.ok(help.includes(name), name);
  }
  assert.ok(!help.includes("--format "));
});

test("cli takes rules from standard input", async () => {
  await inFolder(FILES, async (cwd) => {
    const stdin = `${ANY}---\n${WHOAMI}---\ntitle: [\n`;
    const { code, stdout } = await run(["test", "-", "-e", "events/a.ndjson"], { cwd, stdin });
    assert.equal(code, 1);
    const [fault, ...found] = records(stdout);
    assert.deepEqual([fault.path, fault.rule, fault.error.line], [
      "-",
      2,
      stdin.split("\n").length,
    ]);
    assert.deepEqual(found.map(({ rule, line }) => [rule, line]), [[0, 1], [1, 1], [0, 3]]);
  });
});

test("selection and filters work as for convert", async () => {
  const filter = "title: F\nlogsource: {category: process_creation, product: windows}\n" +
    "filter:\n  rules: [11111111-1111-4111-8111-111111111111]\n  known: {User: a}\n  condition: not known\n";
  await inFolder({ ...FILES, "filters/f.yml": filter }, async (cwd) => {
    const args = ["test", "rules", "--filter", "filters", "-e", "events/a.ndjson"];
    assert.deepEqual(matches((await run(args, { cwd })).stdout), [
      "Any events/a.ndjson:1",
      "Any events/a.ndjson:3",
    ]);
    const low = ["test", "rules", "--min-level", "low", "-e", "events/a.ndjson"];
    assert.deepEqual(matches((await run(low, { cwd })).stdout), ["Whoami events/a.ndjson:1"]);
    const other = ["test", "rules", "--logsource", "product=linux", "-e", "events/a.ndjson"];
    const none = await run(other, { cwd });
    assert.deepEqual([none.code, none.stdout], [0, ""]);
  });
});
