import assert from "node:assert/strict";
import { test } from "node:test";
import { applyMapping, prepareMapping } from "../../lib/mappings/apply.ts";
import type { LossEffect } from "../../lib/diagnostic.ts";
import type { MappingTable } from "../../lib/mappings/table.ts";
import { prepareCompiler } from "../../lib/prepare_compiler.ts";
import { readDocuments } from "../../lib/sigma/documents.ts";
import { verifyRule } from "../../lib/verify/verify_rule.ts";

const TABLE: MappingTable = {
  name: "example",
  entries: {
    entry: {
      logsources: [{ product: "example" }],
      fields: {
        Log: { key: "log", whole: "endswith" },
        Host: { key: "host", whole: "startswith" },
        Ip: "ip",
        Tail: { key: "tail", whole: "endswith", values: { near: "LOCAL" }, otherValues: "keep" },
        Head: { key: "head", whole: "startswith", values: { near: "LOCAL" }, otherValues: "keep" },
        Lower: { key: "lower", whole: "endswith", case: "lower" },
      },
    },
  },
};
const MAPPING = prepareMapping(TABLE);

function verify(detection: string, query: string, declared: LossEffect | "exact"): string {
  const text =
    `title: T\nlogsource: {product: example}\ndetection:\n  s: ${detection}\n  condition: s\n`;
  const [{ content: rule }] = readDocuments(text);
  assert.ok(rule?.kind === "Rule");
  const { entry } = applyMapping(rule, MAPPING);
  const queries = [{ format: "default" as const, text: query, isChanged: false }];
  const conditions = [{ declared, queries }];
  return verifyRule({ rule, written: rule, entry, eventTypes: [], conditions }, {}).outcome;
}

test("a value is stored with other text in front, or behind", () => {
  assert.equal(verify("{Log: abc}", "log = /.*abc$/i", "broader"), "verified");
  assert.equal(verify("{Log: abc}", 'log = NOCASE("abc")', "broader"), "differs");
  assert.equal(verify("{Log|startswith: abc}", 'log ICONTAINS "abc"', "broader"), "verified");
  assert.equal(verify("{Log|startswith: abc}", 'log ISTARTS-WITH "abc"', "broader"), "differs");
  assert.equal(verify("{Host: abc}", 'host ISTARTS-WITH "abc"', "broader"), "verified");
  assert.equal(verify("{Host: abc}", "host = /.*abc$/i", "broader"), "differs");
});

test("that longer values match must be declared", () => {
  assert.equal(verify("{Log: abc}", "log = /.*abc$/i", "exact"), "differs");
  assert.equal(verify("{Log: abc}", "log = /.*abc$/i", "narrower"), "differs");
  // More than the end is no part of the loss.
  assert.equal(verify("{Log: abc}", 'log ICONTAINS "abc"', "broader"), "differs");
});

test("a value that stands beside other text may be mapped too, or have one letter case", () => {
  assert.equal(verify("{Tail: abc}", "tail = /.*abc$/i", "broader"), "verified");
  assert.equal(verify("{Tail: abc}", 'tail = NOCASE("abc")', "broader"), "differs");
  assert.equal(verify("{Tail: abc}", 'tail ICONTAINS "abc"', "broader"), "differs");
  assert.equal(verify("{Tail: near}", 'tail = NOCASE("LOCAL")', "broader"), "verified");
  assert.equal(verify("{Tail: near}", 'tail = NOCASE("near")', "broader"), "differs");
  assert.equal(verify("{Head: ÄPFEL}", "head = /^ÄPFEL.*/i", "broader"), "verified");
  assert.equal(verify("{Head: ÄPFEL}", "head = /.*ÄPFEL$/i", "broader"), "differs");
  assert.equal(verify("{Lower|cased: Abc}", "lower = /.*abc$/", "broader"), "verified");
  assert.equal(verify("{Lower|cased: Abc}", "lower = /.*Abc$/", "broader"), "differs");
});

test("what is converted for a value beside other text is verified", async () => {
  const { compiler } = await prepareCompiler({ mapping: TABLE, verify: true });
  for (const field of ["Tail", "Head", "Lower"]) {
    for (const value of ["abc", "ÄPFEL", "[near, äX]"]) {
      for (const modifier of ["", "|cased", "|contains|cased"]) {
        // Not every pattern can be said in mapped words.
        if (field !== "Lower" && modifier.includes("contains")) continue;
        for (const condition of ["s", "not s", "s and not t"]) {
          const detection = `{s: {"${field}${modifier}": ${value}}, t: {Ip: ü}, ` +
            `condition: ${condition}}`;
          const text = `title: T\nlogsource: {product: example}\ndetection: ${detection}\n`;
          const [{ verification }] = compiler!.compileText({ path: "rule.yml", text });
          assert.equal(verification?.outcome, "verified", detection);
        }
      }
    }
  }
});

test("an IPv6 address is found short and written out", () => {
  const rule = "{Ip|cidr: '::1/128'}";
  const both = "ip=/^(?:::1|(?:0{1,4}:){7}0{0,3}1)$/i";
  assert.equal(verify(rule, both, "narrower"), "verified");
  assert.equal(verify(rule, both, "exact"), "verified");
  assert.equal(verify(rule, "ip=/^::1$/i", "narrower"), "differs");
  assert.equal(verify(rule, "ip=/^(?:0{1,4}:){7}0{0,3}1$/i", "narrower"), "differs");
});

test("an IPv6 network is found by how its addresses begin", () => {
  const rule = "{Ip|cidr: '2001:db8::/32'}";
  assert.equal(verify(rule, "ip=/^2001:0?db8:/i", "mixed"), "verified");
  assert.equal(verify(rule, "ip=/^2001:db8:/i", "mixed"), "differs");
  assert.equal(verify(rule, "ip=/^2001:0?db8:/i", "narrower"), "differs");
});
