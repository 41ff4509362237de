import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { convertHere, type Done } from "./convert_here.ts";
import { type Files, inFolder, records, run } from "./helpers.ts";

const BASE = `title: Base
name: base
id: 11111111-1111-4111-8111-111111111111
logsource: { category: process_creation, product: windows }
detection:
  selection: { CommandLine|contains: base }
  condition: selection
`;
const OTHER = BASE.replaceAll("base", "other").replace("Base", "Other").replaceAll("1111", "2222");
const COUNT = `title: Count
correlation:
  type: event_count
  rules: [base]
  group-by: [User]
  timespan: 5m
  condition: { gte: 3 }
`;
const FILTER = `title: Filter
logsource: { category: process_creation }
filter:
  rules: [base]
  selection: { User: deployer }
  condition: not selection
`;
const BASE_QUERY = 'process.cmd_line ICONTAINS "base"';
const OTHER_QUERY = 'process.cmd_line ICONTAINS "other"';
const NARROWED = `${BASE_QUERY} AND NOT process.username = NOCASE("deployer")`;
const COUNTED = `where(${BASE_QUERY}) groupby(process.username) calculate(count) having(count>=3)`;
const USED = "used-by-correlation";

/** Converts files of a folder for advanced Log Search; inputs stand below it. */
async function convertFiles(
  files: Files,
  inputs: readonly string[],
  ...args: string[]
): Promise<Done> {
  let done: Done | undefined;
  await inFolder(files, async (folder) => {
    const paths = inputs.map((input) => join(folder, input));
    const placed = args.map((arg) => arg.replace("FOLDER", folder));
    const { code, text, lines } = await convertHere(
      ...paths,
      ...["-f", "leql_advanced_search", ...placed],
    );
    // Of several inputs, records have the whole path.
    const below = lines.map((line) => ({ ...line, path: line.path.replace(`${folder}/`, "") }));
    done = { code, text, lines: below };
  });
  return done!;
}

/** `path rule`, and what became of it. */
function outcomes({ lines }: Pick<Done, "lines">): Record<string, string> {
  return Object.fromEntries(lines.map(({ path, rule, query, skipped, error }) => {
    const place = error === undefined ? "" : ` ${error.line}:${error.column}`;
    return [`${path} ${rule}`, query ?? skipped?.code ?? `${error.code}${place}`];
  }));
}

test("a correlation finds its rules in its own file, before and behind it", async () => {
  const files = {
    "a.yml": `${BASE}---\n${COUNT}`,
    "b.yml": `${COUNT.replace("base", "other")}---\n${OTHER}`,
  };
  assert.deepEqual(outcomes(await convertFiles(files, ["."])), {
    "a.yml 0": USED,
    "a.yml 1": COUNTED,
    "b.yml 0": COUNTED.replace("base", "other"),
    "b.yml 1": USED,
  });
});

test("a correlation finds its rules in other files and folders, by name or id", async () => {
  const byId = COUNT.replace("[base]", "['22222222-2222-4111-8111-222222222222']");
  const files = {
    "z/base.yml": BASE,
    "m/count.yml": COUNT,
    "a/other.yml": OTHER,
    "z/id.yml": byId,
  };
  const counts = {
    "m/count.yml 0": COUNTED,
    "z/base.yml 0": USED,
    "a/other.yml 0": USED,
    "z/id.yml 0": COUNTED.replace("base", "other"),
  };
  assert.deepEqual(outcomes(await convertFiles(files, ["."])), counts);
  const inputs = ["m/count.yml", "z", "a"];
  const { lines } = await convertFiles(files, inputs);
  assert.deepEqual(
    lines.map(({ path, query }) => [path, query !== undefined]),
    [
      ["m/count.yml", true],
      ["z/base.yml", false],
      ["z/id.yml", true],
      ["a/other.yml", false],
    ],
  );
});

test("a correlation finds its rule in a file of the same path below another input", async () => {
  const files = { "a/x.yml": COUNT, "b/x.yml": BASE };
  for (const inputs of [["a", "b"], ["b", "a"]]) {
    const { code, lines } = await convertFiles(files, inputs);
    assert.equal(code, 0);
    assert.deepEqual(
      lines.map(({ query, skipped }) => query ?? skipped.code).sort(),
      [USED, COUNTED],
    );
  }
});

test("a correlation finds its rules however their names are written", async () => {
  const names = ["name: 'base'", 'name: "base"', "name: base # comment", "'name': base"];
  for (const name of names) {
    const rule = BASE.replace("name: base", name);
    const found = outcomes(await convertFiles({ "a.yml": COUNT, "b.yml": rule }, ["."]));
    assert.deepEqual(found, { "a.yml 0": COUNTED, "b.yml 0": USED }, name);
  }
  const flow = "{title: Base, name: base, logsource: {category: process_creation, product: " +
    "windows}, detection: {s: {CommandLine|contains: base}, condition: s}}\n";
  const count = "--- {title: Count, correlation: {type: event_count, rules: [base], " +
    "group-by: [User], timespan: 5m, condition: {gte: 3}}}\n";
  assert.deepEqual(outcomes(await convertFiles({ "a.yml": count, "b.yml": flow }, ["."])), {
    "a.yml 0": COUNTED,
    "b.yml 0": USED,
  });
});

