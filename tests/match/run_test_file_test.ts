import assert from "node:assert/strict";
import { test } from "node:test";
import type { CompileOptions } from "../../lib/compile.ts";
import type { PipelineOptions } from "../../lib/compiler/pipeline_stage.ts";
import { splitQueries } from "../../lib/check/leql/split_queries.ts";
import { type JsonObject, makeEvent } from "../../lib/event/event.ts";
import { eventBatches } from "../../lib/match/events/event_batches.ts";
import type { TestOutcome } from "../../lib/match/rule_tests/outcome.ts";
import { parseTestFile } from "../../lib/match/rule_tests/parse_test_file.ts";
import { flatFields } from "../../lib/match/rule_tests/flat_fields.ts";
import { runTestFile } from "../../lib/match/rule_tests/run_test_file.ts";
import { QUERY_ALONE } from "../../lib/match/rule_tests/test_sides.ts";
import { storeEvent } from "../../lib/match/rule_tests/store_event.ts";
import { prepareRuleReader } from "../../lib/match/rules/rule_reader.ts";
import type { MappingTable } from "../../lib/mappings/table.ts";
import { gunzip } from "../../lib/runtime/gunzip.ts";

/** A table whose keys the tests can rely on. */
const MAPPING: MappingTable = {
  name: "test",
  entries: {
    processes: {
      description: "Process starts",
      logsources: [{ category: "process_creation", product: "windows" }],
      eventType: "process_start_event",
      evidence: "documented: test",
      fields: {
        Image: { key: "process.exe_path", evidence: "documented: test" },
        CommandLine: { key: "process.cmd_line", evidence: "documented: test" },
        User: { keys: ["user", "account"], evidence: "documented: test" },
      },
    },
    cloud: {
      description: "Cloud",
      logsources: [{ product: "aws" }],
      eventType: "cloud_service_activity",
      evidence: "documented: test",
      fields: {
        "userIdentity.arn": { key: "source_json.userIdentity.arn", evidence: "documented: test" },
        eventName: { key: "source_json.eventName", evidence: "documented: test" },
      },
    },
    syslog: {
      description: "Syslog",
      logsources: [{ product: "linux" }],
      eventType: "raw",
      evidence: "documented: test",
      fields: {},
    },
  },
} as unknown as MappingTable;

const HEAD = "title: T\nid: 11111111-1111-4111-8111-111111111111\n" +
  "logsource: {category: process_creation, product: windows}\ndetection:\n";

const WHOAMI = `${HEAD}  selection: {Image|endswith: '\\whoami.exe'}\n` +
  "  filter: {User: SYSTEM}\n  condition: selection and not filter\n";

interface Setting {
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: CompileOptions;
  readonly pipelines?: PipelineOptions;
  readonly skipUnsupported?: boolean;
  /** True for the queries of a `.leql` file. */
  readonly isLeql?: boolean;
}

async function runTests(
  rules: string,
  tests: string,
  setting: Setting = {},
): Promise<TestOutcome[]> {
  const { files = {}, options = { mapping: MAPPING }, pipelines, isLeql } = setting;
  const reader = await prepareRuleReader(options, pipelines);
  const source = { path: "rule.yml", text: rules };
  const readings = isLeql
    ? reader.readQueries(source, splitQueries(rules))
    : reader.readRules(source, ["sigma", "leql"]);
  const { file, diagnostics } = parseTestFile({ path: "rule.test.yml", text: tests });
  assert.deepEqual(diagnostics, []);
  return await runTestFile(file!, readings, {
    setup: reader.setup,
    skipUnsupported: setting.skipUnsupported ?? false,
    variables: {},
    openEvents: (path) => {
      const bytes = new TextEncoder().encode(files[path]);
      const chunks = (async function* () {
        if (files[path] === undefined) throw new Error(`Cannot read events "${path}": no file`);
        yield bytes;
      })();
      return { path, batches: eventBatches(chunks, { format: "auto", gunzip }) };
    },
  });
}

