import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { UsageError } from "../../lib/cli/usage_error.ts";
import { convertHere } from "./convert_here.ts";
import { inFolder, read, records, run } from "./helpers.ts";

const ID = "00000000-0000-4000-8000-00000000000";

function rule(title: string, head: string, logsource = "category: dns_query"): string {
  return `title: ${title}\n${head}logsource: { ${logsource} }\n` +
    "detection:\n  selection: { QueryName: x }\n  condition: selection\n";
}

const FILES = {
  "a/critical.yml": rule("Critical", `id: ${ID}1\nlevel: critical\nstatus: stable\n`),
  "a/high.yml": rule(
    "High",
    `id: ${ID}2\nlevel: high\nstatus: test\ntags: [attack.t1059.001, attack.execution]\n` +
      "date: 2024-01-30\n",
    "product: windows, category: dns_query",
  ),
  "b/low.yml": rule(
    "Low",
    `id: ${ID}A\nlevel: low\nstatus: experimental\ntags: [attack.t1059]\n` +
      "date: 2020-01-01\nmodified: 2024/01/31\n",
    "product: linux, category: dns_query",
  ),
  "b/old.yml": rule("Old", "status: deprecated\ntags: [car.2013-05-009]\ndate: 2019-5-6\n"),
  "b/plain.yml": rule("Plain", ""),
};

/** Titles of what is converted with these arguments. */
async function selected(folder: string, ...args: string[]): Promise<string> {
  const { code, lines } = await convertHere(folder, "--without-mapping", ...args);
  assert.equal(code, 0);
  for (const { query } of lines) assert.equal(typeof query, "string");
  return lines.map(({ title }) => title).join();
}

test("each option of the selection takes the rules that it says, and no other", async () => {
  await inFolder({ ...FILES, "ids.txt": "" }, async (folder) => {
    const cases: readonly [readonly string[], string][] = [
      [[], "Critical,High,Low,Old,Plain"],
      [["--min-level", "informational"], "Critical,High,Low"],
      [["--min-level", "medium"], "Critical,High"],
      [["--min-level", "critical"], "Critical"],
      [["--status", "stable"], "Critical"],
      [["--status", "stable,test", "--status", "deprecated"], "Critical,High,Old"],
      [["--tag", "attack.t1059"], "Low"],
      [["--tag", "attack.t1059*"], "High,Low"],
      [["--tag", "ATTACK.T1059.*"], "High"],
      [["--tag", "*.execution,car.*"], "High,Old"],
      [["--tag", "attack.t105"], ""],
      [["--tag", "attackxt1059"], ""],
      [["--logsource", "category=dns_query"], "Critical,High,Low,Old,Plain"],
      [["--logsource", "product=windows"], "High"],
      [["--logsource", "product=windows,category=process_creation"], ""],
      [["--logsource", "product=windows", "--logsource", "product=linux"], "High,Low"],
      [["--since", "2024-01-30"], "High,Low"],
      [["--since", "2024-01-31"], "Low"],
      [["--since", "2019-05-06"], "High,Low,Old"],
      [["--since", "2019-05-07"], "High,Low"],
      [["--exclude", "b/**"], "Critical,High"],
      [["--exclude", "h*.yml", "--exclude", "*old*"], "Critical,Low,Plain"],
      [["--min-level", "low", "--tag", "attack.*", "--status", "test"], "High"],
    ];
    for (const [args, titles] of cases) {
      assert.equal(await selected(folder, ...args), titles, args.join(" "));
    }
  });
});

test("--id-file takes the ids of files, with comments, in any letter case", async () => {
  const files = {
    ...FILES,
    "one.txt": `# wanted\n${ID}2   # High\n\n`,
    "two.txt": `${ID}a\r\n${ID}9\r\n`,
    "none.txt": "# nothing\n",
    "bytes.txt": new Uint8Array([0xff]),
  };
  await inFolder(files, async (folder) => {
    const file = (name: string) => ["--id-file", join(folder, name)];
    assert.equal(await selected(folder, ...file("one.txt")), "High");
    assert.equal(await selected(folder, ...file("one.txt"), ...file("two.txt")), "High,Low");
    assert.equal(await selected(folder, ...file("none.txt")), "");
    for (const name of ["bytes.txt", "nosuch.txt"]) {
      await assert.rejects(convertHere(folder, ...file(name)), (error) => {
        assert.ok(error instanceof UsageError);
        assert.match(
          error.message,
          /^Cannot read id file ".*\.txt": (it is not UTF-8|.*not exist)/,
        );
        return true;
      });
    }
  });
});

