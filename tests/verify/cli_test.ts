import { type Schema, Validator } from "@cfworker/json-schema";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import schema from "../../docs/record.schema.json" with { type: "json" };
import { verificationLine } from "../../lib/cli/report.ts";
import { prepareCompiler } from "../../lib/prepare_compiler.ts";
import { emptyCounts } from "../../lib/worker/counts.ts";
import { inFolder, records, run } from "../cli/helpers.ts";
import { KEYWORD_RULE, RULE, UNSUPPORTED_RULE } from "../cli/rules.ts";
import { listFiles, SHARED, skipWithout } from "../helpers/project.ts";

test("--verify says in records and in the summary how it ended", async () => {
  await inFolder({ "rules/a.yml": RULE, "rules/b.yml": KEYWORD_RULE }, async (cwd) => {
    const { code, stdout, stderr } = await run(["rules", "--verify"], { cwd });
    assert.equal(code, 0);
    assert.match(
      stderr,
      /^ +2 {2}verified, 0 that differ, 0 not verified \(\d+ witness events\)$/m,
    );
    const validator = new Validator(schema as Schema, "2020-12");
    for (const record of records(stdout)) {
      assert.equal(record.verification.outcome, "verified");
      assert.ok(validator.validate(record).valid);
    }
  });
});

test("without --verify nothing is said of it", async () => {
  await inFolder({ "a.yml": RULE }, async (cwd) => {
    const { stdout, stderr } = await run(["a.yml"], { cwd });
    assert.doesNotMatch(`${stdout}${stderr}`, /verif/);
  });
});

test("workers verify alike", async () => {
  const files = {
    "rules/a.yml": RULE,
    "rules/b.yml": KEYWORD_RULE,
    "rules/c.yml": UNSUPPORTED_RULE,
  };
  await inFolder(files, async (cwd) => {
    const args = ["rules", "--verify", "-f", "all", "-s"];
    const outputs = await Promise.all(
      ["0", "2"].map((workers) => run([...args, "--workers", workers], { cwd })),
    );
    assert.ok(outputs[0].stdout.includes('"verification":{"outcome":"verified"'));
    assert.equal(outputs[0].stdout, outputs[1].stdout);
  });
});

test("the summary line counts rules and events", () => {
  const counts = { ...emptyCounts(), events: 1234, verified: { verified: 5, differs: 1 } };
  assert.equal(
    verificationLine(counts),
    "        5  verified, 1 that differ, 0 not verified (1,234 witness events)",
  );
  assert.equal(verificationLine(emptyCounts()), undefined);
});

const skip = skipWithout("corpus");

for (const mapping of [undefined, null]) {
  const name = mapping === null ? "without a mapping table" : "with the default mapping table";
  test(`a part of the public SigmaHQ rules is verified ${name}`, { skip }, async () => {
    const { compiler } = await prepareCompiler({ mapping, verify: { limit: 60 } });
    const paths = listFiles(join(SHARED, "corpus", "sigmahq"), ".yml");
    const faults: string[] = [];
    let verified = 0;
    for (let at = 0; at < paths.length; at += 4) {
      const text = readFileSync(paths[at], "utf8");
      for (const result of compiler!.compileText({ path: paths[at], text })) {
        if (result.verification?.outcome === "verified") verified++;
        if (result.verification?.outcome !== "differs") continue;
        faults.push(`${paths[at]}: ${result.diagnostics.map(({ message }) => message).join()}`);
      }
    }
    assert.deepEqual(faults, []);
    assert.ok(verified > 400, `${verified}`);
  });
}
