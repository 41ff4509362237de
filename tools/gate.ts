/**
 * The gate: everything that must be green before a change lands.
 *
 *   deno task test              all steps
 *   deno task test lint bun     only these
 *
 * Needs npx alone: Bun is brought by it, and Bun's dependencies by npm.
 */

import { spawn } from "node:child_process";
import process from "node:process";

const BUN = "bun@1.4.5";
const DENO = process.execPath;
const SOURCES = ["mod.ts", "cli.ts", "lib", "tests", "tools", "bench"];

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Finds passed and failed tests in the output. */
  readonly count?: (output: string) => readonly [passed: number, failed: number];
}

const STEPS: readonly Step[] = [
  { name: "fmt", command: [DENO, "fmt", "--check"] },
  { name: "lint", command: [DENO, "lint", ...SOURCES] },
  { name: "check", command: [DENO, "check", ...SOURCES] },
  {
    name: "doc-lint",
    command: [DENO, "doc", "--lint", "mod.ts", "cli.ts", "lib/worker/worker.ts"],
  },
  {
    name: "doc-test",
    command: [DENO, "test", "-A", "--doc", "--no-check", "README.md", "mod.ts", "lib"],
    count: countDeno,
  },
  { name: "publish", command: [DENO, "publish", "--dry-run", "--allow-dirty"] },
  {
    name: "deno",
    command: [DENO, "test", "-A", "--no-check", "--parallel", "tests"],
    count: countDeno,
  },
  { name: "install", command: ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"] },
  {
    name: "bun",
    command: ["npx", "--yes", BUN, "test", "--timeout", "120000", "./tests"],
    count: countBun,
  },
];

function countDeno(output: string): readonly [number, number] {
  const match = /(\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed/.exec(output);
  return match === null ? [0, 1] : [Number(match[1]), Number(match[2])];
}

function countBun(output: string): readonly [number, number] {
  const passed = /^\s*(\d+) pass$/m.exec(output);
  const failed = /^\s*(\d+) fail$/m.exec(output);
  return passed === null || failed === null ? [0, 1] : [Number(passed[1]), Number(failed[1])];
}

// deno-lint-ignore no-control-regex
const COLOUR_REGEXP = /\u001b\[[0-9;]*m/g;

function run(command: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const [file, ...args] = command;
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text: string) => {
        output += text;
        process.stderr.write(text);
      });
    }
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) => {
      resolve({ code: code ?? 1, output: output.replace(COLOUR_REGEXP, "") });
    });
  });
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(", ")}`);
  process.exit(2);
}
let passed = 0;
let failed = 0;
const broken: string[] = [];
for (const step of STEPS) {
  if (wanted.length > 0 && !wanted.includes(step.name)) continue;
  console.error(`\n== ${step.name}: ${step.command.slice(1).join(" ")}`);
  const start = performance.now();
  const { code, output } = await run(step.command);
  const [good, bad] = step.count?.(output) ?? [code === 0 ? 1 : 0, code === 0 ? 0 : 1];
  passed += good;
  // A step that fails without a failed test (a crash, an uncaught error) must not look green.
  failed += code !== 0 && bad === 0 ? 1 : bad;
  if (code !== 0 || bad > 0) broken.push(step.name);
  console.error(`== ${step.name}: ${code === 0 ? "ok" : "FAILED"}, ${seconds(start)}`);
}

function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

if (broken.length > 0) console.log(`Failed steps: ${broken.join(", ")}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(broken.length > 0 ? 1 : 0);
