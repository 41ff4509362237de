/**
 * Speed and memory on the public SigmaHQ rules, beside parsing them alone.
 *
 *   deno task bench [FOLDER] [--rounds N] [--rules N] [--save FILE]
 *
 * FOLDER: rules, default ../shared/corpus/sigmahq. Needs npx, which brings Bun,
 * and `npm ci` for Bun's dependencies. Runs of the two sides alternate, so that
 * what else the machine does hits both.
 */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { measure, type Run } from "./measure.ts";
import { ruleStream } from "./rule_stream.ts";

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    rules: { type: "string", default: "350000" },
    save: { type: "string" },
  },
  allowPositionals: true,
});
const folder = positionals[0] ?? "../shared/corpus/sigmahq";
const rounds = Number(values.rounds);
const rules = Number(values.rules);
if (!existsSync(folder)) {
  console.error(`No rules in ${folder}: name a folder of Sigma rules`);
  process.exit(2);
}
const scratch = mkdtempSync(join(tmpdir(), "sigma-leql-bench-"));
const out = join(scratch, "out.ndjson");
// The runtime itself, not npx, whose start would count.
const bun = (await measure(["npx", "--yes", "bun@1.4.5", "-e", "console.log(process.execPath)"]))
  .output.trim();
const runtimes: Record<string, readonly string[]> = {
  deno: [process.execPath, "run", "-A"],
  bun: [bun],
};
const convert = ["cli.ts", "--format", "all", "--out", out];

const results: Record<string, unknown> = {
  date: new Date().toISOString().slice(0, 10),
  processors: availableParallelism(),
  folder,
};
for (const [name, runtime] of Object.entries(runtimes)) {
  const parse: Run[] = [];
  const full: Run[] = [];
  await measure([...runtime, ...convert, folder]);
  for (let round = 0; round < rounds; round++) {
    parse.push(await measure([...runtime, "bench/parse_only.ts", folder]));
    full.push(await measure([...runtime, ...convert, folder]));
  }
  const warm = JSON.parse((await measure([...runtime, "bench/warm.ts", folder])).output);
  const corpusPeak = Math.max(...full.map((run) => run.peak));
  const stream = await measure([...runtime, ...convert, "-"], ruleStream(folder, rules));
  const parseTime = median(parse.map((run) => run.seconds));
  const fullTime = median(full.map((run) => run.seconds));
  results[name] = {
    parse_seconds: round(parseTime, 2),
    convert_seconds: round(fullTime, 2),
    ratio: round(fullTime / parseTime, 2),
    warm_microseconds_per_rule: round(warm.best, 1),
    peak_mebibytes: round(corpusPeak, 0),
    stream_rules: rules,
    stream_seconds: round(stream.seconds, 1),
    stream_rules_per_second: round(rules / stream.seconds, 0),
    stream_peak_mebibytes: round(stream.peak, 0),
  };
}
rmSync(scratch, { recursive: true });
const text = `${JSON.stringify(results, null, 2)}\n`;
console.log(text);
if (values.save !== undefined) writeFileSync(values.save, text);

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
