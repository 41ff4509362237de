/**
 * Compares what the mapping table pysigma gives with the answers of the reference backend, and
 * sorts the differences into the classes of docs/differences.md.
 *
 * Usage: deno run -A tools/differences.ts [CORPUS] [ORACLE] [--json]
 *
 * Ends with 1 when a difference belongs to no class.
 *
 * @module
 */

import { join } from "node:path";
import process from "node:process";
import { compareAnswers } from "../tests/differences/answers.ts";
import { countClasses } from "../tests/differences/count.ts";
import { SHARED } from "../tests/helpers/project.ts";

const args = process.argv.slice(2);
const [
  corpus = join(SHARED, "corpus", "sigmahq"),
  oracle = join(SHARED, "oracle", "sigmahq.ndjson"),
] = args.filter((arg) => !arg.startsWith("--"));
const { converted, identical, differences } = compareAnswers(corpus, oracle);
const unexplained = differences.filter(({ classes }) => classes.length === 0);
const classes = countClasses(differences);

if (args.includes("--json")) {
  console.log(JSON.stringify({ converted, identical, classes, differences }, undefined, 2));
} else {
  console.log(`The reference converts ${converted} rules. Identical:`);
  for (const [format, count] of Object.entries(identical)) console.log(`  ${count} in ${format}`);
  const only = differences.filter(({ reference }) => reference.queries === undefined).length;
  const missing = differences.filter(({ ours }) => ours.queries === undefined).length;
  const text = differences.length - only - missing;
  console.log(`Different: ${text}; only the reference: ${missing}; only we: ${only}`);
  console.log();
  console.log(`${"main".padStart(4)} ${"also".padStart(5)}  ${"class".padEnd(24)} example`);
  for (const { id, main, also, example } of classes) {
    if (main + also === 0) continue;
    const counts = `${String(main).padStart(4)} ${String(also).padStart(5)}`;
    console.log(`${counts}  ${id.padEnd(24)} ${example}`);
  }
  for (const { path, reference, ours } of unexplained) {
    console.log(`\nNo class explains ${path}`);
    console.log(`  reference: ${reference.queries?.default.join("\n") ?? reference.error}`);
    console.log(`  ours:      ${ours.queries?.default.join("\n") ?? ours.error}`);
  }
}
process.exit(unexplained.length > 0 ? 1 : 0);
