import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { COMMAND, inFolder, list, records, run, runCommand, sleep } from "./helpers.ts";
import { RULE } from "./rules.ts";

const isPosix = process.platform !== "win32";

/** How to lose the right to read everything, where the test runs with it. */
function unprivileged(): readonly string[] | undefined {
  if (process.getuid?.() !== 0) return [];
  const prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"];
  return spawnSync(prefix[0], [prefix[1], "true"]).status === 0 ? prefix : undefined;
}

const PREFIX = isPosix ? unprivileged() : undefined;
const NO_PREFIX = PREFIX === undefined ? "cannot give up the right to read everything" : false;
const NO_SIGNALS = isPosix ? false : "needs POSIX signals and pipes";
const NO_BYTES = process.platform === "linux" ? false : "file names are always Unicode here";
const NO_BASH = existsSync("/bin/bash") ? false : "needs bash";

test("cli ends cleanly on SIGINT and SIGTERM", { skip: NO_SIGNALS }, async () => {
  await inFolder({}, async (folder) => {
    await Promise.all((["SIGINT", "SIGTERM"] as const).map(async (signal) => {
      for (const workers of ["0", "1"]) {
        const out = join(folder, `${signal}${workers}`);
        mkdirSync(out);
        const args = [...COMMAND.slice(1), "-", "-w", workers, "-o", join(out, "out.ndjson")];
        const child = spawn(COMMAND[0], args, { stdio: ["pipe", "pipe", "pipe"] });
        let stderr = "";
        child.stderr.setEncoding("utf8").on("data", (text) => stderr += text);
        child.stdin.on("error", () => {});
        child.stdin.write(`${RULE}---\n`.repeat(6000));
        while (list(out).length === 0) await sleep(10);
        await sleep(100);
        process.kill(child.pid!, signal);
        const code = await new Promise((resolve) => child.on("exit", resolve));
        assert.equal(code, signal === "SIGINT" ? 130 : 143);
        assert.equal(stderr, "");
        assert.deepEqual(list(out), []);
      }
    }));
  });
});

test("cli ends at once on a signal, also while it never waits", { skip: NO_SIGNALS }, async () => {
  // Each file alone is short, and all of them together are not.
  const files = Object.fromEntries(
    Array.from({ length: 4000 }, (_, index) => [`rules/${index}.yml`, RULE]),
  );
  await inFolder(files, async (folder) => {
    const commands = [
      ["rules", "--verify", "-o", "0/out.ndjson"],
      ["rules", "--verify", "--to", "tree", "-o", "1/tree"],
      ["check", "rules", "-o", "2/issues.txt"],
      ["mapping", "explain", "rules", "-o", "3/lines.txt"],
    ];
    for (const [index, args] of commands.entries()) {
      const out = join(folder, String(index));
      mkdirSync(out);
      const child = spawn(COMMAND[0], [...COMMAND.slice(1), ...args], {
        stdio: ["ignore", "ignore", "pipe"],
        cwd: folder,
      });
      const ended = new Promise((resolve) => child.on("exit", resolve));
      while (list(out).length === 0 && child.exitCode === null) await sleep(5);
      process.kill(child.pid!, "SIGTERM");
      assert.equal(await ended, 143, args.join(" "));
      assert.deepEqual(list(out).filter((name) => name.includes(".sigma-leql")), []);
    }
  });
});

test("cli ends quietly when the reader of its output leaves", { skip: NO_SIGNALS }, async () => {
  const stream = `${RULE}---\n`.repeat(6000);
  await inFolder({ "stream.yml": stream, "rules/a.yml": stream }, async () => {
    for (const workers of ["0", "2"]) {
      const args = [...COMMAND.slice(1), "-", "-w", workers];
      const child = spawn(COMMAND[0], args, { stdio: ["pipe", "pipe", "pipe"] });
      let stderr = "";
      child.stderr.setEncoding("utf8").on("data", (text) => stderr += text);
      child.stdin.on("error", () => {});
      child.stdin.write(stream);
      child.stdout.once("data", () => child.stdout.destroy());
      const code = await new Promise((resolve) => child.on("exit", resolve));
      assert.equal(code, 0);
      assert.equal(stderr, "");
    }
  });
});

test("cli reports a folder that it may not read, and goes on", { skip: NO_PREFIX }, async () => {
  const files = { "rules/a.yml": RULE, "rules/b/x.yml": RULE, "rules/c.yml": RULE, "d.yml": RULE };
  await inFolder(files, async (folder) => {
    chmodSync(join(folder, "rules/b"), 0);
    chmodSync(join(folder, "rules/c.yml"), 0);
    const { code, stdout } = await run(["rules", "d.yml", "-q"], { cwd: folder, prefix: PREFIX });
    chmodSync(join(folder, "rules/b"), 0o700);
    assert.equal(code, 1);
    assert.deepEqual(records(stdout).map(({ path, error }) => [path, error?.code]), [
      ["rules/a.yml", undefined],
      ["rules/b", "io-permission"],
      ["rules/c.yml", "io-permission"],
      ["d.yml", undefined],
    ]);
  });
});

test("cli says that it may not read an input or write an output", { skip: NO_PREFIX }, async () => {
  await inFolder({ "a.yml": RULE, "closed/x": "" }, async (folder) => {
    chmodSync(join(folder, "closed"), 0);
    const input = await run(["closed"], { cwd: folder, prefix: PREFIX });
    const output = await run(["a.yml", "-o", "closed/out"], { cwd: folder, prefix: PREFIX });
    const tree = await run(["a.yml", "-t", "tree", "-o", "closed/out"], {
      cwd: folder,
      prefix: PREFIX,
    });
    chmodSync(join(folder, "closed"), 0o700);
    for (const { code, stderr } of [input, output, tree]) {
      assert.equal(code, 2);
      assert.match(stderr, /^Error: Cannot (read|write) .*permission denied/);
    }
    assert.deepEqual(list(join(folder, "closed")), ["x"]);
  });
});

test("cli reads a name that is not UTF-8 as a fault", { skip: NO_BYTES }, async () => {
  await inFolder({ "a.yml": RULE }, async (folder) => {
    spawnSync("sh", ["-c", `printf x > "$(printf 'b\\377.yml')"`], { cwd: folder });
    const { code, stdout } = await run([".", "-q"], { cwd: folder });
    assert.equal(code, 1);
    assert.deepEqual(records(stdout).map(({ path, error }) => [path, error?.code]), [
      ["a.yml", undefined],
      ["b\u{fffd}.yml", "io-not-found"],
    ]);
    assert.match(records(stdout)[1].error.message, /its name is not UTF-8/);
  });
});

test("cli reads a pipe given by name", { skip: NO_BASH }, async () => {
  const quoted = COMMAND.map((part) => `'${part}'`).join(" ");
  const script = `${quoted} <(printf '%s' "$RULE" | cat) -q`;
  const command = ["/usr/bin/env", `RULE=${RULE}`, "/bin/bash", "-c", script];
  const { code, stdout } = await runCommand(command);
  assert.equal(code, 0);
  assert.equal(records(stdout).length, 1);
});
