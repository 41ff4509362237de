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
        User: ["user", "account", "login"],
        Hashes: { split: "hashes", keys: { MD5: "md5", SHA1: "sha1" } },
        md5: "md5",
        Initiated: { key: "direction", values: { true: ["OUT", "WITHIN", "BOTH"], false: "IN" } },
        Logon: { key: "logon", values: { "2": "LOCAL", "3": "NETWORK" } },
        Result: { key: "logon", values: { near: "LOCAL", far: "NETWORK" } },
        Details: { within: "text" },
        Text: "text",
        Kind: { key: "kind", values: { near: "LOCAL" }, otherValues: "keep" },
        Service: { key: "service", values: { "Far-Away": "x" } },
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
  const declared = /Details|null/.test(detection) ? "broader" as const : "exact" as const;
  const conditions = [{ declared, queries }];
  return verifyRule({ rule, written: rule, entry, eventTypes: [], conditions }, {}).outcome;
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
  const keys = ["user", "account", "login"];
  const query = (some: readonly string[]) =>
    `${FIXED} AND (${some.map((key) => `${key} = NOCASE("a")`).join(" OR ")})`;
  assert.equal(verify("{User: a}", query(keys)), "verified");
  for (const lost of keys) {
    assert.equal(verify("{User: a}", query(keys.filter((key) => key !== lost))), "differs", lost);
  }
});

test("every word of a value counts", () => {
  const words = ["OUT", "WITHIN", "BOTH"];
  const query = (some: readonly string[]) => `${FIXED} AND direction IIN ${JSON.stringify(some)}`;
  assert.equal(verify("{Initiated: true}", query(words)), "verified");
  for (const lost of words) {
    const others = words.filter((word) => word !== lost);
    assert.equal(verify("{Initiated: true}", query(others)), "differs", lost);
  }
  assert.equal(verify("{Initiated: true}", query([...words, "IN"])), "differs");
});

test("values are written as the events have them", () => {
  assert.equal(verify("{Logon: 3}", `${FIXED} AND logon = NOCASE("NETWORK")`), "verified");
  assert.equal(verify("{Logon: 3}", `${FIXED} AND logon = NOCASE("LOCAL")`), "differs");
  assert.equal(verify("{Logon: 3}", `${FIXED} AND logon = 3`), "differs");
});

test("a field with other words may have no value, too", () => {
  assert.equal(verify("{Kind: null}", `${FIXED} AND kind != /.+/`), "verified");
  assert.equal(verify("{Kind: null}", `${FIXED} AND kind != /./`), "verified");
  assert.equal(verify("{Kind: null}", `${FIXED} AND kind != /.*/`), "differs");
});

