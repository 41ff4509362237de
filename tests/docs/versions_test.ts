import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { VERSION } from "../../lib/cli/version.ts";
import { read } from "../cli/helpers.ts";
import { ROOT } from "../helpers/project.ts";

const DENO = JSON.parse(read(join(ROOT, "deno.json")));
const PACKAGE = JSON.parse(read(join(ROOT, "package.json")));

test("Deno and Bun get the same packages in the same versions", () => {
  const imports = Object.entries<string>(DENO.imports).map(([name, target]) => {
    const found = /^npm:(@?[^@]+)@(\d.*)$/.exec(target);
    assert.ok(found !== null && found[1] === name, `${name}: ${target}`);
    return [name, found[2]];
  });
  const packages = { ...PACKAGE.dependencies, ...PACKAGE.devDependencies };
  assert.deepEqual(Object.fromEntries(imports), packages);
});

test("the newest heading of the changelog is the version of the program", () => {
  const [, heading] = /^## (.+)$/m.exec(read(join(ROOT, "CHANGELOG.md")))!;
  assert.equal(heading, VERSION);
  assert.equal(VERSION, DENO.version);
});

test("one version of each runtime is named wherever one is", () => {
  const names = ["README.md", "CONTRIBUTING.md", "deno.json", "tools/gate.ts"];
  for (const runtime of ["deno", "bun"]) {
    const found = names.flatMap((name) =>
      [...read(join(ROOT, name)).matchAll(/\b(deno|bun)@(\d+\.\d+\.\d+)/g)]
        .filter((match) => match[1] === runtime).map((match) => match[2])
    );
    assert.ok(found.length > 0, runtime);
    assert.equal(new Set(found).size, 1, `${runtime}: ${found}`);
  }
});
