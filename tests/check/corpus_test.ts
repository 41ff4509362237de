import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { type Schema, Validator } from "@cfworker/json-schema";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { test } from "node:test";
import { createChecker } from "../../lib/check/checker.ts";
import { listChecks } from "../../lib/check/config.ts";
import type { Issue } from "../../lib/check/issue.ts";
import { SarifWriter } from "../../lib/check/output/sarif.ts";
import type { Source } from "../../lib/source.ts";
import { listFiles, SHARED, skipWithout } from "../helpers/project.ts";

const NAME = "corpus/sigmahq";
const CORPUS = join(SHARED, NAME);
const skip = skipWithout(NAME);

function sources(): Source[] {
  return listFiles(CORPUS, ".yml").map((file) => {
    const path = relative(CORPUS, file).replaceAll(sep, "/");
    return { path, text: readFileSync(file, "utf8") };
  });
}

let checked: { issues: Issue[]; files: number } | undefined;

function corpus(): NonNullable<typeof checked> {
  if (checked !== undefined) return checked;
  const all = sources();
  const checker = createChecker();
  const issues = all.flatMap((source) => [...checker.checkText(source)]);
  issues.push(...checker.finish());
  return checked = { issues, files: all.length };
}

function count(name: string): number {
  return corpus().issues.filter(({ validator }) => validator === name).length;
}

test("the whole corpus is checked", { skip }, () => {
  const { files } = corpus();
  assert.ok(files > 3500, `${files} files`);
});

test("what is found in the corpus is known by name and has a place", { skip }, () => {
  const names = new Set(listChecks().map(({ name }) => name));
  for (const issue of corpus().issues) {
    assert.ok(names.has(issue.validator), issue.validator);
    assert.ok(issue.line > 0 && issue.column > 0);
    assert.ok(
      issue.endLine > issue.line || issue.endColumn >= issue.column,
      JSON.stringify(issue),
    );
  }
  assert.equal(count("internal"), 0);
});

test("the published rules have few grave faults", { skip }, () => {
  // Rules of the folder "unsupported" still use the aggregations of old.
  assert.equal(count("condition_aggregation"), 55);
  assert.equal(count("never_matching_condition"), 1);
  assert.equal(count("never_matching_identifier"), 0);
  assert.equal(count("always_true_condition"), 0);
  assert.equal(count("undefined_identifier"), 0);
  assert.equal(count("dangling_detection"), 0);
  assert.equal(count("regex_not_re2"), 0);
  assert.equal(count("duplicate_value"), 0);
  assert.equal(count("unreachable_identifier"), 24);
});

test("SARIF of the corpus is valid by the published schema", { skip }, () => {
  const { issues } = corpus();
  const writer = new SarifWriter({ version: "0.1.0" });
  const log = JSON.parse(writer.begin() + writer.write(issues) + writer.end());
  const { valid, errors } = new Validator(schema as Schema, "4", true).validate(log);
  assert.ok(valid, JSON.stringify(errors.slice(0, 5)));
});
