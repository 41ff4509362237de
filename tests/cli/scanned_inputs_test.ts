import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { filePattern } from "../../lib/cli/file_pattern.ts";
import { resolveInputs } from "../../lib/cli/inputs.ts";
import { type KeepLimits, scanInputs } from "../../lib/cli/scanned_inputs.ts";
import { readItem } from "../../lib/worker/read_item.ts";
import { type Files, inFolder, run } from "./helpers.ts";

const COUNT = "title: C\ncorrelation:\n  type: event_count\n  rules: [base]\n" +
  "  group-by: [User]\n  timespan: 5m\n  condition: { gte: 3 }\n";
const FILES: Files = {
  "a/base.yml": "title: Base\nname: base\n",
  "a/bytes.yml": new Uint8Array([0xff]),
  "a/one.yml": "title: One\n",
  "a/old/x.yml": "title: X\n",
  "b/count.yml": COUNT,
  "b/two.yml": "title: Two\n",
};

interface Scanned {
  /** Path and text, or the code of the fault, of all items. */
  readonly items: readonly string[];
  readonly kept: number;
  readonly shared: readonly string[];
  readonly excluded: number;
  readonly counted: number;
}

async function scan(folder: string, limits?: KeepLimits): Promise<Scanned> {
  const inputs = resolveInputs([join(folder, "a"), join(folder, "b")]);
  const pattern = await filePattern([], ["old/**"]);
  let counted = 0;
  const scanned = await scanInputs(inputs, pattern, (count) => counted = count, limits);
  const items: string[] = [];
  let kept = 0;
  for await (const item of scanned.items) {
    if (item.kind === "File" && item.text !== undefined) kept++;
    const text = readItem(item);
    items.push(`${item.path}: ${typeof text === "string" ? text : text.code}`);
  }
  const shared = scanned.shared.map(({ path }) => path);
  return { items, kept, shared, excluded: scanned.excluded, counted };
}

test("scanInputs() gives the same whether texts are kept or read again", async () => {
  await inFolder(FILES, async (folder) => {
    const kept = await scan(folder);
    assert.deepEqual(kept, {
      items: [
        "base.yml: title: Base\nname: base\n",
        "bytes.yml: io-not-utf8",
        "one.yml: title: One\n",
        `count.yml: ${COUNT}`,
        "two.yml: title: Two\n",
      ],
      kept: 4,
      shared: ["count.yml", "base.yml"],
      excluded: 1,
      counted: 5,
    });
    for (const files of [0, 10, 40, 60]) {
      assert.deepEqual(await scan(folder, { files, stream: 0 }), { ...kept, kept: 0 });
    }
  });
});

test("scanInputs() keeps no texts beyond its real limit", async () => {
  const large = `# ${"x".repeat(9 << 20)}\n`;
  const files = { ...FILES, "a/large.yml": large, "b/large.yml": large };
  await inFolder(files, async (folder) => {
    const { items, kept, shared, excluded } = await scan(folder);
    assert.deepEqual(items.map((item) => item.slice(0, item.indexOf(":"))), [
      "base.yml",
      "bytes.yml",
      "large.yml",
      "one.yml",
      "count.yml",
      "large.yml",
      "two.yml",
    ]);
    assert.deepEqual({ kept, shared, excluded }, {
      kept: 0,
      shared: ["count.yml", "base.yml"],
      excluded: 1,
    });
  });
});

test("a filter far behind in a stream is an error, never without effect in silence", async () => {
  const rule = "logsource: { category: process_creation, product: windows }\n" +
    "detection:\n  s: { CommandLine|contains: x }\n  condition: s\n";
  const filter = "title: F\nlogsource: { category: process_creation }\nfilter:\n  rules: any\n" +
    "  s: { User: u }\n  condition: not s\n";
  const padding = `# ${"x".repeat(1 << 20)}\n`;
  const near = ["title: A\n" + rule, filter, "title: B\n" + padding + rule].join("---\n");
  const far = ["title: A\n" + padding + rule, filter, "title: B\n" + rule].join("---\n");
  const [early, late] = await Promise.all([near, far].map((stdin) => run(["-"], { stdin })));
  assert.equal(early.code, 0, early.stderr);
  assert.equal(early.stdout.match(/AND NOT/g)?.length, 2);
  assert.equal(late.code, 1);
  const lines = late.stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ rule, error }) => [rule, error?.code, error?.line]), [
    [0, undefined, undefined],
    [1, "filter-without-effect", 7],
    [2, undefined, undefined],
  ]);
});
