/**
 * The rules of the project, converted with verification: the examples, the golden cases, and rules
 * beside this file.
 *
 * @module
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
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

/** What became of the rules. */
export interface VerifiedRules {
  /** Number of rules whose queries were verified. */
  readonly verified: number;
  /** Path and message of each rule whose query means something else. */
  readonly faults: readonly string[];
}

/** Verifies all rules of the project. */
export async function verifyOwnRules(): Promise<VerifiedRules> {
  let verified = 0;
  const faults: string[] = [];
  for (const path of FOLDERS.flatMap((folder) => listFiles(folder, ".yml"))) {
    const text = readFileSync(path, "utf8");
    const negation = header(text, "negation") === "inline" ? "inline" : "prefix";
    const compile = await compilerFor(header(text, "mapping") ?? "insightidr", negation);
    for (const result of compile(path, text)) {
      if (result.verification !== undefined) verified++;
      const fault = result.diagnostics.find(({ code }) => FAULTS.includes(code));
      if (fault !== undefined) faults.push(`${path.slice(ROOT.length + 1)}: ${fault.message}`);
    }
  }
  return { verified, faults };
}
