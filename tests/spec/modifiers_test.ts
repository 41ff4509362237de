/** Sigma modifiers appendix 2.1, by its headings. */

import test from "node:test";
import { expectFault, expectLeql } from "../helpers/expect_leql.ts";

test("Generic Modifiers: contains, startswith, endswith", () => {
  expectLeql("{f|contains: a}", 'f ICONTAINS "a"');
  expectLeql("{f|startswith: [a, b]}", 'f ISTARTS-WITH-ANY ["a", "b"]');
  expectLeql("{f|endswith: [a, b]}", "f=/(.*a$|.*b$)/i");
});

test("Generic Modifiers: all", () => {
  expectLeql("{f|contains|all: [a, b]}", 'f ICONTAINS-ALL ["a", "b"]');
  expectLeql("{f|all|endswith: [a, b]}", "f=/.*a$/i AND f=/.*b$/i");
  expectLeql("{'|all': [a, b]}", "/a/i AND /b/i");
});

test("Generic Modifiers: cased", () => {
  expectLeql("{f|cased: [A, B]}", 'f IN ["A", "B"]');
  expectLeql("{f|endswith|cased: A}", "f=/.*A$/");
});

test("Generic Modifiers: exists", () => {
  expectLeql("{f|exists: true}", "f = /.*/");
  expectLeql("{f|exists: no}", "f != /.*/");
  expectFault("{f|exists: 1}", "2:16 invalid-modifier");
});

test("Generic Modifiers: fieldref", () => {
  expectLeql("{f|fieldref: g}", "f == g");
  expectFault("{f|fieldref|startswith: g}", "2:29 unsupported-fieldref");
  expectFault("{f|startswith|fieldref: g}", "2:19 invalid-modifier");
});

test("Generic Modifiers: neq", () => {
  expectLeql("{f|neq: a}", 'NOT f = NOCASE("a")');
  expectLeql("{f|contains|neq: [a, b]}", 'NOT (f ICONTAINS-ANY ["a", "b"])');
  expectLeql("{f|fieldref|neq: g}", "NOT f == g");
});

test("Generic Modifiers: expand, and placeholders without a value", () => {
  expectFault("{f|expand: '%users%'}", "2:17 unresolved-placeholder");
  expectFault("{f|contains|expand: 'a%users%'}", "2:26 unresolved-placeholder");
  expectLeql("{f: '%users%'}", 'f = NOCASE("%users%")');
});

test("Encoding: base64, base64offset, wide", () => {
  expectLeql("{f|base64: foobar}", 'f = NOCASE("Zm9vYmFy")');
  expectLeql(
    "{f|base64offset|contains: foobar}",
    'f ICONTAINS "Zm9vYmFy" OR f ICONTAINS "Zvb2Jhc" OR f ICONTAINS "mb29iYX"',
  );
  expectLeql("{f|wide|base64: foo}", 'f = NOCASE("ZgBvAG8A")');
  expectFault("{f|base64: 'a*'}", "2:17 invalid-modifier");
});

test("Encoding: windash", () => {
  const variants = [" -a", " /a", " –a", " —a", " ―a"];
  expectLeql(
    "{f|contains|windash: ' -a'}",
    variants.map((text) => `f ICONTAINS "${text}"`).join(" OR "),
  );
});

test("Regular Expression: case-sensitive, partial, with the flags i, m and s", () => {
  expectLeql("{f|re: 'A.c'}", "f=/A.c/");
  expectLeql("{f|re|i: 'A.c'}", "f=/A.c/i");
  expectLeql("{f|re|m|s: 'A.c'}", "f=/A.c/ms");
  expectLeql("{f|re: [a, b]}", "f=/a/ OR f=/b/");
  expectFault("{f|re: 'a(?=b)'}", "2:14 regex-not-re2");
  expectFault("{f|contains|re: a}", "2:17 invalid-modifier");
});

test("Numeric Comparison", () => {
  expectLeql("{f|lt: 1, g|lte: 2, h|gt: 3, i|gte: 4}", "f < 1 AND g <= 2 AND h > 3 AND i >= 4");
  expectFault("{f|gt: '5'}", "2:13 invalid-modifier");
});

test("Timestamp Part: LEQL has no parts of timestamps", () => {
  for (const part of ["minute", "hour", "day", "week", "month", "year"]) {
    expectFault(`{f|${part}: 5}`, `2:${10 + part.length} unsupported-value`);
  }
  expectFault("{f|hour|gte: 5}", "2:18 unsupported-value");
  expectFault("{f|month: 13}", "2:15 invalid-modifier");
});

test("IP: cidr", () => {
  expectLeql("{f|cidr: 192.168.0.0/16}", "f = IP(192.168.0.0/16)");
  expectLeql("{f|cidr: 10.0.0.1}", "f = IP(10.0.0.1/32)");
  expectLeql("{f|cidr: '2001:db8::/32'}", "f=/^2001:0?db8:/i");
  expectFault("{f|cidr: 192.168.0.1/16}", "2:14 invalid-cidr");
  expectFault("{f|cidr: '2001:db8::/64'}", "2:15 unsupported-cidr");
});
