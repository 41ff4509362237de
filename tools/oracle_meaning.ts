/**
 * Reads the answers of the reference backend back and holds them against their rules on events:
 * how many of its queries mean the rule, by the classes of docs/differences.md.
 *
 * Usage: deno task oracle-meaning [CORPUS] [ORACLE] [--list]
 *
 * @module
 */

import { join } from "node:path";
import process from "node:process";
import { countMeanings, judgeAnswers } from "../tests/differences/meaning.ts";
import { SHARED } from "../tests/helpers/project.ts";

const args = process.argv.slice(2);
const [
  corpus = join(SHARED, "corpus", "sigmahq"),
  oracle = join(SHARED, "oracle", "sigmahq.ndjson"),
] = args.filter((arg) => !arg.startsWith("--"));
const judged = judgeAnswers(corpus, oracle);
const columns = ["same", "other", "unreadable", "unknown"] as const;

if (args.includes("--list")) {
  for (const { path, id, meaning, message } of judged) {
    if (meaning !== "same") console.log(`${path}\n  ${id}, ${meaning}: ${message}`);
  }
  console.log();
}
console.log(`${"class".padEnd(24)} ${columns.map((name) => name.padStart(10)).join(" ")}`);
for (const row of countMeanings(judged)) {
  const numbers = columns.map((name) => String(row[name]).padStart(10));
  console.log(`${row.id.padEnd(24)} ${numbers.join(" ")}`);
}
const totals = columns.map((name) => judged.filter(({ meaning }) => meaning === name).length);
console.log(`${"all".padEnd(24)} ${totals.map((count) => String(count).padStart(10)).join(" ")}`);
