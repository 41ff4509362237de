import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { BUILTIN_MAPPINGS } from "../../lib/mappings/builtin.ts";
import { mergeMappings } from "../../lib/mappings/merge.ts";
import { parseMapping } from "../../lib/mappings/parse_mapping.ts";

const URL_OF_SITE = new URL("../../examples/mappings/site.json", import.meta.url);
const TEXT = readFileSync(URL_OF_SITE, "utf8");

async function merge(text: string) {
  const { table, diagnostics } = await parseMapping(text);
  assert.deepEqual(diagnostics, []);
  return mergeMappings([BUILTIN_MAPPINGS.insightidr, table!], [undefined, text]);
}

test("the example of a site's table is short, and changes, adds and removes an entry", async () => {
  assert.ok(TEXT.trimEnd().split("\n").length <= 10);
  const { table, diagnostics } = await merge(TEXT);
  assert.deepEqual(diagnostics, []);
  const before = BUILTIN_MAPPINGS.insightidr.entries!;
  assert.notEqual(before.web_proxy?.fields?.["c-useragent"], "user_agent");
  assert.equal(table?.entries?.web_proxy?.fields?.["c-useragent"], "user_agent");
  assert.ok(!("squid" in before) && table?.entries?.squid);
  assert.ok("firewall" in before && !("firewall" in table!.entries!));
});

/** A word of the example, what it becomes, and the place that is at fault then. */
const MISTAKES: readonly (readonly [string, string, string, "error" | "warning"])[] = [
  ["web_proxy", "web_poxy", "5:6 $.entries.web_poxy", "error"],
  ["firewall", "firewal", "7:6 $.entries.firewal", "warning"],
];

for (const [word, mistake, place, severity] of MISTAKES) {
  test(`the example with "${mistake}" has a fault at ${place}`, async () => {
    const { diagnostics } = await merge(TEXT.replace(word, mistake));
    const [{ line, column, message, severity: found }] = diagnostics;
    assert.equal(`${line}:${column} ${message.split(" ")[3]}`, place);
    assert.equal(found, severity);
  });
}

test("the example with a misspelt property has a fault with its JSON path", async () => {
  const { diagnostics } = await parseMapping(TEXT.replace('"uri": "url"', '"uri": { "kee": "u" }'));
  assert.match(diagnostics[0].message, /^\$\.entries\.squid\.fields\.uri\.kee is not a property/);
  assert.equal(diagnostics[0].line, 6);
});
