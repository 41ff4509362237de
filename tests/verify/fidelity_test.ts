import assert from "node:assert/strict";
import { test } from "node:test";
import { createCompiler } from "../../lib/compile.ts";
import { EXACT, joinFidelities } from "../../lib/compiler/fidelity.ts";
import type { MappingTable } from "../../lib/mappings/table.ts";
import { prepareCompiler } from "../../lib/prepare_compiler.ts";
import { ruleText } from "../helpers/expect_leql.ts";

const HASH = "0123456789abcdef0123456789abcdef";
const TABLE: MappingTable = {
  name: "example",
  unmappedFields: "keep",
  entries: {
    entry: {
      logsources: [{ category: "process_creation" }],
      fields: {
        Hashes: { split: "hashes", keys: { MD5: "md5" } },
        Details: { within: "text" },
        Channel: { key: "channel", case: "lower" },
        Action: { key: "action", values: { allow: "PERMIT", accept: "PERMIT", deny: "DENY" } },
        Extension: { key: "path", values: { doc: { endswith: ".doc" }, x: { endswith: "x.doc" } } },
      },
    },
  },
};
const compiler = createCompiler({ mapping: TABLE });

function fidelityOf(detection: string) {
  const [{ queries, diagnostics }] = compiler.compileText({
    path: "rule.yml",
    text: ruleText(detection),
  });
  assert.ok(queries.length > 0, diagnostics[0]?.message);
  return queries[0].fidelity;
}

const KINDS: readonly (readonly [detection: string, kind: string])[] = [
  ["Image: a", "exact"],
  ["Image|re|i: 'a.b'", "exact"],
  ["Image|cased|fieldref: User", "exact"],
  ["Image|fieldref: User", "narrower"],
  ["s: {Image|fieldref: User}\ncondition: not s", "broader"],
  ["Image|fieldref|neq: User", "broader"],
  ["ip|cidr: '2001:db8::/32'", "mixed"],
  ["ip|cidr: 10.0.0.0/8", "exact"],
  ["Image: null", "broader"],
  ["s: {Image: null}\ncondition: not s", "narrower"],
  ["a: {Image: null}\nb: {Image|fieldref: User}\ncondition: a or b", "mixed"],
  ["- plain words", "exact"],
  ["- 'C:\\Temp'", "broader"],
  ["- 'a?b'", "broader"],
  ["'|re': 'a.b'", "mixed"],
  ["s: ['C:\\Temp']\ncondition: not s", "narrower"],
  ["Image: Zoë", "narrower"],
  ["Image|cased: Zoë", "exact"],
  ["Image: 例", "exact"],
  [`Hashes|contains: MD5=${HASH}`, "exact"],
  [`Hashes: MD5=${HASH}`, "broader"],
  [`Hashes|contains: ${HASH}`, "narrower"],
  [`s: {Hashes: MD5=${HASH}}\ncondition: not s`, "narrower"],
  ["Details: abc", "broader"],
  ["s: {Image: a}\nf: {Details: abc}\ncondition: s and not f", "narrower"],
  ["Channel|cased: Security", "broader"],
  ["Channel: Security", "exact"],
  ["Action: deny", "exact"],
  ["Action: [allow, accept]", "exact"],
  ["Action: allow", "broader"],
  ["Action|neq: allow", "narrower"],
  ["Action|startswith: a", "exact"],
  ["Action|cased: deny", "broader"],
  ["Extension: doc", "broader"],
  ["Extension: x", "exact"],
];

for (const [detection, kind] of KINDS) {
  test(`the fidelity of ${JSON.stringify(detection)} is ${kind}`, () => {
    const fidelity = fidelityOf(detection);
    assert.equal(fidelity.kind, kind, fidelity.reasons.join());
    assert.equal(fidelity.reasons.length === 0, kind === "exact");
  });
}

test("exact queries share one fidelity", () => {
  assert.equal(fidelityOf("Image: a"), EXACT);
  assert.equal(fidelityOf("Image: b"), EXACT);
});

test("each condition has its own fidelity", () => {
  const text = ruleText("a: {Image: x}\nb: {Image: null}\ncondition: [a, b]");
  const [{ queries }] = compiler.compileText({ path: "rule.yml", text });
  assert.deepEqual(queries.map(({ fidelity }) => fidelity.kind), ["exact", "broader"]);
});

test("what a pipeline leaves out or widens is a loss", async () => {
  const drop = "transformations:\n  - type: drop_detection_item\n" +
    "    field_name_conditions: [{type: include_fields, fields: [User]}]\n";
  const { compiler } = await prepareCompiler({ mapping: null }, {
    sources: [{ path: "drop.yml", text: drop }],
    vars: {},
  });
  const text = ruleText("Image: a\nUser: b");
  const [{ queries }] = compiler!.compileText({ path: "rule.yml", text });
  assert.equal(queries[0].fidelity.kind, "mixed");
  assert.match(queries[0].fidelity.reasons[0], /^Processing item .* drops? |leaves/);
});

test("a correlation lacks its time span", () => {
  const text = `${ruleText("Image: a")}name: base
---
title: Many
correlation:
  type: event_count
  rules: [base]
  group-by: [User]
  timespan: 5m
  condition: { gte: 10 }
`;
  const correlations = createCompiler({ mapping: TABLE, formats: ["leql_advanced_search"] });
  const results = correlations.compileText({ path: "rule.yml", text });
  const [{ fidelity }] = results[1].queries;
  assert.equal(fidelity.kind, "mixed");
  assert.match(fidelity.reasons.join(), /time span 5m/);
});

test("numbers under an inner negation are for keys with one value", () => {
  const inline = createCompiler({ mapping: TABLE, negation: "inline" });
  const text = ruleText("s: {ProcessId|lt: 5}\ncondition: not s");
  const [{ queries }] = inline.compileText({ path: "rule.yml", text });
  assert.equal(queries[0].fidelity.kind, "broader");
});

test("several fidelities join to one", () => {
  const broader = { kind: "broader", reasons: ["a"] } as const;
  const narrower = { kind: "narrower", reasons: ["b", "a"] } as const;
  assert.equal(joinFidelities([]), null);
  assert.equal(joinFidelities([EXACT, EXACT]), EXACT);
  assert.deepEqual(joinFidelities([EXACT, broader]), broader);
  assert.deepEqual(joinFidelities([broader, narrower]), { kind: "mixed", reasons: ["a", "b"] });
});