test("a correlation that generates its rules leaves them their queries", async () => {
  const generate = COUNT.replace("type:", "generate: true\n  type:");
  assert.deepEqual(outcomes(await convertFiles({ "a.yml": BASE, "b.yml": generate }, ["."])), {
    "a.yml 0": `where(${BASE_QUERY})`,
    "b.yml 0": COUNTED,
  });
});

test("a rule that a correlation uses up is a line with the reason", async () => {
  const { code, lines } = await convertFiles({ "a.yml": BASE, "b.yml": COUNT }, ["."]);
  assert.equal(code, 0);
  assert.deepEqual(lines[0].skipped, {
    code: USED,
    message: 'Used by the correlation "Count", which does not generate its rules',
  });
  assert.equal(lines[1].timespan_seconds, 300);
});

test("filters narrow the rules that they name, from the input and by --filter", async () => {
  const files = { "rules/base.yml": BASE, "rules/other.yml": OTHER, "filters/f.yml": FILTER };
  const expected = {
    "base.yml 0": `where(${NARROWED})`,
    "other.yml 0": `where(${OTHER_QUERY})`,
    "f.yml 0": "filter",
  };
  for (
    const [inputs, ...args] of [
      [["rules", "filters"]],
      [["filters", "rules"]],
      [["rules"], "--filter", "FOLDER/filters"],
      [["rules"], "--filter", "FOLDER/filters/f.yml"],
    ] as [string[], ...string[]][]
  ) {
    const done = await convertFiles(files, inputs, ...args);
    assert.equal(done.code, 0);
    const whole = Object.entries(expected).map(([path, outcome]) => [
      inputs.length === 1 ? path : `${path.startsWith("f.") ? "filters" : "rules"}/${path}`,
      outcome,
    ]);
    assert.deepEqual(outcomes(done), Object.fromEntries(whole));
  }
  const any = FILTER.replace("[base]", "any");
  assert.deepEqual(outcomes(await convertFiles({ ...files, "filters/f.yml": any }, ["."])), {
    "rules/base.yml 0": `where(${NARROWED})`,
    "rules/other.yml 0": `where(${NARROWED.replace("base", "other")})`,
    "filters/f.yml 0": "filter",
  });
});

test("filters narrow the rules of a correlation", async () => {
  const files = { "a.yml": FILTER, "b.yml": BASE, "c.yml": COUNT };
  assert.deepEqual(outcomes(await convertFiles(files, ["."])), {
    "a.yml 0": "filter",
    "b.yml 0": USED,
    "c.yml 0": COUNTED.replace(BASE_QUERY, NARROWED),
  });
});

test("--filter-mode and-not negates filters, and a filter that looks inverted has a warning", async () => {
  const plain = FILTER.replace("not selection", "selection");
  const files = { "a.yml": BASE, "f.yml": plain };
  const negated = await convertFiles(files, ["."], "--filter-mode", "and-not");
  assert.equal(negated.lines[0].query, `where(${NARROWED})`);
  const codes = (done: Done): string[] =>
    done.lines[0].warnings.map(({ code }: { code: string }) => code);
  assert.deepEqual(codes(negated), ["field-loss"]);
  const joined = await convertFiles(files, ["."]);
  assert.equal(joined.lines[0].query, `where(${NARROWED.replace("NOT ", "")})`);
  assert.equal(joined.lines[0].warnings[0].code, "filter-looks-inverted");
  const twice = await convertFiles({ ...files, "f.yml": FILTER }, ["."], "--filter-mode=and-not");
  assert.equal(twice.lines[0].warnings[0].code, "filter-looks-inverted");
});

test("collections come to the same bytes whatever the number of workers", async () => {
  const files: Record<string, string> = { "zz/filter.yml": FILTER, "aa/count.yml": COUNT };
  for (let index = 0; index < 120; index++) {
    files[`mm/${index}.yml`] = index === 60 ? BASE : OTHER.replace("name: other\n", "");
  }
  await inFolder(files, async (folder) => {
    const texts: string[] = [];
    for (const workers of ["0", "1", "2"]) {
      texts.push((await convertHere(folder, "-f", "all", "-w", workers)).text);
    }
    assert.ok(texts[0].includes(JSON.stringify(COUNTED.replace(BASE_QUERY, NARROWED))));
    assert.equal(texts[1], texts[0]);
    assert.equal(texts[2], texts[0]);
  });
});