/** One test with these lines. */
const one = (lines: string): string => `tests:\n  - name: t\n${lines.replace(/^/gm, "    ")}\n`;

const MATCHING = "match:\n  - {Image: 'C:\\whoami.exe', User: alice}";

test("a test holds events against the rule and its query", async () => {
  const tests = one(
    `${MATCHING}\nno_match:\n  - {Image: 'C:\\whoami.exe', User: system}\n` +
      "  - {Image: 'C:\\who.exe'}",
  );
  const [outcome] = await runTests(WHOAMI, tests);
  const { status, failures, reasons, events, expected, rule, notes } = outcome;
  assert.deepEqual([status, failures, reasons, notes], ["passed", [], [], []]);
  assert.deepEqual([events, expected, rule?.title], [3, 1, "T"]);
});

test("a failure names the side, the event and the parts that are to blame", async () => {
  const tests = one(
    "match:\n  - {Image: 'C:\\whoami.exe', User: SYSTEM}\n  - {Image: 'C:\\x.exe'}",
  );
  const [{ status, failed, failures }] = await runTests(WHOAMI, tests);
  assert.deepEqual([status, failed], ["failed", 4]);
  const [sigma, , sigma2, leql2] = failures;
  assert.deepEqual(failures.map(({ side, origin }) => [side, origin?.line]), [
    ["sigma", 4],
    ["leql", 4],
    ["sigma", 5],
    ["leql", 5],
  ]);
  assert.deepEqual(sigma.explanation, [
    "condition: selection and not filter",
    "  selection: true",
    "  filter: true",
    '    User with "SYSTEM": true',
  ]);
  assert.deepEqual(sigma2.explanation, [
    "condition: selection and not filter",
    "  selection: false",
    '    Image|endswith with "C:\\\\x.exe": false',
    "  filter: false",
  ]);
  assert.deepEqual(leql2.event, { process: { exe_path: "C:\\x.exe" } });
  assert.match(
    leql2.explanation.join("\n"),
    /^all of: false\n {2}process\.exe_path.*: false \(process\.exe_path is "C:/,
  );
});

test("an event that must not match shows what matches", async () => {
  const tests = one("no_match:\n  - {Image: 'C:\\whoami.exe'}");
  const [{ status, failures }] = await runTests(WHOAMI, tests);
  assert.equal(status, "failed");
  assert.deepEqual(failures[0].explanation, [
    "condition: selection and not filter",
    "  selection: true",
    '    Image|endswith with "C:\\\\whoami.exe": true',
    "  filter: false",
    "    User (the event has no User): false",
  ]);
});

test("a field with several keys is stored under the first and the last", async () => {
  const reader = await prepareRuleReader({ mapping: MAPPING });
  const [reading] = reader.readRules({ path: "rule.yml", text: WHOAMI }, ["sigma", "leql"]);
  const store = (fields: JsonObject): JsonObject[] =>
    storeEvent(makeEvent(fields), reading.stored, reader.setup).map((event) => event.fields);
  assert.deepEqual(store({ User: "root" }), [{ user: "root" }, { account: "root" }]);
  assert.deepEqual(store({ Image: "a" }), [{ process: { exe_path: "a" } }]);
  const [outcome] = await runTests(WHOAMI, one(`${MATCHING}\nno_match: [{User: root}]`));
  assert.equal(outcome.status, "passed");
});

test("nested events become flat", () => {
  const flat = flatFields({
    a: { b: 1, c: { d: "x" } },
    l: [{ n: 1 }, { n: 2, m: [3] }],
    one: [{ n: 1 }],
    e: {},
    none: [],
    nil: null,
    "a.b": 2,
  });
  assert.deepEqual(flat, {
    "a.b": [1, 2],
    "a.c.d": "x",
    "l.n": [1, 2],
    "l.m": [3],
    "one.n": 1,
    e: {},
    none: [],
    nil: null,
  });
});

test("events of the Windows event log are taken as they are", async () => {
  const event = '{"Event":{"System":{"EventID":1},"EventData":{"Image":"C:\\\\whoami.exe"}}}';
  const tests = one(`match:\n  file: events.json\n  events:\n    - ${event}`);
  const [{ status, events }] = await runTests(WHOAMI, tests, {
    files: { "events.json": `[${event}]` },
  });
  assert.deepEqual([status, events], ["passed", 2]);
});

test("nested fields are translated by their dotted names", async () => {
  const rule = "title: T\nlogsource: {product: aws}\ndetection:\n" +
    "  selection: {userIdentity.arn|contains: root, eventName: Login}\n  condition: selection\n";
  const tests = one(
    "match:\n  - {userIdentity: {arn: 'arn:root'}, eventName: login}\n" +
      "  - {userIdentity.arn: 'arn:root', eventName: [other, login]}\n" +
      "no_match:\n  - {userIdentity: {name: root}, eventName: login}",
  );
  const [{ status, failures }] = await runTests(rule, tests);
  assert.deepEqual([status, failures], ["passed", []]);
});

test("a raw line is an event for keywords", async () => {
  const rule = "title: T\nlogsource: {product: linux}\ndetection:\n" +
    "  keywords: ['Failed password']\n  condition: keywords\n";
  const tests = one("match: ['sshd[1]: Failed password for root']\nno_match: ['sshd[1]: ok']");
  const [{ status, failures }] = await runTests(rule, tests);
  assert.deepEqual([status, failures], ["passed", []]);
});

test("events in InsightIDR's names are held against the query alone", async () => {
  const tests = one(
    "fields: insightidr\nmatch:\n  - {process: {exe_path: 'C:\\whoami.exe'}, account: bob}\n" +
      "no_match:\n  - {Image: 'C:\\whoami.exe'}\n  - {process.exe_path: 'C:\\whoami.exe', account: system}",
  );
  const [{ status, failures }] = await runTests(WHOAMI, tests);
  assert.deepEqual([status, failures], ["passed", []]);
});

test("queries of .leql files have tests, too", async () => {
  const query = 'from(event_type = "dns") where(query = /x\\.org$/)';
  const tests = one("match: [{query: a.x.org}]\nno_match: [{query: x.com}]");
  const [passed] = await runTests(query, tests, { isLeql: true });
  assert.equal(passed.status, "passed");
  const [failed] = await runTests(query, one("match: [{query: x.com}]"), { isLeql: true });
  assert.deepEqual([failed.failed, failed.failures[0].side], [1, "leql"]);
  assert.equal(failed.failures[0].explanation[0], "from: dns");
  const sigma = one("fields: sigma\nmatch: [{query: x.com}]");
  const [{ status, reasons }] = await runTests(query, sigma, { isLeql: true });
  assert.equal(status, "error");
  assert.match(reasons[0], /no Sigma rule/);
});

/** What a rule with two conditions gives, whose events have two event types. */
const TWINS = ["DeleteTrail", "StopLogging"].flatMap((name) =>
  ["activity", "admin"].map((type) => `from(event_type = "${type}")\nwhere(name = "${name}")\n`)
).join("\n");

test("an event is held against all queries of a .leql file", async () => {
  const tests = one(
    "match:\n  - {name: DeleteTrail}\n  - {name: StopLogging}\n" +
      "  - {name: StopLogging, event_type: admin}\n" +
      "no_match:\n  - {name: CreateTrail}\n  - {name: StopLogging, event_type: dns}",
  );
  const [{ status, failures, reasons, events, rule }] = await runTests(TWINS, tests, {
    isLeql: true,
  });
  assert.deepEqual([status, failures, reasons, events], ["passed", [], [], 5]);
  assert.deepEqual(rule, { path: "rule.yml", rule: 0, id: null, title: null });
});

test("all queries of a .leql file explain an event that none matches", async () => {
  const tests = one("match: [{name: x}]\nno_match: [{name: StopLogging}]");
  const [{ failed, failures }] = await runTests(TWINS, tests, { isLeql: true });
  assert.equal(failed, 2);
  assert.deepEqual(failures[0].explanation, [
    "from: activity",
    "from: admin",
    'name = "DeleteTrail": false (name is "x")',
    "from: activity",
    "from: admin",
    'name = "StopLogging": false (name is "x")',
  ]);
  assert.deepEqual(failures[1].explanation, [
    "from: activity",
    "from: admin",
    'name = "StopLogging": true (name is "StopLogging")',
  ]);
});

test("a faulty query of a .leql file fails its tests, and no query has an id", async () => {
  const tests = one("match: [{name: DeleteTrail}]");
  const broken = `${TWINS}\nwhere(name ENDS-WITH x)\n`;
  const [{ status, reasons }] = await runTests(broken, tests, { isLeql: true });
  assert.equal(status, "error");
  assert.match(reasons.join("\n"), /^rule\.yml:13:12: error: .*\[leql-unknown-word\]/);
  const [empty] = await runTests("\n", tests, { isLeql: true });
  assert.deepEqual(empty.reasons, ["The file has no rule to test"]);
  const [named] = await runTests(TWINS, one("id: T\nmatch: [{name: x}]"), { isLeql: true });
  assert.match(named.reasons[0], /^No rule of the file has the id, name or title "T"/);
});

test("a .leql file with a query that counts has one outcome for all events", async () => {
  const queries = "where(n > 5)\n\nwhere(n > 0) groupby(user) calculate(count) having(count > 1)\n";
  const run = (tests: string) => runTests(queries, one(tests), { isLeql: true });
  const passing = "match: [{n: 1, user: a}, {n: 2, user: a}]\n" +
    "no_match: [{n: 1, user: a}, {n: 2, user: b}]";
  assert.equal((await run(passing))[0].status, "passed");
  assert.equal((await run("match: [{n: 9}, {n: 0}]"))[0].status, "passed");
  const [{ failures }] = await run("match: [{n: 1, user: a}]");
  assert.deepEqual(failures[0].explanation, [
    "0 of 1 events match the condition",
    "1 of 1 events match the condition",
    "  group a: 1 events, value 1",
  ]);
});

test("a test that cannot be run says why", async () => {
  const two = `${WHOAMI}---\n${WHOAMI.replace("title: T", "title: U").replace("1111-4", "2222-4")}`;
  const cases: readonly [string, string, RegExp][] = [
    [two, one(MATCHING), /^The file has 2 rules: say with "id" which one/],
    [two, one(`id: V\n${MATCHING}`), /^No rule of the file has the id, name or title "V"/],
    [`${WHOAMI}---\n${WHOAMI}`, one(`id: T\n${MATCHING}`), /^Several rules of the file are called/],
    ["title: [", one(MATCHING), /^rule\.yml:1:9: error: .*\[yaml-syntax\]$/],
    ["", one(MATCHING), /\[empty-file\]$/],
    [
      WHOAMI.replace("User:", "Nosuch:"),
      one(MATCHING),
      /^rule\.yml:\d+:\d+: unsupported: .*"Nosuch".*\[unmapped-field\]/,
    ],
    [
      WHOAMI,
      one("match: {file: nosuch.ndjson}"),
      /^rule\.test\.yml:3:19: Cannot read events "nosuch/,
    ],
    [WHOAMI, one("match: {file: empty.ndjson}"), /^empty\.ndjson: the file has no events$/],
    [WHOAMI, one("match: {file: bad.ndjson}"), /^bad\.ndjson:2: error: .*\[event-not-json\]$/],
  ];
  const files = { "empty.ndjson": "\n", "bad.ndjson": '{"Image":"C:\\\\whoami.exe"}\nbad\n' };
  for (const [rules, tests, expected] of cases) {
    const [{ status, reasons }] = await runTests(rules, tests, { files });
    assert.equal(status, "error", tests);
    assert.match(reasons[0], expected);
  }
  const [named] = await runTests(two, one(`id: U\n${MATCHING}`));
  assert.deepEqual([named.status, named.rule?.rule], ["passed", 1]);
});

test("what LEQL cannot say is tested as a Sigma rule alone, when that is wanted", async () => {
  const rule = WHOAMI.replace("User: SYSTEM", "IntegrityLevel: System");
  const [refused] = await runTests(rule, one(MATCHING));
  assert.equal(refused.status, "error");
  const [outcome] = await runTests(rule, one(MATCHING), { skipUnsupported: true });
  assert.deepEqual([outcome.status, outcome.expected], ["passed", 1]);
  assert.match(outcome.notes[0], /^LEQL query not tested: rule\.yml:\d+:\d+: unsupported: /);
});

test("pipelines rename the events as they rename the rule", async () => {
  const rule = "title: T\nlogsource: {category: process_creation, product: windows}\n" +
    "detection:\n  selection: {exe|endswith: '\\whoami.exe', pid: 12, on: true}\n" +
    "  other: {cmd: [a*, 'b\\c']}\n  condition: selection and other\n";
  const text = "transformations:\n" +
    "  - {type: field_name_mapping, mapping: {exe: Image, cmd: [CommandLine, User]}}\n" +
    "  - {type: add_condition, conditions: {kind: start}}\n";
  const pipelines = { sources: [{ path: "p.yml", text }], vars: {} };
  const tests = one(
    "match:\n  - {exe: 'C:\\whoami.exe', pid: 12, on: true, cmd: 'b\\c'}\n" +
      "no_match:\n  - {exe: 'C:\\whoami.exe', pid: 12, on: true, cmd: [x, y]}",
  );
  const [{ status, failures, reasons }] = await runTests(rule, tests, {
    pipelines,
    options: { mapping: null },
  });
  assert.deepEqual([status, failures, reasons], ["passed", [], []]);
});

test("placeholders have their values on both sides", async () => {
  const rule = `${HEAD}  selection: {User|expand: '%admins%'}\n  condition: selection\n`;
  const pipelines = { sources: [], vars: { admins: ["alice", "bob"] } };
  const tests = one("match: [{User: bob}]\nno_match: [{User: carol}]");
  const [{ status }] = await runTests(rule, tests, { pipelines, options: { mapping: MAPPING } });
  assert.equal(status, "passed");
});

test("filters narrow the rule on both sides", async () => {
  const filter = "title: F\nlogsource: {category: process_creation, product: windows}\n" +
    "filter:\n  rules: any\n  known: {User: deploy}\n  condition: not known\n";
  const options = { mapping: MAPPING, shared: [{ path: "f.yml", text: filter }] };
  const tests = one("no_match: [{Image: 'C:\\whoami.exe', User: deploy}]");
  const [{ status, failures }] = await runTests(WHOAMI, tests, { options });
  assert.deepEqual([status, failures], ["passed", []]);
});

test("a correlation is tested by its query, over all events", async () => {
  const rules = `${WHOAMI.replace("title: T", "title: T\nname: whoami")}---\n` +
    "title: Many\ncorrelation:\n  type: event_count\n  rules: [whoami]\n  group-by: [CommandLine]\n" +
    "  timespan: 5m\n  condition: {gte: 2}\n";
  const event = "{Image: 'C:\\whoami.exe', CommandLine: x}";
  const passing = one(`id: Many\nmatch: [${event}, ${event}]\nno_match: [${event}]`);
  const [outcome] = await runTests(rules, passing);
  assert.deepEqual([outcome.status, outcome.failures, outcome.reasons], ["passed", [], []]);
  assert.deepEqual(outcome.notes, [QUERY_ALONE]);
  const [failing] = await runTests(rules, one(`id: Many\nmatch: [${event}]`));
  assert.deepEqual(failing.failures, [{
    expected: true,
    side: "leql",
    explanation: ["1 of 1 events match the condition", "  group x: 1 events, value 1"],
  }]);
  // The rule that it uses up gives no query of its own.
  const [used] = await runTests(rules, one(`id: whoami\nmatch: [${event}]`));
  assert.equal(used.status, "passed");
  assert.match(used.notes[0], /^LEQL query not tested: Used by the correlation "Many"/);
});

/** The first entry has no single key for what correlations group by, the second has. */
const LOGONS: MappingTable = {
  name: "test",
  entries: {
    short: {
      logsources: [{ product: "x" }],
      eventType: "logon",
      otherwise: "long",
      fields: { id: "event", host: "source", user: ["user", "account"] },
    },
    long: { eventType: "logon", fields: { id: "raw.id", host: "raw.host", user: "raw.user" } },
  },
};

function logonRule(name: string, detection: string): string {
  return `title: ${name}\nname: ${name}\nlogsource: {product: x}\ndetection:\n` +
    `  selection: ${detection}\n  condition: selection\n---\n`;
}

function correlationOf(rules: string, rest: string): string {
  return `title: Many\ncorrelation:\n  type: event_count\n  rules: ${rules}\n` +
    `  timespan: 5m\n  condition: {gte: 2}\n${rest}`;
}

test("a correlation's events are stored as the entry has it that carries its fields", async () => {
  const options = { mapping: LOGONS };
  const rules = logonRule("failed", "{id: 1}") + correlationOf("[failed]", "  group-by: [user]\n");
  const tests = one(
    "id: Many\nmatch: [{id: 1, user: a}, {id: 1, user: a}]\n" +
      "no_match: [{id: 1, user: a}, {id: 1, user: b}]",
  );
  const [{ status, failures }] = await runTests(rules, tests, { options });
  assert.deepEqual([status, failures], ["passed", []]);
  const reader = await prepareRuleReader(options);
  const stored = (index: number) => {
    const readings = reader.readRules({ path: "r.yml", text: rules }, ["leql"]);
    return readings[index].stored.map(({ entry }) => entry?.target.entry);
  };
  assert.deepEqual(stored(1), ["long"]);
});

test("the rules of a correlation may lie under different keys", async () => {
  const options = { mapping: LOGONS };
  const aliases = "  group-by: [who]\n  aliases: {who: {one: host, two: user}}\n";
  const mapping: MappingTable = {
    ...LOGONS,
    entries: {
      ...LOGONS.entries,
      long: { eventType: "logon", fields: { id: "raw.id", host: "raw.host", user: "source" } },
    },
  };
  const rules = logonRule("one", "{id: 1}") + logonRule("two", "{id: 2}") +
    correlationOf("[one, two]", aliases);
  const tests = one(
    "id: Many\nmatch: [{id: 1, host: a}, {id: 2, user: a}]\n" +
      "no_match: [{id: 1, host: a}, {id: 2, user: b}]",
  );
  const [{ status, failures }] = await runTests(rules, tests, { options: { ...options, mapping } });
  assert.deepEqual([status, failures], ["passed", []]);
});

test("pipelines run on the events of a correlation too", async () => {
  const site = "transformations:\n  - {type: field_name_mapping, mapping: {who: user}}\n";
  const pipelines = { sources: [{ path: "site.yml", text: site }], vars: {} };
  const rules = logonRule("failed", "{id: 1}") + correlationOf("[failed]", "  group-by: [who]\n");
  const tests = one("id: Many\nmatch: [{id: 1, who: a}, {id: 1, who: a}]");
  const [{ status, reasons, failures }] = await runTests(rules, tests, {
    options: { mapping: LOGONS },
    pipelines,
  });
  assert.deepEqual([status, reasons, failures], ["passed", [], []]);
});

test("a correlation of which nothing can be tested is an error", async () => {
  const rules = logonRule("failed", "{id: 1}") + correlationOf("[failed]", "  group-by: [no]\n");
  const tests = one("id: Many\nmatch: [{id: 1}]");
  for (const skipUnsupported of [false, true]) {
    const [{ status, reasons }] = await runTests(rules, tests, {
      options: { mapping: LOGONS },
      skipUnsupported,
    });
    assert.equal(status, "error");
    assert.match(reasons.join(), /Cannot map field "no"/);
  }
});

test("many failures are counted, the first are told", async () => {
  const events = "{Image: x}, ".repeat(30);
  const [{ failed, failures }] = await runTests(WHOAMI, one(`match: [${events}]`));
  assert.deepEqual([failed, failures.length], [60, 10]);
});
