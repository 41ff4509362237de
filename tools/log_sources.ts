/**
 * Writes docs/log-sources.md: what the default mapping table knows of each log source, and how many
 * of the public SigmaHQ rules it converts.
 *
 * Usage: deno run -A tools/log_sources.ts [CORPUS]
 *
 * @module
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { INSIGHTIDR } from "../lib/mappings/insightidr/index.ts";
import { ROOT, SHARED } from "../tests/helpers/project.ts";
import { countRules } from "./log_sources/count_rules.ts";
import { logSourcesDocument } from "./log_sources/document.ts";

const [corpus = join(SHARED, "corpus", "sigmahq")] = process.argv.slice(2);
const file = join(ROOT, "docs", "log-sources.md");
const counts = countRules(INSIGHTIDR, corpus);
writeFileSync(file, logSourcesDocument(counts));
console.log(`${file}: ${counts.rules.length} rules counted`);
