import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { formatDiagnostic } from "../../lib/diagnostic.ts";
import { applyMapping, prepareMapping } from "../../lib/mappings/apply.ts";
import { BUILTIN_MAPPINGS } from "../../lib/mappings/builtin.ts";
import { mergeMappings } from "../../lib/mappings/merge.ts";
import { parseMapping } from "../../lib/mappings/parse_mapping.ts";
import { ruleOf } from "./helpers.ts";

const DOC = readFileSync(new URL("../../docs/mapping.md", import.meta.url), "utf8");
const BLOCKS = [...DOC.matchAll(/^```(json|json invalid|text)\n([^]*?)^```$/gm)];

for (const [index, [, kind, text]] of BLOCKS.entries()) {
  if (kind !== "json") continue;
  test(`docs/mapping.md: example ${index + 1} is a table that merges with insightidr`, async () => {
    JSON.parse(text);
    const { table, diagnostics } = await parseMapping(text);
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(mergeMappings([BUILTIN_MAPPINGS.insightidr, table!]).diagnostics, []);
  });
}

test("docs/mapping.md: the faulty example has the fault that is shown", async () => {
  const text = BLOCKS.find(([, kind]) => kind === "json invalid")![2];
  const shown = BLOCKS.find(([, kind]) => kind === "text")![2];
  const { diagnostics } = await parseMapping(text);
  assert.equal(diagnostics.map((item) => formatDiagnostic(item, "site.json")).join(), shown.trim());
});

const LOGSOURCES: readonly (readonly [string, string | undefined])[] = [
  ["{product: zeek, service: dns}", "zeek_dns"],
  ["{category: dns, product: windows}", "any_dns"],
  ["{category: dns}", "plain_dns"],
  ["{product: zeek, service: http}", undefined],
];

for (const [logsource, expected] of LOGSOURCES) {
  test(`docs/mapping.md: the log source ${logsource}`, async () => {
    const text = BLOCKS.find(([block]) => block.includes("zeek_dns"))![2];
    const { table } = await parseMapping(text);
    const rule = ruleOf("selection: {A: b}\ncondition: selection", logsource);
    assert.equal(applyMapping(rule, prepareMapping(table!)).target?.entry, expected);
    assert.ok(DOC.includes(`\`${logsource}\``));
  });
}
