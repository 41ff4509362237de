import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CONDITIONS } from "../../lib/pipeline/conditions/registry.ts";
import { FINALIZERS } from "../../lib/pipeline/finalizers/registry.ts";
import { compileTemplate } from "../../lib/pipeline/jinja.ts";
import { POSTPROCESSING } from "../../lib/pipeline/postprocessing/registry.ts";
import { TRANSFORMATIONS } from "../../lib/pipeline/transformations/registry.ts";
import { pipelineOf } from "./helpers.ts";

const TEXT = readFileSync(new URL("../../docs/pipelines.md", import.meta.url), "utf8");
const ROWS = TEXT.split(/\r?\n/).filter((line) => line.startsWith("|"));

test("docs/pipelines.md has a row for every type, and says which are refused", () => {
  const types = [
    ...TRANSFORMATIONS.values(),
    ...CONDITIONS.values(),
    ...POSTPROCESSING.values(),
    ...FINALIZERS.values(),
  ];
  for (const type of types) {
    const row = ROWS.find((line) => line.split(" | ")[0].includes(`\`${type.name}\``));
    assert.ok(row !== undefined, type.name);
    const refusal = "refusal" in type ? type.refusal : undefined;
    if (refusal === undefined) assert.match(row, /\| yes/, type.name);
    else assert.ok(row.includes(`refused: ${refusal}`), type.name);
  }
});

test("docs/pipelines.md names the filters that templates have", () => {
  const [, list] = /the filters\s([^.]+)\./.exec(TEXT)!;
  const filters = [...list.matchAll(/`(\w+)`/g)].map((found) => found[1]);
  assert.ok(filters.length > 20);
  for (const filter of filters) {
    const compiled = compileTemplate(`{{ query | ${filter} }}`);
    assert.ok(!("fault" in compiled), filter);
  }
});

test("the pipeline in docs/pipelines.md can be read", async () => {
  const [, text] = /```yaml\n([^`]+)```/.exec(TEXT.replaceAll("\r\n", "\n"))!;
  assert.equal((await pipelineOf(text)).items.length, 2);
});
