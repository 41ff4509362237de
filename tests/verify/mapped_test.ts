import assert from "node:assert/strict";
import { test } from "node:test";
import { applyMapping, prepareMapping } from "../../lib/mappings/apply.ts";
import type { MappingTable } from "../../lib/mappings/table.ts";
import { readDocuments } from "../../lib/sigma/documents.ts";
import { StoredEvents } from "../../lib/verify/stored_events.ts";
import { verifyRule } from "../../lib/verify/verify_rule.ts";

const TABLE: MappingTable = {
  name: "example",
  entries: {
    entry: {
      logsources: [{ product: "example" }],
      conditions: [{ key: "service", value: "x" }, { field: "EventID", values: [1, 2] }],
      fields: {
        EventID: "code",
        Image: "process.path",
        Path: "process.path",
        User: ["user", "account"],
        Hashes: { split: "hashes", keys: { MD5: "md5", SHA1: "sha1" } },
        Logon: { key: "logon", values: { "2": "LOCAL", "3": "NETWORK" } },
        Result: { key: "logon", values: { near: "LOCAL", far: "NETWORK" } },
        Details: { within: "text" },
      },
    },
  },
};
const MAPPING = prepareMapping(TABLE);

function carried(detection: string) {
  const text =
    `title: T\nlogsource: {product: example}\ndetection:\n  s: ${detection}\n  condition: s\n`;
  const [{ content: rule }] = readDocuments(text);
  assert.ok(rule?.kind === "Rule");
  return { rule, entry: applyMapping(rule, MAPPING).entry! };
}

function verify(detection: string, query: string) {
  const { rule, entry } = carried(detection);
  const queries = [{ format: "default" as const, text: query, isChanged: false }];
  const declared = detection.includes("Details") ? "broader" as const : "exact" as const;
  const conditions = [{ declared, queries }];
  return verifyRule({ rule, written: rule, entry, eventType: undefined, conditions }, {}).outcome;
}

const FIXED = 'service = NOCASE("x") AND (code IN [1, 2])';

test("a mapped query is verified in the keys of the target", () => {
  assert.equal(verify("{Image: a}", `${FIXED} AND process.path = NOCASE("a")`), "verified");
  assert.equal(verify("{Image: a}", `${FIXED} AND process.name = NOCASE("a")`), "differs");
});

test("a query finds nothing of other log sources", () => {
  assert.equal(
    verify("{Image: a}", 'service = NOCASE("x") AND process.path = NOCASE("a")'),
    "differs",
  );
  assert.equal(verify("{Image: a}", '(code IN [1, 2]) AND process.path = NOCASE("a")'), "differs");
});

test("every key of a field counts", () => {
  const both = `${FIXED} AND (user = NOCASE("a") OR account = NOCASE("a"))`;
  assert.equal(verify("{User: a}", both), "verified");
  assert.equal(verify("{User: a}", `${FIXED} AND user = NOCASE("a")`), "differs");
});

test("values are written as the events have them", () => {
  assert.equal(verify("{Logon: 3}", `${FIXED} AND logon = NOCASE("NETWORK")`), "verified");
  assert.equal(verify("{Logon: 3}", `${FIXED} AND logon = NOCASE("LOCAL")`), "differs");
  assert.equal(verify("{Logon: 3}", `${FIXED} AND logon = 3`), "differs");
});

test("hashes are divided", () => {
  const digest = "0123456789abcdef0123456789abcdef";
  const detection = `{Hashes|contains: MD5=${digest}}`;
  assert.equal(verify(detection, `${FIXED} AND md5 = NOCASE("${digest}")`), "verified");
  assert.equal(verify(detection, `${FIXED} AND sha1 = NOCASE("${digest}")`), "differs");
  assert.equal(
    verify("{Hashes|contains: MD5=0123}", `${FIXED} AND md5 ISTARTS-WITH "0123"`),
    "verified",
  );
  assert.equal(
    verify("{Hashes|contains: MD5=0123}", `${FIXED} AND md5 ICONTAINS "0123"`),
    "differs",
  );
});

test("a value somewhere in a text may be found more often, and nothing else may", () => {
  const detection = "{Details: abc, Image: a}";
  const query = (text: string) => `${FIXED} AND ${text} AND process.path = NOCASE("a")`;
  assert.equal(verify(detection, query('text ICONTAINS "abc"')), "verified");
  assert.equal(verify(detection, query('text ISTARTS-WITH "bc"')), "differs");
  assert.equal(verify(detection, query('text ICONTAINS "b"')), "differs");
});

test("fields under one key have one value", () => {
  const { entry } = carried("{Image: a, Path: b, Logon: 2, Result: far}");
  const events = new StoredEvents(entry, ["Image", "Path", "Logon", "Result", "EventID"]);
  const pair = (fields: Record<string, string>) => events.pair({ fields, why: "" })?.sigma.fields;
  assert.deepEqual(pair({ Image: "a" }), { Image: "a", EventID: 1, Path: "a" });
  assert.equal(pair({ Image: "a", Path: "b" }), undefined);
  assert.deepEqual(pair({ Logon: "3" }), { Logon: "3", EventID: 1, Result: "far" });
  assert.deepEqual(pair({ Logon: "3", Result: "far" })?.Logon, "3");
  assert.equal(pair({ Logon: "3", Result: "near" }), undefined);
});

test("events that the log source cannot have are left out", () => {
  const { entry } = carried("{Image: a}");
  const events = new StoredEvents(entry, ["Image"]);
  const isLeftOut = (fields: Record<string, string | number>) =>
    events.pair({ fields, why: "" }) === undefined;
  assert.ok(isLeftOut({ EventID: 3 }));
  assert.ok(!isLeftOut({ EventID: 2 }));
  assert.ok(isLeftOut({ Hashes: "MD5=0123" }));
  assert.ok(isLeftOut({ Hashes: "xMD5=0123456789abcdef0123456789abcdef" }));
  assert.ok(!isLeftOut({ Hashes: "MD5=0123456789abcdef0123456789abcdef" }));
  // A word of the target is no value of the rule.
  assert.ok(isLeftOut({ Logon: "network" }));
  assert.ok(isLeftOut({ Logon: "7" }));
  assert.ok(!isLeftOut({ Logon: "2" }));
});
