import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { mappingCommand } from "../../lib/cli/mapping_command.ts";
import { UsageError } from "../../lib/cli/usage_error.ts";
import { inFolder, read, records, ROOT, run } from "./helpers.ts";

const TABLE = JSON.stringify({
  name: "site",
  sources: { s: { title: "S", url: "https://s.example/" } },
  choices: {
    sysmon: { description: "d", default: "auto", values: { auto: "a", raw: "b" } },
  },
  entries: {
    closed: { logsources: [{ product: "x" }], when: { sysmon: ["raw"] }, fields: { A: "a" } },
    ours: {
      description: "Our events.",
      logsources: [{ product: "x" }],
      eventType: "ours",
      logSet: "Our Log",
      evidence: "seen: s",
      collection: "raw",
      fields: {
        A: { key: "a.first", evidence: "inferred: s" },
        B: { key: "b", values: { "1": "ONE" }, evidence: "seen: s" },
      },
      otherFields: { pattern: "x.{lower}", evidence: "inferred: s" },
      conditions: [{ key: "kind", value: "start", evidence: "seen: s" }],
    },
  },
});

function rule(title: string, detection: string, logsource = "{product: x}"): string {
  return `title: ${title}\nlogsource: ${logsource}\ndetection:\n  s: ${detection}\n  condition: s\n`;
}

const FILES = {
  "table.json": TABLE,
  "rules/one.yml": rule("One", "{A: x, B: 1}"),
  "rules/two.yml": rule("Two", "{A: x, B: 2}"),
  "rules/three.yml": `${rule("Three", "{Other: x}")}---\n${rule("Four", "{A: y}", "{product: y}")}`,
};

/** Runs `mapping` in this process, with its output in a file, and returns that. */
async function tool(folder: string, ...args: string[]): Promise<{ code: number; text: string }> {
  const out = join(folder, "out");
  const code = await mappingCommand([...args, "--out", out], () => Promise.resolve());
  return { code, text: read(out) };
}

function usage(message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof UsageError, String(error));
    assert.match(`${error.message}\n${error.hint}`, message);
    return true;
  };
}

const printNothing = (): Promise<void> => Promise.resolve();

test("mapping gaps ranks what stands in the way", async () => {
  await inFolder(FILES, async (folder) => {
    const args = [join(folder, "rules"), "-m", join(folder, "table.json")];
    const { code, text } = await tool(folder, "gaps", ...args);
    assert.equal(code, 0);
    assert.equal(
      text,
      "4 rules: 2 converted, 2 not\n\n" +
        "alone  in all  together  what stands in the way\n" +
        "    1       1         1  log source product y: no entry\n" +
        '    1       1         2  value of B in ours: the events have no counterpart for "2"\n',
    );
    const seen = await tool(
      folder,
      "gaps",
      ...args,
      ..."--min-evidence seen --to ndjson --order all".split(" "),
    );
    const lines = records(seen.text);
    assert.deepEqual(
      lines.slice(0, -1).map(({ name, alone, rules, examples }) => [name, alone, rules, examples]),
      [
        ["a.first", 1, 2, ["one.yml", "two.yml"]],
        ["product y", 1, 1, ["three.yml#1"]],
        ["x.other", 1, 1, ["three.yml"]],
        ["B", 0, 1, ["two.yml"]],
      ],
    );
    assert.deepEqual(lines[0].evidence, {
      kind: "key",
      name: "a.first",
      grade: "inferred",
      source: "s",
    });
    assert.deepEqual(lines.at(-1), {
      kind: "summary",
      rules: 4,
      converted: 0,
      gaps: 4,
      hopeless: {},
    });
    const short = await tool(folder, "gaps", ...args, "--limit", "1");
    assert.match(short.text, /no entry\n1 more; --limit 0 shows all\n$/);
  });
});

