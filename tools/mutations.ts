/**
 * Puts faults into a copy of the program, one at a time, and tells whether they are noticed: by
 * verification, or else by the tests that are named for it.
 *
 *   deno task mutations              all of them
 *   deno task mutations NAME...      those whose name has one of these texts in it
 *
 * Ends with 1 when a fault is not noticed, or cannot be put in.
 *
 * @module
 */

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { ROOT } from "../tests/helpers/project.ts";
import { MUTATIONS } from "./mutations/list.ts";
import { mutate, type Mutation } from "./mutations/mutation.ts";

const DENO = process.execPath;
const COPIED = [
  "mod.ts",
  "cli.ts",
  "deno.json",
  "deno.lock",
  "package.json",
  "lib",
  "tests",
  "examples",
  "tools",
  "docs",
];
/** A fault may keep the program from ending, which notices it as well. */
const TIMEOUT = 120_000;
/** What `verify_rules.ts` ends with when a query means something else. */
const FAULTS_FOUND = 3;

const wanted = process.argv.slice(2);
const chosen = MUTATIONS.filter(({ name }) =>
  wanted.length === 0 || wanted.some((text) => name.includes(text))
);
const copy = mkdtempSync(join(tmpdir(), "sigma-leql-mutations-"));
let missed = 0;
try {
  for (const name of COPIED) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  if (verify() !== 0) {
    console.log("Verification finds faults without a mutation");
    missed++;
  }
  const width = Math.max(...chosen.map(({ name }) => name.length));
  for (const mutation of missed > 0 ? [] : chosen) {
    const { noticed, outcome } = tryOut(mutation);
    if (!noticed) missed++;
    console.log(`${mutation.name.padEnd(width)}  ${outcome}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${chosen.length} mutations, ${missed} not caught`);
process.exit(missed === 0 ? 0 : 1);

/** Whether a mutation is noticed, and by what: `verify` or a test file. */
function tryOut(mutation: Mutation): { readonly noticed: boolean; readonly outcome: string } {
  const path = join(copy, mutation.file);
  const text = readFileSync(path, "utf8");
  const mutated = mutate(text, mutation);
  if (mutated === undefined) {
    return { noticed: false, outcome: `DOES NOT APPLY to ${mutation.file}` };
  }
  writeFileSync(path, mutated);
  try {
    const status = verify();
    if (status === FAULTS_FOUND || status === null) return { noticed: true, outcome: "verify" };
    if (status !== 0) return { noticed: false, outcome: "DOES NOT RUN" };
    const file = mutation.tests?.find((name) => run(["test", "-A", "--no-check", name]) !== 0);
    return { noticed: file !== undefined, outcome: file ?? "NOT CAUGHT" };
  } finally {
    writeFileSync(path, text);
  }
}

/** The status of verification; `null` when it does not end. */
function verify(): number | null {
  return run(["run", "-A", "--no-check", "tools/mutations/verify_rules.ts"]);
}

function run(args: readonly string[]): number | null {
  return spawnSync(DENO, args, { cwd: copy, stdio: "ignore", timeout: TIMEOUT }).status;
}
