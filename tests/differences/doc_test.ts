import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { formatDiagnostic, isFatal } from "../../lib/diagnostic.ts";
import { ROOT } from "../helpers/project.ts";
import { answer, compileLikeReference } from "./answers.ts";
import { type Answer, CLASS_IDS, classifyAnswers } from "./classify.ts";

const DOC = readFileSync(join(ROOT, "docs", "differences.md"), "utf8");

/** One class as the page shows it. */
interface Section {
  readonly id: string;
  readonly rule: string;
  readonly blocks: ReadonlyMap<string, string>;
}

const SECTIONS: readonly Section[] = DOC.split(/^### /m).slice(1).map((section) => {
  const id = /^.*\(`([\w-]+)`\)$/m.exec(section)![1];
  const blocks = new Map<string, string>();
  for (const [, name, text] of section.matchAll(/^```(.+)\n([^]*?)\n```$/gm)) {
    assert.ok(!blocks.has(name), `${id}: two blocks "${name}"`);
    blocks.set(name, text);
  }
  return { id, rule: `${blocks.get("yaml")}\n`, blocks };
});

test("docs/differences.md has a section for each class, in order", () => {
  const sorted = [...CLASS_IDS].sort();
  assert.deepEqual(SECTIONS.map(({ id }) => id).sort(), sorted);
});

for (const { id, rule, blocks } of SECTIONS) {
  const definition = blocks.has("leql ours definition");
  const format = definition ? "leql_detection_definition" : "default";
  const suffix = definition ? " definition" : "";

  test(`docs/differences.md: ${id}: ours is what the page shows`, () => {
    const results = compileLikeReference("rule.yml", rule);
    assert.equal(results.length, 1);
    const [{ queries, diagnostics }] = results;
    const query = queries.find((item) => item.format === format)?.query;
    const faults = diagnostics.filter(isFatal).map((item) => formatDiagnostic(item)).join("\n");
    const expected = blocks.get(`leql ours${suffix}`) ?? blocks.get("text ours");
    assert.equal(query ?? faults, expected);
  });

  test(`docs/differences.md: ${id}: the two outputs differ in this class alone`, () => {
    const ours = answer(compileLikeReference("rule.yml", rule));
    const shown = blocks.get(`leql reference${suffix}`);
    const error = blocks.get("text reference");
    assert.ok(shown !== undefined || error !== undefined);
    const bare = definition ? ours.queries!.default[0] : shown!;
    const queries: Record<string, string[]> = { default: [bare] };
    if (definition) queries[format] = [shown!];
    const reference: Answer = error === undefined ? { queries } : { error };
    assert.deepEqual(classifyAnswers(reference, ours), [id]);
  });
}

const ROWS = [...DOC.matchAll(/^\| `(\{.*\})` +\|.*\| `([^|]*)` +\|$/gm)];

test("docs/differences.md: the forms that the reference does not convert", () => {
  assert.ok(ROWS.length > 10);
  for (const [, selection, expected] of ROWS) {
    const rule = `title: Row
logsource: { category: process_creation, product: windows }
detection:
  selection: ${selection.replaceAll("\\|", "|")}
  condition: selection
`;
    const [{ queries }] = compileLikeReference("rule.yml", rule);
    assert.equal(queries[0]?.query, expected, selection);
  }
});
