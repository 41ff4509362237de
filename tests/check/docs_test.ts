import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { listChecks } from "../../lib/check/config.ts";
import { ROOT } from "../helpers/project.ts";

const PAGE = readFileSync(join(ROOT, "docs/check.md"), "utf8");

test("docs/check.md has each check, with its severity and its place to link to", () => {
  for (const { name, origin, severity, summary } of listChecks()) {
    const row = PAGE.split("\n").find((line) =>
      line.startsWith("|") && line.includes(`\`${name}\``)
    );
    assert.ok(row !== undefined, name);
    const cells = row.replaceAll("\\|", "\0").split("|").map((cell) => cell.trim());
    const [, label, what, level, source] = cells;
    if (origin === "compiler") {
      assert.deepEqual([label, what], [`\`${name}\``, summary]);
      continue;
    }
    assert.equal(label, `<a id="${name}"></a>\`${name}\``);
    assert.equal(level, severity, name);
    assert.equal(source, origin === "pysigma" ? "pySigma" : "own");
  }
});

test("docs/check.md names nothing that does not exist", () => {
  const known = new Set(listChecks().map(({ name }) => name));
  for (const [, name] of PAGE.matchAll(/^\| (?:<a id="\w+"><\/a>)?`([a-z0-9_]+)` *\|/gm)) {
    assert.ok(known.has(name) || ["text", "ndjson", "sarif"].includes(name), name);
  }
});
