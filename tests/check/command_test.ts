import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { checkCommand } from "../../lib/cli/check_command.ts";
import { UsageError } from "../../lib/cli/usage_error.ts";
import { inFolder } from "../cli/helpers.ts";
import { ruleWith } from "./helpers.ts";

const GOOD = `id: 5013198e-6f2c-4a0e-9f5e-25ac8e7e2ab1\n${
  ruleWith("  a: {f: x}\n  condition: a\n")
}`;
const NOTED = ruleWith("  a: {f: '1'}\n  condition: a\n").replace("title: T", "title: N");
const FILES = {
  "rules/good_rule.yml": GOOD,
  "rules/noted_rule.yml": NOTED,
  "checks.yml": "validators: [all, -identifier_existence]\n",
  "faulty.yml": "validators: [all, -identifier_existenc]\n",
};

function noPrint(): Promise<void> {
  throw new Error("Nothing is printed");
}

/** Runs `check` in a folder; the output goes to a file. */
async function check(folder: string, args: readonly string[]): Promise<[number, string]> {
  const out = join(folder, "out");
  const code = await checkCommand([...args, "--quiet", "--out", out], noPrint);
  return [code, readFileSync(out, "utf8")];
}

test("check writes text and fails from the wanted severity on", async () => {
  await inFolder(FILES, async (folder) => {
    const rules = join(folder, "rules");
    const file = `${rules.replaceAll("\\", "/")}/noted_rule.yml`;
    const lines = `${file}:1:1: warning: The document has no id [identifier_existence] ` +
      "(Give it a random UUID)\n" +
      `${file}:5:11: note: The number 1 is written as a text [number_as_string] ` +
      "(Leave the quotes out)\n";
    assert.deepEqual(await check(folder, [rules]), [0, lines]);
    assert.deepEqual(await check(folder, [rules, "--fail-on", "warning"]), [1, lines]);
    assert.deepEqual(await check(folder, [rules, "-x", "identifier_existence,number_as_string"]), [
      0,
      "",
    ]);
  });
});

test("check reads a configuration, and refuses a faulty one with its place", async () => {
  await inFolder(FILES, async (folder) => {
    const args = [join(folder, "rules"), "--to", "ndjson", "--fail-on", "note", "--validators"];
    const [code, text] = await check(folder, [...args, join(folder, "checks.yml")]);
    assert.equal(code, 1);
    assert.equal(JSON.parse(text).validator, "number_as_string");
    const faulty = join(folder, "faulty.yml");
    await assert.rejects(check(folder, [...args, faulty]), (error: UsageError) => {
      assert.ok(error instanceof UsageError);
      assert.ok(error.message.includes(`${faulty}:1:20: error: There is no validator`));
      return true;
    });
    await assert.rejects(check(folder, [...args, join(folder, "nosuch.yml")]), UsageError);
  });
});

test("paths are those from where the program runs", async () => {
  await inFolder(FILES, async (folder) => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      for (const input of ["rules", "./rules/", "rules/noted_rule.yml"]) {
        const [, text] = await check(folder, [input]);
        assert.ok(text.startsWith("rules/noted_rule.yml:1:1: "), `${input}: ${text}`);
      }
      process.chdir("rules");
      const [, text] = await check(folder, ["."]);
      assert.ok(text.startsWith("noted_rule.yml:1:1: "), text);
    } finally {
      process.chdir(before);
    }
  });
});

test("check writes SARIF", async () => {
  await inFolder(FILES, async (folder) => {
    const [, text] = await check(folder, [join(folder, "rules"), "--to", "sarif"]);
    const { runs: [{ results }] } = JSON.parse(text);
    assert.equal(results.length, 2);
  });
});

test("check refuses options and values that do not exist", async () => {
  await inFolder(FILES, async (folder) => {
    const rules = join(folder, "rules");
    for (
      const args of [
        [],
        [rules, "--nosuch"],
        [rules, "--to", "xml"],
        [rules, "--fail-on", "never"],
        [rules, "--exclude-validator", "nosuch"],
        [join(folder, "nosuch")],
        [rules, "--file-pattern", "*.txt"],
      ]
    ) {
      await assert.rejects(check(folder, args), UsageError, args.join(" "));
    }
  });
});

test("a file that cannot be read is an issue among the others", async () => {
  await inFolder({ "rules/some_bytes.yml": new Uint8Array([0xff, 0xfe, 0x41]) }, async (folder) => {
    const [code, text] = await check(folder, [join(folder, "rules")]);
    assert.equal(code, 1);
    assert.ok(text.includes("rules/some_bytes.yml:1:1: error: "));
    assert.ok(text.includes("[io_not_utf8]"));
  });
});

test("check --help names each option", async () => {
  let text = "";
  const code = await checkCommand(["--help"], (piece) => {
    text += piece;
    return Promise.resolve();
  });
  assert.equal(code, 0);
  for (const name of ["--validators", "--to", "--out", "--fail-on", "--exclude-validator"]) {
    assert.ok(text.includes(name), name);
  }
});
