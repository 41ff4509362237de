import assert from "node:assert/strict";
import { test } from "node:test";
import { builtinMapping } from "../../../lib/mappings/builtin.ts";
import { mergeMappings } from "../../../lib/mappings/merge.ts";
import { parseMapping } from "../../../lib/mappings/parse_mapping.ts";
import { entryId, starterTable } from "../../../lib/mappings/tools/starter.ts";

test("starterTable() is valid, and can be merged over the default table", async () => {
  const logsource = { product: "our_vpn", service: "auth" };
  const starters = [
    { name: "Our VPN", entries: [{ logsource, fields: ["user", "src_ip"] }] },
    { name: "vpn", entries: [{ logsource, fields: [] }] },
    {
      name: "many",
      entries: [
        { logsource, fields: ["a"] },
        { logsource: { category: "our_vpn", service: "auth" }, fields: ["b"] },
        { logsource: { product: "our-vpn", category: "auth" }, fields: [] },
      ],
    },
  ];
  const ids: string[][] = [];
  for (const starter of starters) {
    const { table, diagnostics } = await parseMapping(JSON.stringify(starterTable(starter)));
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(mergeMappings([builtinMapping("insightidr")!, table!]).diagnostics, []);
    ids.push(Object.keys(table!.entries!));
  }
  assert.deepEqual(ids, [
    ["our_vpn"],
    ["vpn"],
    ["our_vpn_auth", "our_vpn_auth_2", "our_vpn_auth_3"],
  ]);
});

test("starterTable() grades what it guesses as a guess", () => {
  const entries = [{ logsource: { product: "p" }, fields: ["user"] }];
  const { p } = starterTable({ name: "p", entries }).entries!;
  assert.deepEqual(p!.fields!.user, {
    key: "user",
    evidence: {
      grade: "inferred",
      source: "own_log",
      note: "Not checked yet: the key is the name of the field",
    },
  });
  assert.equal(entryId(" Ünser VPN-2 "), "nser_vpn_2");
  assert.equal(entryId("--"), "");
});
