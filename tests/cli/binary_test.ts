import assert from "node:assert/strict";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { inFolder, records, ROOT, run, runCommand } from "./helpers.ts";
import { INVALID_RULE, RULE, UNSUPPORTED_RULE } from "./rules.ts";

const skip = "Deno" in globalThis ? "Bun's compiler runs under Bun" : false;

test("the single binary works from any folder, with workers and tables", { skip }, async () => {
  const rules = [RULE, INVALID_RULE, UNSUPPORTED_RULE];
  const files = Object.fromEntries(
    Array.from({ length: 90 }, (_, n) => [`rules/${n}.yml`, rules[n % rules.length]]),
  );
  await inFolder(files, async (folder) => {
    const binary = join(folder, "sigma-leql");
    const build = [process.execPath, "build", "--compile", "cli.ts", "lib/worker/worker.ts"];
    const built = await runCommand([...build, "--outfile", binary], { cwd: ROOT });
    assert.equal(built.code, 0, built.stderr);
    const args = ["rules", "--format", "all", "-q"];
    const expected = await run([...args, "-w", "0"], { cwd: folder });
    assert.equal(records(expected.stdout).length, 150);
    for (const workers of ["0", "2"]) {
      const { code, stdout, stderr } = await runCommand([binary, ...args, "-w", workers], {
        cwd: folder,
      });
      assert.equal(stderr, "");
      assert.equal(code, 1);
      assert.equal(stdout, expected.stdout);
    }
    const print = await runCommand([binary, "mapping", "print", "pysigma"], { cwd: folder });
    assert.equal(JSON.parse(print.stdout).name, "pysigma");
  });
});
