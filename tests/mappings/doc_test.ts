import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compileRule } from "../../lib/api.ts";
import { formatDiagnostic } from "../../lib/diagnostic.ts";
import { applyMapping, prepareMapping } from "../../lib/mappings/apply.ts";
import { BUILTIN_MAPPINGS } from "../../lib/mappings/builtin.ts";
import { fieldKey } from "../../lib/mappings/field_key.ts";
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

/** The example of a section, and the rows of its table: code in the first and in the last column. */
function section(title: string): { json: string; rows: (readonly [string, string])[] } {
  const text = DOC.split(`\n## ${title}\n`)[1].split("\n## ")[0];
  const rows = [...text.matchAll(/^\| `(.*?)` +\| (.*?) +\|$/gm)]
    .map(([, first, last]) => [first.replaceAll("\\|", "|"), last] as const);
  return { json: /```json\n([^]*?)```/.exec(text)![1], rows };
}

for (const [item, shown] of section("Values").rows) {
  test(`docs/mapping.md: the query of ${item}`, () => {
    const text = "title: T\nlogsource: {product: windows, service: our_logons}\n" +
      `detection:\n  s: {${item}}\n  condition: s\n`;
    const { queries, diagnostics } = compileRule(text, {
      mapping: JSON.parse(section("Values").json),
    });
    const expected = /^`(.*)`$/.exec(shown)?.[1];
    assert.equal(queries[0]?.query, expected, JSON.stringify(diagnostics));
    if (expected === undefined) assert.ok(shown.includes(diagnostics[0].code));
  });
}

for (const [pattern, shown] of section("All other fields").rows) {
  test(`docs/mapping.md: the pattern ${pattern}`, () => {
    assert.equal(`\`${fieldKey(pattern, "TargetUserName")}\``, shown);
  });
}

const ENTRIES: readonly (readonly [string, string])[] = [
  ["{EventID: 4624, TargetUserName: a}", "logons"],
  ["{EventID: 4634}", "all_events"],
  ["{TargetUserName: a}", "all_events"],
  ["{EventID: 4624, LogonGuid: a}", "all_events"],
];

for (const [selection, expected] of ENTRIES) {
  test(`docs/mapping.md: the entry of ${selection}`, () => {
    const { json } = section("Entries for a part of the events");
    const rule = ruleOf(
      `s: ${selection}\ncondition: s`,
      "{product: our_windows, service: security}",
    );
    const { target } = applyMapping(rule, prepareMapping(JSON.parse(json)));
    assert.equal(target?.entry, expected);
  });
}
