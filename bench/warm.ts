/**
 * Time from text to three queries on one thread, with the JIT warm.
 *
 *   deno run -A bench/warm.ts FOLDER
 */

import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { createCompiler, FORMATS } from "../mod.ts";

const ROUNDS = 8;

const folder = process.argv[2];
const names = (readdirSync(folder, { recursive: true }) as string[])
  .filter((name) => /\.ya?ml$/.test(name)).sort();
const sources = names.map((path) => ({ path, text: readFileSync(`${folder}/${path}`, "utf8") }));
const compiler = createCompiler({ formats: FORMATS });
const rounds: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const start = performance.now();
  for (const source of sources) compiler.compileText(source);
  rounds.push((performance.now() - start) * 1000 / sources.length);
}
console.log(JSON.stringify({ first: rounds[0], best: Math.min(...rounds) }));