test("mapping gaps counts faults that no table can change, and goes on", async () => {
  const files = {
    "faulty.yml": "title: Faulty\nlogsource: {product: x}\n",
    "regex.yml": rule("Regex", "{A|re: 'a(?=b)', C: d}", "{product: zeek, service: x509}"),
    "text.yml": "not a rule",
  };
  await inFolder(files, async (folder) => {
    const { code, text } = await tool(folder, "gaps", folder, "--to", "ndjson");
    assert.equal(code, 0);
    const { hopeless, rules, converted } = records(text).at(-1);
    assert.deepEqual([rules, converted], [3, 0]);
    assert.deepEqual(hopeless, { "missing-detection": 1, "not-a-rule": 1, "regex-not-re2": 1 });
  });
});

test("mapping explain tells why, for people", async () => {
  await inFolder(FILES, async (folder) => {
    const args = [join(folder, "rules"), "-m", join(folder, "table.json")];
    const { code, text } = await tool(folder, "explain", ...args);
    assert.equal(code, 0);
    const [one, three, four, two] = text.split("\n\n");
    assert.equal(
      one,
      [
        "One (one.yml)",
        "  log source    product x",
        "  entries       ours: serves the rule",
        "                closed: left out by --sysmon auto; it is for --sysmon raw",
        "  about         Our events.",
        "  event type    ours (seen: s)",
        "  log set       Our Log",
        "  arrival       only when the site ships the log",
        "  fields        A -> a.first (inferred: s)",
        "                B -> b (seen: s)",
        '                  1 -> "ONE"',
        "  conditions    kind start, added (seen: s)",
        "  evidence      inferred, by a.first (s)",
        "  sources       s: S, https://s.example/",
        "  query",
        '    kind = NOCASE("start") AND a.first = NOCASE("x") AND b = NOCASE("ONE")',
        "  warnings      2:12: warning: The query stands on inferred evidence: a.first " +
        "[inferred-key] (Check it against events of your own)",
      ].join("\n"),
    );
    assert.match(
      three,
      / {2}fields {8}Other -> x\.other \(inferred: s\), by the pattern x\.\{lower\}\n/,
    );
    assert.match(
      four,
      /^Four \(three\.yml, document 2\)\n.*\n {2}why not {7}8:12: unsupported: No entry/,
    );
    assert.match(two, /B -> b \(seen: s\)\n +2 -> nothing\n +unsupported: Cannot map a value/);
  });
});

test("mapping explain writes NDJSON, and speaks of correlations", async () => {
  const correlation = "title: Many\ncorrelation:\n  type: event_count\n  rules: [one]\n" +
    "  group-by: [A]\n  timespan: 5m\n  condition: {gte: 5}\n";
  const files = {
    ...FILES,
    "rules/one.yml": `name: one\n${rule("One", "{A: x}")}---\n${correlation}`,
  };
  await inFolder(files, async (folder) => {
    const args = [join(folder, "rules/one.yml"), "-m", join(folder, "table.json")];
    const { text } = await tool(folder, "explain", ...args, "-t", "ndjson", "-f", "all");
    const [one, many] = records(text);
    assert.equal(one.skipped.code, "used-by-correlation");
    assert.deepEqual(one.entry, {
      id: "ours",
      serves: true,
      description: "Our events.",
      event_type: "ours",
      event_type_evidence: { grade: "seen", source: "s" },
      twin_event_types: {},
      log_set: "Our Log",
      collection: "raw",
    });
    assert.deepEqual(one.evidence, {
      kind: "key",
      name: "a.first",
      grade: "inferred",
      source: "s",
    });
    assert.deepEqual(one.sources, { s: { title: "S", url: "https://s.example/" } });
    assert.deepEqual([many.rules, many.queries.length, many.problems.length], [["one"], 1, 2]);
    const [, unasked] = records((await tool(folder, "explain", ...args, "-t", "ndjson")).text);
    assert.equal(unasked.queries[0].format, "leql_advanced_search");
    assert.deepEqual(unasked.problems, []);
    const plain = await tool(folder, "explain", ...args, "-t", "ndjson", "-f", "default");
    assert.deepEqual(records(plain.text)[1].queries, []);
  });
});

