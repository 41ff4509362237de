/**
 * What speed is measured against: reads the files of a folder and parses each
 * with js-yaml, on one thread, and does nothing else.
 *
 *   deno run -A bench/parse_only.ts FOLDER
 */

import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { loadAll } from "js-yaml";

const folder = process.argv[2];
let documents = 0;
for (const name of readdirSync(folder, { recursive: true }) as string[]) {
  if (!/\.ya?ml$/.test(name)) continue;
  documents += loadAll(readFileSync(`${folder}/${name}`, "utf8")).length;
}
console.log(`${documents} documents`);
