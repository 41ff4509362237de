import assert from "node:assert/strict";
import { test } from "node:test";
import { convertHere } from "./convert_here.ts";
import { type Ended, inFolder, run } from "./helpers.ts";

function runIn(cwd: string, ...args: string[]): Promise<Ended> {
  return run(args, { cwd });
}

const TABLE = JSON.stringify({
  name: "site",
  sources: { s: { title: "S", url: "https://s.example/" } },
  choices: {
    sysmon: { description: "d", default: "auto", values: { auto: "a", agent: "b", raw: "c" } },
    windows_events: { description: "d", default: "data_xml", values: { data_xml: "", flat: "" } },
  },
  fieldSets: {
    event: {
      choice: "windows_events",
      alternatives: {
        data_xml: { fields: { A: { key: "data.a", evidence: "inferred: s" } } },
        flat: { fields: { A: { key: "a", evidence: "seen: s" } } },
      },
    },
  },
  entries: {
    ours: { logsources: [{ product: "x" }], when: { sysmon: ["auto", "raw"] }, use: ["event"] },
  },
});
const RULE = "title: T\nlogsource: {product: x}\ndetection:\n  s: {A: b}\n  condition: s\n";
const FILES = { "table.json": TABLE, "rule.yml": RULE };
const ARGS = ["rule.yml", "-m", "table.json"];

test("choices select entries and alternatives", async () => {
  await inFolder(FILES, async (folder) => {
    const args = [`${folder}/rule.yml`, "-m", `${folder}/table.json`];
    const { lines: [plain] } = await convertHere(...args);
    assert.equal(plain.query, 'data.a = NOCASE("b")');
    assert.deepEqual(plain.evidence, { grade: "inferred", name: "data.a", source: "s" });
    assert.deepEqual(plain.warnings.map(({ code }: { code: string }) => code), ["inferred-key"]);
    const { lines: [flat] } = await convertHere(...args, "--windows-events", "flat");
    assert.equal(flat.query, 'a = NOCASE("b")');
    const { lines: [agent], code } = await convertHere(...args, "--sysmon", "agent");
    assert.equal(code, 1);
    assert.match(agent.error.message, /under --sysmon agent, which leaves out the entry "ours"/);
    assert.equal(agent.error.hint, "It is for --sysmon auto or raw");
    const { lines: [weak] } = await convertHere(...args, "--min-evidence", "seen");
    assert.equal(weak.error.code, "weak-evidence");
  });
});

test("workers choose like the main thread", async () => {
  await inFolder(FILES, async (folder) => {
    const args = [...ARGS, "--windows-events", "flat", "--min-evidence", "seen"];
    const here = await runIn(folder, ...args, "--workers", "0");
    const there = await runIn(folder, ...args, "--workers", "1");
    assert.equal(there.code, 0, there.stderr);
    assert.equal(there.stdout, here.stdout);
    assert.match(there.stderr, /1 {2}of these on keys that are seen in events or queries\n/);
  });
});

const MISUSES: readonly (readonly [readonly string[], RegExp])[] = [
  [["--sysmon", "agnt"], /Unknown value "agnt" for --sysmon\nDid you mean "agent"\?/],
  [["--windows-events", "xml"], /Unknown value "xml" for --windows-events/],
  [["--prefer", "native"], /"--prefer" has no meaning for the mapping table "site"/],
  [["--min-evidence", "good"], /Unknown value "good" for --min-evidence/],
];

for (const [args, expected] of MISUSES) {
  test(`the option ${args.join(" ")} is refused`, async () => {
    await inFolder(FILES, async (folder) => {
      const { code, stderr } = await runIn(folder, ...ARGS, ...args);
      assert.equal(code, 2, stderr);
      assert.match(stderr, expected);
    });
  });
}

test("choices need a mapping table", async () => {
  await inFolder(FILES, async (folder) => {
    const { code, stderr } = await runIn(
      folder,
      "rule.yml",
      "--without-mapping",
      "--sysmon",
      "raw",
    );
    assert.equal(code, 2);
    assert.match(stderr, /"--sysmon" and "--without-mapping" exclude each other/);
  });
});

test("mapping validate tries a partial table over the default one, and names lines", async () => {
  const files = {
    "good.json": '{\n"name": "s",\n"entries": {"dns": {"fields": {"zone": "zone"}}}}',
    "bad.json": '{\n"name": "s",\n"entries": {"dns": {"otherwise": "nosuch"}}}',
    "gone.json": '{\n"name": "s",\n"entries": {"firewal": null}}',
    "far.json": '{\n"name": "s",\n"entries": {"zzzzqqqq": null}}',
    "blank.json": '{\n"name": "s",\n"entries": {"dns": {"fields": {"zone": " z "}}}}',
  };
  await inFolder(files, async (folder) => {
    const good = await runIn(folder, "mapping", "validate", "good.json");
    assert.equal(good.code, 0, good.stdout);
    assert.equal(good.stdout, "good.json: valid\nIt extends the table insightidr\n");
    const bad = await runIn(folder, "mapping", "validate", "bad.json");
    assert.equal(bad.code, 1);
    assert.match(
      bad.stdout,
      /^bad\.json:3:35: error: .*\$\.entries\.dns\.otherwise names the entry/,
    );
    const used = await runIn(folder, "mapping", "print", "insightidr,bad.json");
    assert.equal(used.code, 2);
    assert.match(used.stderr, /\nbad\.json:3:35: error: /);
    const gone = await runIn(folder, "mapping", "validate", "gone.json");
    assert.equal(gone.code, 0);
    assert.match(gone.stdout, /^gone\.json:3:14: warning: .*Did you mean "firewall"/);
    const far = await runIn(folder, "mapping", "validate", "far.json");
    assert.match(far.stdout, /\(mapping print shows all \d+\)\n/);
    assert.ok(far.stdout.length < 250, far.stdout);
    const blank = await runIn(folder, "mapping", "validate", "blank.json");
    assert.equal(blank.code, 0);
    assert.match(
      blank.stdout,
      /^blank\.json:3:41: warning: .*\$\.entries\.dns\.fields\.zone is " z "/,
    );
  });
});
