/**
 * Speed and memory on the public SigmaHQ rules, beside parsing them alone.
 *
 *   deno task bench [FOLDER] [--rounds N] [--rules N] [--save FILE]
 *
 * FOLDER: rules, default ../shared/corpus/sigmahq. Needs npx, which brings Bun,
 * and `npm ci` for Bun's dependencies. Runs of the two sides alternate, so that
 * what else the machine does hits both.
 */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

/** A rule that needs nothing special. */
const ONE_RULE = "examples/rules/windows/remote_dns_tunnel.yml";

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
  const start: Run[] = [];
  for (let round = 0; round < 2 * rounds + 1; round++) {
    start.push(await measure([...runtime, "cli.ts", ONE_RULE, "-q"]));
  }
  const verify = await measure([...runtime, ...convert, folder, "--verify"]);
  const witnesses = countWitnesses();
  const unmapped = await measure([...runtime, ...convert, folder, "--verify", "--without-mapping"]);
  const unmappedWitnesses = countWitnesses();
  const corpusPeak = Math.max(...full.map((run) => run.peak));
  const short = await measure([...runtime, ...convert, "-"], ruleStream(folder, rules / 10));
  const stream = await measure([...runtime, ...convert, "-"], ruleStream(folder, rules));
  const parseTime = median(parse.map((run) => run.seconds));
  const fullTime = median(full.map((run) => run.seconds));
  results[name] = {
    parse_seconds: round(parseTime, 2),
    convert_seconds: round(fullTime, 2),
    ratio: round(fullTime / parseTime, 2),
    start_of_one_rule_seconds: round(median(start.map((run) => run.seconds)), 3),
    warm_microseconds_per_rule: round(warm.best, 1),
    peak_mebibytes: round(corpusPeak, 0),
    short_stream_rules: rules / 10,
    short_stream_peak_mebibytes: round(short.peak, 0),
    stream_rules: rules,
    stream_seconds: round(stream.seconds, 1),
    stream_rules_per_second: round(rules / stream.seconds, 0),
    stream_peak_mebibytes: round(stream.peak, 0),
    verify_seconds: round(verify.seconds, 1),
    verify_events: witnesses,
    verify_without_mapping_seconds: round(unmapped.seconds, 1),
    verify_without_mapping_events: unmappedWitnesses,
  };
}
rmSync(scratch, { recursive: true });
const text = `${JSON.stringify(results, null, 2)}\n`;
console.log(text);
if (values.save !== undefined) writeFileSync(values.save, text);

/** Witness events of the last run, each rule counted once. */
function countWitnesses(): number {
  const events = new Map<string, number>();
  for (const line of readFileSync(out, "utf8").trimEnd().split("\n")) {
    const { path, rule, verification } = JSON.parse(line);
    const id = `${path} ${rule}`;
    events.set(id, Math.max(events.get(id) ?? 0, verification?.events ?? 0));
  }
  return [...events.values()].reduce((sum, count) => sum + count, 0);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
