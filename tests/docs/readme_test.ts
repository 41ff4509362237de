import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FLAGS } from "../../lib/cli/flags.ts";
import { COMMAND, inFolder, read, run, runCommand } from "../cli/helpers.ts";
import { ROOT } from "../helpers/project.ts";

const README = read(join(ROOT, "README.md")).replaceAll("\r\n", "\n");
const PROMPT = "$ deno run -A cli.ts ";

/** A command and what the README shows of its output. */
interface Block {
  readonly args: readonly string[];
  readonly output: string;
}

function consoleBlocks(): Block[] {
  return [...README.matchAll(/^```console\n(.*?)^```$/gms)].map(([, block]) => {
    const end = block.indexOf("\n");
    const command = block.slice(0, end);
    assert.ok(command.startsWith(PROMPT), command);
    return { args: command.slice(PROMPT.length).split(" "), output: block.slice(end + 1) };
  });
}

test("README shows commands with the output that they have", async () => {
  const blocks = consoleBlocks();
  assert.ok(blocks.length >= 5);
  await Promise.all(blocks.map(async ({ args, output }) => {
    const { stdout, stderr } = await run(args, { cwd: ROOT });
    assert.equal(stdout.trimEnd(), output.trimEnd(), `${args.join(" ")}: ${stderr}`);
  }));
});

test("README's first command converts the example rules", async () => {
  const [, command] = /^npx --yes deno@\S+ run -A cli\.ts (.*)$/m.exec(README)!;
  const { code, stdout } = await run(command.split(" "), { cwd: ROOT });
  assert.equal(code, 0);
  assert.ok(stdout.length > 1000);
});

const [deno] = COMMAND;
const NO_PERMISSIONS = "Deno" in globalThis ? false : "permissions are Deno's";

test("README's permissions are enough", { skip: NO_PERMISSIONS }, async () => {
  const [, command] = /^deno (run --allow-read=\. .*)$/m.exec(README)!;
  await inFolder({}, async (folder) => {
    const out = join(folder, "out.ndjson");
    // The output lies in another folder than in the README, which reads below its own alone.
    const args = command.replaceAll("out.ndjson", out).replace("=.", `=.,${folder}`).split(" ");
    const { code, stderr } = await runCommand([deno, ...args], { cwd: ROOT });
    assert.equal(code, 1, stderr);
    assert.match(stderr, /^4 rules in /);
    assert.equal(read(out).trimEnd().split("\n").length, 4);
  });
});

test("README links to files that exist", () => {
  const links = [...README.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, target]) => target);
  const files = links.filter((target) => !/^[a-z]+:/.test(target));
  assert.ok(files.length > 5);
  for (const file of files) assert.ok(existsSync(join(ROOT, file)), file);
});

test("README names options that exist", () => {
  const rows = README.split("\n").filter((line) => line.startsWith("| `--"));
  assert.ok(rows.length > 5);
  const known: readonly string[] = FLAGS.map(({ name }) => name);
  for (const row of rows) {
    for (const [, name] of row.matchAll(/--([a-z][a-z-]*)/g)) assert.ok(known.includes(name), name);
  }
});