test("mapping explain tells the entry that a correlation takes, and why not another", async () => {
  const table = {
    name: "site",
    entries: {
      short: {
        logsources: [{ product: "x" }],
        otherwise: "long",
        fields: { A: "a", User: ["user", "account"] },
      },
      long: { eventType: "raw", fields: { A: "raw.a", User: "raw.user" } },
    },
  };
  const correlation = (field: string) =>
    "title: Many\ncorrelation:\n  type: event_count\n  rules: [one]\n" +
    `  group-by: [${field}]\n  timespan: 5m\n  condition: {gte: 5}\n`;
  const files = {
    "table.json": JSON.stringify(table),
    "good.yml": `name: one\n${rule("One", "{A: x}")}---\n${correlation("User")}`,
    "bad.yml": `name: one\n${rule("One", "{A: x}")}---\n${correlation("Nosuch")}`,
    "lost.yml": correlation("User"),
  };
  await inFolder(files, async (folder) => {
    const args = ["-m", join(folder, "table.json"), "-f", "leql_advanced_search"];
    const explain = async (name: string, ...more: string[]) =>
      (await tool(folder, "explain", join(folder, name), ...args, ...more)).text;
    const text = await explain("good.yml");
    const [rule, many] = text.split("\n\n");
    assert.match(rule, / {2}entries {7}short: serves the rule\n/);
    assert.match(
      many,
      new RegExp(
        " {2}rule {10}one\n" +
          ' {2}entries {7}short: cannot: the correlation needs the field "User": it stands for ' +
          "several keys\n {16}long: serves the rule\n",
      ),
    );
    assert.match(many, /\n {2}counted by {4}User -> raw\.user\n/);
    assert.match(many, /where\(raw\.a.*\) groupby\(raw\.user\)/);
    const [, line] = records(await explain("good.yml", "-t", "ndjson"));
    const [{ rule: name, entry, entries, counted_by }] = line.correlated;
    assert.deepEqual([name, entry.id, entry.serves], ["one", "long", true]);
    assert.deepEqual(entries.map(({ outcome }: { outcome: string }) => outcome), [
      "cannot",
      "serves",
    ]);
    assert.deepEqual(counted_by, [
      { field: "User", key: "raw.user", reason: null, evidence: [] },
    ]);
    const bad = await explain("bad.yml");
    assert.match(bad, /short: cannot: the correlation needs the field "Nosuch"/);
    assert.match(bad, /long: cannot: the correlation needs the field "Nosuch"/);
    assert.match(bad, / {2}counted by {4}Nosuch -> no key: the entry "short" has no key for it\n/);
    assert.match(await explain("lost.yml"), / {2}rule {10}one\n {2}why not {7}.*unknown-reference/);
  });
});

test("mapping explain ends with 1 for what is no rule", async () => {
  await inFolder({ "rule.yml": "title: No rule\n" }, async (folder) => {
    const { code, text } = await tool(folder, "explain", join(folder, "rule.yml"));
    assert.equal(code, 1);
    assert.match(text, /^No rule \(rule\.yml\)\n {2}why not {7}1:1: error: /);
  });
});

const KEYS = '{"topkeys": [{"key": "json.A_first"}, {"key": "json.a.First"}, {"key": "b"}, ' +
  '{"key": "kind"}, {"key": "x.other"}]}';

