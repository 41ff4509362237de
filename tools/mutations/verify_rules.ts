/**
 * Converts the rules of a project with verification, and says which do not mean what they should.
 *
 * Usage: deno run -A tools/mutations/verify_rules.ts
 *
 * Ends with 1 when a query does not mean its rule.
 *
 * @module
 */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { formatDiagnostic } from "../../lib/diagnostic.ts";
import { FORMATS } from "../../lib/leql/formats/registry.ts";
import { builtinMapping } from "../../lib/mappings/builtin.ts";
import { parseMapping } from "../../lib/mappings/parse_mapping.ts";
import type { MappingTable } from "../../lib/mappings/table.ts";
import { prepareCompiler } from "../../lib/prepare_compiler.ts";
import type { CompileResult } from "../../lib/result.ts";
import { listFiles, ROOT } from "../../tests/helpers/project.ts";

const OWN_RULES = join(ROOT, "tools", "mutations", "rules");
const FOLDERS = [OWN_RULES, join(ROOT, "examples", "rules"), join(ROOT, "tests", "cases")];
const FAULTS: readonly string[] = ["meaning-differs", "unreadable-query", "internal"];

/** A line of the file may choose, as in the golden cases: `# mapping: pysigma`. */
function header(text: string, key: string): string | undefined {
  return new RegExp(`^# ${key}: (\\S+)$`, "m").exec(text)?.[1];
}

async function tableOf(name: string): Promise<MappingTable | null> {
  if (name === "none") return null;
  if (name !== "own") return builtinMapping(name) ?? null;
  const { table, diagnostics } = await parseMapping(
    readFileSync(join(OWN_RULES, "mapping.json"), "utf8"),
  );
  if (table === undefined) throw new Error(formatDiagnostic(diagnostics[0]));
  return table;
}

type Results = (path: string, text: string) => readonly CompileResult[];

const compilers = new Map<string, Promise<Results>>();

function compilerFor(mapping: string, negation: "prefix" | "inline"): Promise<Results> {
  const key = `${mapping} ${negation}`;
  let made = compilers.get(key);
  if (made === undefined) {
    made = makeCompiler(mapping, negation);
    compilers.set(key, made);
  }
  return made;
}

async function makeCompiler(mapping: string, negation: "prefix" | "inline"): Promise<Results> {
  const table = await tableOf(mapping);
  const options = { formats: FORMATS, mapping: table, negation, verify: true };
  const { compiler } = await prepareCompiler(options);
  return (path, text) => compiler!.compileText({ path, text });
}

let verified = 0;
let faults = 0;
for (const folder of FOLDERS) {
  if (!existsSync(folder)) continue;
  for (const path of listFiles(folder, ".yml")) {
    const text = readFileSync(path, "utf8");
    const negation = header(text, "negation") === "inline" ? "inline" : "prefix";
    const compile = await compilerFor(header(text, "mapping") ?? "insightidr", negation);
    for (const result of compile(path, text)) {
      if (result.verification !== undefined) verified++;
      const fault = result.diagnostics.find(({ code }) => FAULTS.includes(code));
      if (fault === undefined) continue;
      faults++;
      console.log(`${path.slice(ROOT.length + 1)}: ${fault.message}`);
    }
  }
}
console.log(`${verified} rules verified, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
