/**
 * Speed of matching many rules against many events, and memory of a long stream of them.
 *
 *   deno task bench:match [FOLDER] [--events N] [--stream N]
 *
 * FOLDER: rules, default ../shared/corpus/sigmahq. Prints JSON: for 100 rules, 1,000 and all of them
 * the time to prepare them and the events a second on one thread, JSON read included; and the same
 * for the whole program with a stream on standard input.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { prepareEngine } from "../lib/match/engine.ts";
import { eventBatches } from "../lib/match/events/event_batches.ts";
import type { EventBatch } from "../lib/match/events/batch.ts";
import { matchBatch } from "../lib/match/match_batch.ts";
import type { MatchRule } from "../lib/match/rules/match_rule.ts";
import { gunzip } from "../lib/runtime/gunzip.ts";
import { readDocuments } from "../lib/sigma/documents.ts";
import { eventChunks } from "./event_stream.ts";
import { measure } from "./measure.ts";

const { values, positionals } = parseArgs({
  options: {
    events: { type: "string", default: "20000" },
    stream: { type: "string", default: "200000" },
  },
  allowPositionals: true,
});
const folder = positionals[0] ?? "../shared/corpus/sigmahq";
const count = Number(values.events);
const streamed = Number(values.stream);
if (!existsSync(folder)) {
  console.error(`No rules in ${folder}: name a folder of Sigma rules`);
  process.exit(2);
}

const all = readRules();
const batches = await readBatches();
const engines: Record<string, unknown>[] = [];
for (const size of new Set([100, 1000, all.length])) {
  if (size > all.length) continue;
  // Every so many, since rules of one kind stand side by side.
  const rules = Array.from({ length: size }, (_, at) => all[Math.floor(at * all.length / size)]);
  let start = performance.now();
  const { engine } = prepareEngine(rules);
  const prepared = performance.now() - start;
  let best = Infinity;
  let matches = 0;
  for (let round = 0; round < 3; round++) {
    start = performance.now();
    matches = 0;
    for (const batch of batches) {
      matches += matchBatch(batch, engine, rules, { isWindows: true }).matches.length;
    }
    best = Math.min(best, performance.now() - start);
  }
  engines.push({
    rules: size,
    prepare_milliseconds: Math.round(prepared),
    events_per_second: Math.round(count / best * 1000),
    microseconds_per_event: Number((best * 1000 / count).toFixed(1)),
    matches,
  });
}
const runtime = "Deno" in globalThis ? [process.execPath, "run", "-A"] : [process.execPath];
const command = [...runtime, "cli.ts", "test", folder, "--events", "-", "--to", "summary"];
const run = await measure(command, eventChunks(streamed));
console.log(JSON.stringify(
  {
    date: new Date().toISOString().slice(0, 10),
    processors: availableParallelism(),
    runtime: "Deno" in globalThis ? "deno" : "bun",
    events: count,
    engines,
    stream_events: streamed,
    stream_seconds: Number(run.seconds.toFixed(1)),
    stream_events_per_second: Math.round(streamed / run.seconds),
    stream_peak_mebibytes: Math.round(run.peak),
  },
  null,
  2,
));

function readRules(): MatchRule[] {
  const rules: MatchRule[] = [];
  const names = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => /\.ya?ml$/.test(name)).sort();
  for (const path of names) {
    for (const { index, content, diagnostics } of readDocuments(readText(path))) {
      if (content?.kind !== "Rule") continue;
      if (diagnostics.some(({ severity }) => severity !== "warning")) continue;
      const queries = content.conditions.map((_, condition) => {
        return { kind: "Sigma" as const, rule: content, condition };
      });
      const { title = null, level = null } = content.metadata;
      rules.push({ path, rule: index, id: null, title, level, queries });
    }
  }
  return rules;
}

function readText(path: string): string {
  return readFileSync(`${folder}/${path}`, "utf8");
}

async function readBatches(): Promise<EventBatch[]> {
  const encoder = new TextEncoder();
  const chunks = (async function* () {
    for (const chunk of eventChunks(count)) yield encoder.encode(chunk);
  })();
  return await Array.fromAsync(eventBatches(chunks, { format: "auto", gunzip }));
}