test("mapping verify ends with 1 while keys are missing, and fixes them", async () => {
  await inFolder({ ...FILES, "keys.json": KEYS }, async (folder) => {
    const path = (name: string) => join(folder, name);
    const args = ["--topkeys", path("keys.json"), "--entry", "ours"];
    const fix = path("fix.json");
    const first = await tool(folder, "verify", path("table.json"), ...args, "--fix", fix);
    assert.equal(first.code, 1);
    assert.match(
      first.text,
      /^1 entry with 3 keys, held against a list of 5: 2 found, 1 missing\n/,
    );
    assert.match(first.text, /\n {4}perhaps a\.First: the same words in another style\n/);
    assert.match(first.text, /\n {2}x\.\{lower\}: 1 more key of the list can be fields by it\n/);
    assert.deepEqual(JSON.parse(read(fix)).entries, {
      ours: {
        fields: {
          A: {
            key: "a.First",
            evidence: {
              grade: "seen",
              source: "topkeys",
              note: "Was a.first, which the log does not have",
            },
          },
        },
      },
    });
    const both = `${path("table.json")},${fix}`;
    const fixed = await tool(folder, "verify", both, ...args, "--to", "ndjson");
    assert.equal(fixed.code, 0);
    assert.deepEqual(records(fixed.text).at(-1), {
      kind: "summary",
      entries: ["ours"],
      listed: 5,
      found: 3,
      missing: 0,
      undecided: 0,
    });
    await assert.rejects(
      tool(folder, "verify", path("table.json"), ...args, "--fix", fix),
      usage(/fix\.json": it is there already\n--force replaces it/),
    );
  });
});

test("mapping verify looks up the fields of rules that have their key by a pattern", async () => {
  await inFolder({ ...FILES, "keys.txt": "b\nkind\na.first\nx.some" }, async (folder) => {
    const { code, text } = await tool(
      folder,
      ...["verify", "-m", join(folder, "table.json"), "--topkeys", join(folder, "keys.txt")],
      ...["--log-set", "Our Log", "--event-type", "ours", "--rules", join(folder, "rules")],
    );
    assert.equal(code, 1);
    assert.match(text, /\n {2}x\.other \(inferred: s\), for Other\n/);
  });
});

test("mapping verify says which entries and lists there are", async () => {
  await inFolder({ "k.txt": "a", "bad.json": "{}" }, async (folder) => {
    const verify = (...args: string[]) => mappingCommand(["verify", ...args], printNothing);
    const keys = ["--topkeys", join(folder, "k.txt")];
    const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
      [[], /needs the keys of a log\nGive them with --topkeys FILE/],
      [keys, /needs to know which entries .*\nGive --entry, .* Log sets: .*DNS Query/],
      [[...keys, "--entry", "dn"], /has no entry "dn"\nDid you mean "dns"\?/],
      [
        [...keys, "--log-set", "DNS Querry"],
        /the log set "DNS Querry"\nDid you mean "DNS Query"\?/,
      ],
      [[...keys, "--entry", "dns", "--log-set", "Raw Log"], /is all that at once/],
      [
        [...keys, "--entry", "sysmon_process_creation_raw"],
        /is for --sysmon raw alone/,
      ],
      [["--topkeys", join(folder, "bad.json"), "--entry", "dns"], /without a list "topkeys"/],
      [["--topkeys", join(folder, "none"), "--entry", "dns"], /Cannot read the keys of/],
      [[...keys, "--entry", "dns", "--sysmon", "foo"], /Unknown value "foo" for --sysmon/],
      [[...keys, "--nosuch"], /Unknown option "--nosuch" for mapping verify/],
    ];
    for (const [args, message] of cases) {
      await assert.rejects(verify(...args), usage(message), args.join(" "));
    }
  });
});

test("mapping new writes a table that is valid and can be used at once", async () => {
  await inFolder(FILES, async (folder) => {
    const path = join(folder, "our.json");
    const make = (...args: string[]) => mappingCommand(["new", ...args], printNothing);
    const from = ["--from-rules", join(folder, "rules")];
    assert.equal(await make("our-x", ...from, "--logsource", "product=x", "--out", path), 0);
    const { entries } = JSON.parse(read(path));
    assert.deepEqual(Object.keys(entries), ["our_x"]);
    assert.deepEqual(Object.keys(entries.our_x.fields), ["A", "B", "Other"]);
    let printed = "";
    const validate = ["validate", path];
    const code = await mappingCommand(validate, (text) => Promise.resolve(void (printed += text)));
    assert.deepEqual([code, printed], [0, `${path}: valid\n`]);
    const gaps = await tool(folder, "gaps", join(folder, "rules/one.yml"), "-m", path);
    assert.match(gaps.text, /^1 rule: 1 converted, 0 not\n$/);
    await assert.rejects(make("our-x", ...from, "--out", path), usage(/it is there already/));
    assert.equal(await make("all", ...from, "--out", path, "--force"), 0);
    assert.deepEqual(Object.keys(JSON.parse(read(path)).entries), ["x", "y"]);
  });
});