test("a fixed condition gives a field its value as the table spells it", () => {
  assert.equal(verify("{Service|re: ^Far}", FIXED), "verified");
  assert.equal(verify("{Service|re: ^far}", FIXED), "differs");
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

test("a hash and a field of its own under one key are one value", () => {
  const digest = "0123456789abcdef0123456789abcdef";
  const other = "fedcba9876543210fedcba9876543210";
  const either = (own: string) => `[{Hashes|contains: MD5=${digest}}, {md5${own}}]`;
  const md5 = `md5 = NOCASE("${digest}")`;
  assert.equal(
    verify(either(`: ${other}`), `${FIXED} AND md5 IIN ["${digest}", "${other}"]`),
    "verified",
  );
  assert.equal(verify(either(`: ${other}`), `${FIXED} AND ${md5}`), "differs");
  const begins = either("|startswith: fed");
  assert.equal(verify(begins, `${FIXED} AND (${md5} OR md5 ISTARTS-WITH "fed")`), "verified");
  assert.equal(verify(begins, `${FIXED} AND (${md5} OR md5 ICONTAINS "fed")`), "differs");
  const both = `{Hashes|contains: SHA1=${digest}01234567, md5: ${digest}}`;
  const sha1 = `sha1 = NOCASE("${digest}01234567")`;
  assert.equal(verify(both, `${FIXED} AND ${sha1} AND ${md5}`), "verified");
  assert.equal(verify(both, `${FIXED} AND ${sha1}`), "differs");
  assert.equal(verify(both, `${FIXED} AND ${md5}`), "differs");
});

test("a value somewhere in a text may be found more often, and nothing else may", () => {
  const detection = "{Details: abc, Image: a}";
  const query = (text: string) => `${FIXED} AND ${text} AND process.path = NOCASE("a")`;
  assert.equal(verify(detection, query('text ICONTAINS "abc"')), "verified");
  assert.equal(verify(detection, query('text ISTARTS-WITH "bc"')), "differs");
  assert.equal(verify(detection, query('text ICONTAINS "b"')), "differs");
});

test("a value stands in the text that another field is", () => {
  const both = (text: string) => `{Details: abc, Text${text}}`;
  const query = `${FIXED} AND text ICONTAINS "abc" AND text`;
  assert.equal(verify(both("|contains: b"), `${query} ICONTAINS "b"`), "verified");
  assert.equal(verify(both("|startswith: ab"), `${query} ISTARTS-WITH "ab"`), "verified");
  assert.equal(verify(both("|startswith: ab"), `${query} ISTARTS-WITH "abc"`), "differs");
  // No event has one text that is both.
  assert.equal(verify(both(": x"), `${query} = NOCASE("x")`), "not-verified");
  const { entry } = carried(both(": a"));
  const events = new StoredEvents(entry, ["Details", "Text"]);
  const pair = (fields: Record<string, string>) => events.pair({ fields, why: "" });
  assert.deepEqual(pair({ Details: "abc" })?.sigma.fields.Text, "abc");
  assert.deepEqual(pair({ Details: "abc" })?.stored.fields.text, "abc");
  assert.deepEqual(pair({ Details: "abc", Text: "x abc" })?.stored.fields.text, "x abc");
  assert.deepEqual(pair({ Details: "abc", Text: "x" })?.sigma.fields.Text, "x abc");
  assert.equal(pair({ Details: "abc", Text: "" }), undefined);
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

test("a hash and a field of its own under one key follow from one another", () => {
  const { entry } = carried("{Hashes|contains: MD5=0123456789abcdef0123456789abcdef, md5: a}");
  const events = new StoredEvents(entry, ["Hashes", "md5"]);
  const fieldsOf = (fields: Record<string, string | null>) => {
    const { EventID: _, ...found } = events.pair({ fields, why: "" })?.sigma.fields ?? {};
    return found;
  };
  const digest = "0123456789abcdef0123456789abcdef";
  const sha1 = `SHA1=${digest}01234567`;
  assert.deepEqual(fieldsOf({ Hashes: `MD5=${digest}` }), {
    Hashes: `MD5=${digest}`,
    md5: digest,
  });
  assert.deepEqual(fieldsOf({ md5: digest }), { Hashes: `MD5=${digest}`, md5: digest });
  assert.deepEqual(fieldsOf({ Hashes: sha1 }), { Hashes: sha1 });
  assert.deepEqual(fieldsOf({ Hashes: sha1, md5: digest }), {
    Hashes: `${sha1},MD5=${digest}`,
    md5: digest,
  });
  assert.deepEqual(fieldsOf({ Hashes: null, md5: digest }), {});
  assert.deepEqual(fieldsOf({ md5: "" }), { md5: "" });
  assert.deepEqual(fieldsOf({ md5: null }), { md5: null });
  // Two values under one key, a text that is no hash, two digests of one kind.
  assert.deepEqual(
    fieldsOf({ Hashes: `MD5=${digest}`, md5: "fedcba9876543210fedcba9876543210" }),
    {},
  );
  assert.deepEqual(fieldsOf({ md5: "0123" }), {});
  assert.deepEqual(fieldsOf({ Hashes: `MD5=${digest},MD5=fedcba9876543210fedcba9876543210` }), {});
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

test("an empty text has no other field's value in it, so that no such event can be", () => {
  const query = `${FIXED} AND text = "" AND text ICONTAINS "abcd"`;
  assert.equal(verify('{Text: "", Details: abcd}', query), "not-verified");
});
