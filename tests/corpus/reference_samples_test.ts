import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { compileCase } from "../helpers/golden_case.ts";
import { SHARED, skipWithout } from "../helpers/project.ts";

const SAMPLES = ["webshell", "cmd_delete", "rundll32"];

for (const [index, name] of SAMPLES.entries()) {
  test(
    `the documented conversion of ${name}, byte for byte`,
    { skip: skipWithout("reference") },
    () => {
      const path = join(SHARED, "reference", "pysigma-backend-insightidr.txt");
      const documented = readFileSync(path, "utf8").split(/\r?\n/)
        .filter((line) => line.startsWith("where("));
      assert.equal(documented.length, SAMPLES.length);
      const outputs = compileCase(`reference_samples/${name}`);
      assert.deepEqual([...outputs], [[".advanced.leql", `${documented[index]}\n`]]);
    },
  );
}