test("faults of collections have their places, and the rest is converted", async () => {
  const circle = (name: string, other: string) =>
    COUNT.replace("title: Count", `title: ${name}\nname: ${name}`).replace("base", other);
  const percentile = COUNT.replace("event_count", "value_percentile")
    .replace("{ gte: 3 }", "{ field: CommandLine, gte: 3 }");
  const files = {
    "base.yml": BASE,
    "circle_a.yml": circle("a", "b"),
    "circle_b.yml": circle("b", "a"),
    "filter.yml": FILTER.replace("[base]", "[bse]"),
    "percentile.yml": percentile.replace("base", "other"),
    "self.yml": circle("self", "self"),
    "type.yml": COUNT.replace("event_count", "event_cout"),
    "unknown.yml": COUNT.replace("base", "bas"),
    "zz_other.yml": OTHER,
  };
  const done = await convertFiles(files, ["."]);
  assert.equal(done.code, 1);
  const { "percentile.yml 0": found, ...rest } = outcomes(done);
  assert.match(found, /^invalid-correlation \d+:\d+$/);
  assert.deepEqual(rest, {
    "base.yml 0": `where(${BASE_QUERY})`,
    "circle_a.yml 0": "reference-cycle 5:11",
    "circle_b.yml 0": "reference-cycle 5:11",
    "filter.yml 0": "unknown-reference 4:11",
    "self.yml 0": "reference-cycle 5:11",
    "type.yml 0": "invalid-correlation 3:9",
    "unknown.yml 0": "unknown-reference 4:11",
    "zz_other.yml 0": `where(${OTHER_QUERY})`,
  });
  const unknown = done.lines.find(({ path }) => path === "unknown.yml");
  assert.equal(unknown.error.message, 'No rule has the id or name "bas"');
  assert.equal(unknown.error.hint, 'Did you mean "base"?');
});

test("a faulty correlation or filter does not touch the rules that it names", async () => {
  const files = {
    "base.yml": BASE,
    "count.yml": COUNT.replace("5m", "5 fortnights"),
    "filter.yml": FILTER.replace("condition: not selection", "condition: not selction"),
  };
  const done = await convertFiles(files, ["."]);
  assert.equal(done.code, 1);
  assert.equal(outcomes(done)["base.yml 0"], `where(${BASE_QUERY})`);
  assert.match(outcomes(done)["count.yml 0"], /^invalid-correlation 6:/);
  assert.match(outcomes(done)["filter.yml 0"], /^undefined-identifier 6:/);
});

test("a stream may hold a correlation, a filter and their rules, in any order", async () => {
  const orders = [[BASE, COUNT, FILTER, OTHER], [FILTER, COUNT, OTHER, BASE]];
  const args = ["-", "-q", "-f", "leql_advanced_search"];
  await Promise.all(orders.flatMap((texts) =>
    ["0", "1"].map(async (workers) => {
      const stdin = texts.join("---\n");
      const { code, stdout } = await run([...args, "-w", workers], { stdin });
      assert.equal(code, 0, stdout);
      const found = outcomes({ lines: records(stdout) });
      assert.deepEqual(found, {
        [`- ${texts.indexOf(BASE)}`]: USED,
        [`- ${texts.indexOf(COUNT)}`]: COUNTED.replace(BASE_QUERY, NARROWED),
        [`- ${texts.indexOf(FILTER)}`]: "filter",
        [`- ${texts.indexOf(OTHER)}`]: `where(${OTHER_QUERY})`,
      });
    })
  ));
});

test("a correlation of a file finds its rule in a stream, and the other way round", async () => {
  await inFolder({ "count.yml": COUNT, "base.yml": BASE }, async (folder) => {
    const cases = [["count.yml", BASE], ["base.yml", COUNT]];
    for (const [file, stdin] of cases) {
      const args = ["-", join(folder, file), "-q", "-f", "leql_advanced_search"];
      const { code, stdout } = await run(args, { stdin });
      assert.equal(code, 0, stdout);
      const found = outcomes({ lines: records(stdout) });
      assert.deepEqual(Object.values(found).sort(), [USED, COUNTED], file);
    }
  });
});

test("actions work in files and in streams alike", async () => {
  const text = `action: global
logsource: { category: process_creation, product: windows }
level: high
---
title: One
detection: { s: { CommandLine|contains: one }, condition: s }
---
action: repeat
title: Two
detection: { s: { CommandLine|contains: two } }
---
action: reset
---
title: Three
level: low
logsource: { category: process_creation, product: windows }
detection: { s: { CommandLine|contains: three }, condition: s }
---
title: Four
detection: { s: { CommandLine|contains: four }, condition: s }
`;
  await inFolder({ "a.yml": text }, async (folder) => {
    const file = await convertHere(join(folder, "a.yml"));
    const { code, stdout } = await run(["-", "-q"], { stdin: text });
    assert.equal(code, 1);
    assert.equal(file.code, 1);
    assert.equal(stdout.replaceAll('"path":"-"', '"path":"a.yml"'), file.text);
    assert.deepEqual(
      file.lines.map((
        { rule, title, level, query, error },
      ) => [rule, title, level, query ?? `${error.code} ${error.line}`]),
      [
        [1, "One", "high", 'process.cmd_line ICONTAINS "one"'],
        [2, "Two", "high", 'process.cmd_line ICONTAINS "two"'],
        [4, "Three", "low", 'process.cmd_line ICONTAINS "three"'],
        [5, "Four", null, "missing-logsource 19"],
      ],
    );
  });
});