test("mapping new refuses names and log sources that it cannot use", async () => {
  await inFolder({ "dns.yml": rule("Dns", "{query: a}", "{category: dns}") }, async (folder) => {
    const from = ["--from-rules", join(folder, "dns.yml")];
    const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
      [[], /needs a name/],
      [["ours"], /needs a log source/],
      [["dns", "--logsource", "product=x"], /the mapping table "insightidr" has it/],
      [["pysigma", "--logsource", "product=x"], /Cannot use "pysigma" as a name/],
      [["--logsource", "product=x", "--", "--"], /needs a letter or a digit/],
      [["ours", "more", "--logsource", "product=x"], /Unexpected argument "more"/],
      [["ours", "--logsource", "produkt=x"], /Did you mean "product"\?/],
      [["ours", ...from], /has an entry for each log source of these rules/],
    ];
    for (const [args, message] of cases) {
      await assert.rejects(mappingCommand(["new", ...args], printNothing), usage(message));
    }
    assert.equal(existsSync(join(folder, "out")), false);
  });
});

test("mapping tools explain themselves, and each option that they have is named", async () => {
  for (const name of ["gaps", "verify", "explain", "new"]) {
    let text = "";
    const code = await mappingCommand(
      [name, "--help"],
      (part) => Promise.resolve(void (text += part)),
    );
    assert.equal(code, 0);
    assert.ok(text.startsWith(`sigma-leql mapping ${name}: `), text);
    assert.match(text, /\n {2}-h, --help/);
    for (const line of text.split("\n")) assert.ok(line.length <= 100, line);
  }
  await assert.rejects(
    mappingCommand(["gaps", "--format", "all", "rules"], printNothing),
    usage(/Unknown option "--format" for mapping gaps/),
  );
  await assert.rejects(mappingCommand(["gapz"], printNothing), usage(/Did you mean "gaps"\?/));
});

test("mapping and its actions without options explain themselves too", async () => {
  for (
    const [args, head] of [
      [["--help"], "sigma-leql mapping: "],
      [["print", "-h"], "sigma-leql mapping print: "],
      [["validate", "x.json", "--help"], "sigma-leql mapping validate: "],
      [["schema", "--help"], "sigma-leql mapping schema: "],
    ] as const
  ) {
    let text = "";
    const code = await mappingCommand(args, (part) => Promise.resolve(void (text += part)));
    assert.equal(code, 0);
    assert.ok(text.startsWith(head), text);
    assert.ok(text.split("\n").length < 25, text);
    for (const line of text.split("\n")) assert.ok(line.length <= 100, line);
  }
});

test("docs/mapping-tools.md shows commands with the output that they have", async () => {
  const document = read(join(ROOT, "docs", "mapping-tools.md")).replaceAll("\r\n", "\n");
  const blocks = [...document.matchAll(/^```console\n\$ deno run -A cli\.ts (.*)\n([^]*?)^```$/gm)];
  assert.equal(blocks.length, 4);
  await Promise.all(blocks.map(async ([, command, output]) => {
    const { stdout, stderr } = await run(command.split(" "), { cwd: ROOT });
    assert.equal(stdout.trimEnd(), output.trimEnd(), `${command}: ${stderr}`);
  }));
  for (const [, target] of document.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
    assert.ok(existsSync(join(ROOT, "docs", target)), target);
  }
});