test("cli says which ids of --id-file no rule has", async () => {
  const files = { ...FILES, "ids.txt": `${ID}2\n${ID}a\n${ID}8\n${ID}9\n${ID}9\n` };
  await inFolder(files, async (folder) => {
    const args = ["a", "b", "--without-mapping", "--id-file", "ids.txt", "--min-level", "high"];
    for (const workers of ["0", "2"]) {
      const { code, stderr } = await run([...args, "--workers", workers], { cwd: folder });
      assert.equal(code, 0);
      assert.match(stderr, new RegExp(`^Warning: no rule has the id ${ID}8, ${ID}9\\n5 rules`));
    }
  });
});

test("cli says when nothing is selected", async () => {
  await inFolder(FILES, async (folder) => {
    const { code, stderr } = await run([".", "--tag", "nosuch"], { cwd: folder });
    assert.equal(code, 0);
    assert.match(stderr, /^Warning: no rule was selected: see --min-level, .*\n5 rules in/);
  });
});

test("cli says when --exclude leaves nothing", async () => {
  await inFolder(FILES, async (folder) => {
    await assert.rejects(convertHere(folder, "--exclude", "**"), /--exclude leaves out all 5$/);
  });
});

test("the summary counts what was left out, and the output is silent about it", async () => {
  await inFolder(FILES, async (folder) => {
    const args = [".", "--without-mapping", "--min-level", "high", "--exclude", "b/p*.yml"];
    const [ndjson, text, none] = await Promise.all([
      run(args, { cwd: folder }),
      run([...args, "--to", "text"], { cwd: folder }),
      run([".", "--tag", "nosuch"], { cwd: folder }),
    ]);
    const counts =
      /^4 rules in .*: 2 queries\n +2 {2}converted\n +2 {2}not selected\n +1 {2}files excluded\n$/;
    assert.equal(ndjson.code, 0);
    assert.match(ndjson.stderr, counts);
    assert.deepEqual(records(ndjson.stdout).map(({ title }) => title), ["Critical", "High"]);
    assert.match(text.stderr, counts);
    assert.equal(text.stdout.split("\n\n").length, 2);
    assert.equal(none.code, 0);
    assert.equal(none.stdout, "");
    assert.match(
      none.stderr,
      /^Warning: .*\n5 rules in .*: 0 queries\n +0 {2}converted\n +5 {2}not selected\n$/,
    );
  });
});

test("the manifest of a tree lists what was not selected", async () => {
  await inFolder(FILES, async (folder) => {
    const out = join(folder, "out");
    const args = [join(folder, "a"), "--without-mapping", "--to", "tree", "--out", out];
    const { code } = await run([...args, "-q", "--min-level", "critical"]);
    assert.equal(code, 0);
    const lines = records(read(join(out, "manifest.ndjson")));
    assert.deepEqual(
      lines.map(({ title, outcome, files, skipped }) => [title, outcome, files, skipped?.code]),
      [
        ["Critical", "converted", ["default/critical.leql"], undefined],
        ["High", "skipped", [], "selection"],
      ],
    );
  });
});

test("a rule that is not selected is not held against the run, faulty or not", async () => {
  const faulty = "title: Faulty\nlevel: low\nlogsource: { category: dns_query }\n";
  await inFolder({ ...FILES, "faulty.yml": faulty }, async (folder) => {
    assert.equal(await selected(folder, "--min-level", "high"), "Critical,High");
    const { code, lines } = await convertHere(folder, "--min-level", "low", "--without-mapping");
    assert.equal(code, 1);
    assert.equal(lines.at(-1).error.code, "missing-detection");
  });
});

test("the selection is the same in workers", async () => {
  await inFolder(FILES, async (folder) => {
    const args = [folder, "--tag", "attack.*", "--since", "2024-01-01", "--without-mapping"];
    const here = await convertHere(...args, "-w", "0");
    assert.equal(here.lines.length, 2);
    assert.equal((await convertHere(...args, "-w", "1")).text, here.text);
  });
});
