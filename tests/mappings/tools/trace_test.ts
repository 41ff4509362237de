import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isFatal } from "../../../lib/diagnostic.ts";
import { applyMapping } from "../../../lib/mappings/apply.ts";
import { INSIGHTIDR } from "../../../lib/mappings/insightidr/index.ts";
import { prepareMapping } from "../../../lib/mappings/prepare.ts";
import type { Choices, EvidenceGrade } from "../../../lib/mappings/table.ts";
import { findObstacles } from "../../../lib/mappings/tools/obstacles.ts";
import { traceChain } from "../../../lib/mappings/tools/trace_entry.ts";
import { weakestEvidence } from "../../../lib/mappings/used_evidence.ts";
import type { Rule } from "../../../lib/sigma/ast.ts";
import { readDocuments } from "../../../lib/sigma/documents.ts";
import { listFiles, SHARED, skipWithout } from "../../helpers/project.ts";
import { ruleOf, tableOf } from "../helpers.ts";

test("traceChain() tells which conditions are added", () => {
  const table = tableOf({
    fields: { EventID: "id", Image: "image" },
    conditions: [
      { field: "EventID", value: 1 },
      { key: "image", match: "endswith", value: ".exe" },
    ],
  });
  const states = (detection: string) => {
    const rule = ruleOf(`selection: ${detection}\ncondition: selection`);
    const [{ conditions }] = traceChain(rule, prepareMapping(table));
    return conditions.map(({ state }) => state);
  };
  assert.deepEqual(states("{Foo: a}"), ["added", "added"]);
  assert.deepEqual(states("{EventID: 1, Image: a.exe}"), ["stated", "stated"]);
  assert.deepEqual(states("{EventID: 2, Image: a.dll}"), ["never", "never"]);
});

test("traceChain() leaves out what no condition reaches", () => {
  const rule = ruleOf("selection: {Image: a}\nunused: {Foo: b}\ncondition: selection");
  const [{ items }] = traceChain(rule, prepareMapping(tableOf({ fields: { Image: "i" } })));
  assert.deepEqual(items.map(({ item }) => item.field), ["Image"]);
});

const CORPUS = join(SHARED, "corpus", "sigmahq");

function corpusRules(): Rule[] {
  return listFiles(CORPUS, ".yml").flatMap((path) =>
    readDocuments(readFileSync(path, "utf8")).flatMap(({ content, diagnostics }) =>
      content?.kind === "Rule" && !diagnostics.some(isFatal) ? [content] : []
    )
  );
}

test(
  "traces and conversions agree on every public rule",
  { skip: skipWithout("corpus/sigmahq") },
  () => {
    const rules = corpusRules();
    const cases: readonly (readonly [Choices, EvidenceGrade])[] = [
      [{}, "inferred"],
      [{}, "seen"],
      [{ sysmon: "raw", windows_events: "flat" }, "seen"],
    ];
    for (const [choices, minEvidence] of cases) {
      const mapping = prepareMapping(INSIGHTIDR, choices);
      for (const rule of rules) {
        const mapped = applyMapping(rule, mapping, { minEvidence });
        const ways = findObstacles(rule, mapping, minEvidence);
        const title = `${rule.metadata.title} at ${minEvidence}`;
        assert.equal(ways.some((way) => way.length === 0), mapped.rule !== undefined, title);
        if (mapped.rule === undefined) continue;
        const trace = traceChain(rule, mapping).find(({ entry }) => entry === mapped.entry)!;
        assert.deepEqual(
          weakestEvidence(trace.evidence)?.grade,
          weakestEvidence(mapped.evidence)?.grade,
          title,
        );
      }
    }
  },
);
