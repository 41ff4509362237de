import assert from "node:assert/strict";
import { test } from "node:test";
import { listChecks } from "../../lib/check/config.ts";
import { listCommand } from "../../lib/cli/list_command.ts";
import { UsageError } from "../../lib/cli/usage_error.ts";
import { FORMATS } from "../../lib/compile.ts";
import { BUILTIN_MAPPINGS } from "../../lib/mappings/builtin.ts";
import { CONDITIONS } from "../../lib/pipeline/conditions/registry.ts";
import { FINALIZERS } from "../../lib/pipeline/finalizers/registry.ts";
import { POSTPROCESSING } from "../../lib/pipeline/postprocessing/registry.ts";
import { TRANSFORMATIONS } from "../../lib/pipeline/transformations/registry.ts";
import { MODIFIERS } from "../../lib/sigma/modifiers/registry.ts";
import { run } from "./helpers.ts";

/** Every word of `list`, with the names that it must list. */
const LISTS: Readonly<Record<string, Iterable<string>>> = {
  formats: FORMATS,
  mappings: Object.keys(BUILTIN_MAPPINGS),
  modifiers: [...MODIFIERS.values()].map(({ name }) => name),
  transformations: TRANSFORMATIONS.keys(),
  conditions: CONDITIONS.keys(),
  postprocessing: POSTPROCESSING.keys(),
  finalizers: FINALIZERS.keys(),
  validators: listChecks().map(({ name }) => name),
  "correlation-methods": ["default"],
};

async function listed(...argv: string[]): Promise<string> {
  let text = "";
  const code = await listCommand(argv, (piece) => {
    text += piece;
    return Promise.resolve();
  });
  assert.equal(code, 0);
  return text;
}

test("list prints each name with what it stands for", async () => {
  for (const [word, names] of Object.entries(LISTS)) {
    const lines = (await listed(word)).trimEnd().split("\n");
    assert.deepEqual(lines.map((line) => line.split(" ")[0]), [...names], word);
    const start = Math.max(...lines.map((line) => line.split(" ")[0].length)) + 2;
    for (const line of lines) {
      assert.match(line.slice(start), /^\S/, `${word}: ${line}`);
      assert.equal(line.slice(start - 2, start), "  ", line);
    }
  }
});

test("list --help names every word", async () => {
  const help = await listed("--help");
  assert.equal(help, `Usage:\n  sigma-leql list ${Object.keys(LISTS).join("|")}\n`);
  assert.equal(await listed("formats", "-h"), help);
});

test("list refuses what it does not know", async () => {
  const cases: readonly [readonly string[], string, RegExp][] = [
    [[], "list needs to know what to list", /^Known are formats, .*correlation-methods$/],
    [["validater"], 'Cannot list "validater"', /^Did you mean "validators"\?$/],
    [["toString"], 'Cannot list "toString"', /^Known are /],
    [["formats", "x"], 'Unexpected argument "x" for list', /^Known are /],
  ];
  for (const [argv, message, hint] of cases) {
    await assert.rejects(listCommand(argv, () => Promise.resolve()), (error) => {
      assert.ok(error instanceof UsageError);
      assert.equal(error.message, message);
      assert.match(error.hint ?? "", hint);
      return true;
    });
  }
});

test("cli lists", async () => {
  const [good, bad] = await Promise.all([run(["list", "formats"]), run(["list", "format"])]);
  assert.equal(good.code, 0);
  assert.equal(good.stdout, await listed("formats"));
  assert.equal(good.stderr, "");
  assert.equal(bad.code, 2);
  assert.equal(bad.stdout, "");
  assert.equal(
    bad.stderr,
    'Error: Cannot list "format"\nDid you mean "formats"?\nSee sigma-leql --help\n',
  );
});
