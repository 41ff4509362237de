/** Sigma rules specification 2.1, "Detection": search identifiers, lists, maps, special values. */

import test from "node:test";
import { expectFault, expectLeql } from "../helpers/expect_leql.ts";

test("values are compared whatever their case", () => {
  expectLeql("{f: Value}", 'f = NOCASE("Value")');
  expectLeql("{f: [Value, OTHER]}", 'f IIN ["Value", "OTHER"]');
});

test("Lists: keywords on the whole event, joined by or", () => {
  expectLeql(
    "[EVILSERVICE, 'svchost.exe -n evil']",
    "/EVILSERVICE/i OR /svchost\\.exe\\ \\-n\\ evil/i",
  );
});

test("Lists: maps, joined by or", () => {
  expectLeql(
    "[{Image|endswith: '\\a.exe'}, {Description|contains: 'Test executable'}]",
    'process.exe_path=/.*\\\\a\\.exe$/i OR process.exe_file.description ICONTAINS "Test executable"',
  );
});

test("Maps: joined by and, a list of values by or", () => {
  expectLeql(
    "{EventLog: Security, EventID: [517, 1102]}",
    'EventLog = NOCASE("Security") AND (EventID IN [517, 1102])',
  );
  expectLeql(
    "{EventLog: 'MS Exchange', EventID: 6}",
    'EventLog = NOCASE("MS Exchange") AND EventID=6',
  );
});

test("Field usage: keys are taken as they are, case included", () => {
  expectLeql("{fieldName: a, FieldName: b}", 'fieldName = NOCASE("a") AND FieldName = NOCASE("b")');
});

test("Special field values: null and the empty text", () => {
  expectLeql("{f: null}", "f != /.+/");
  expectLeql("{f: ''}", 'f = NOCASE("")');
  expectLeql(
    "sel: {f: a}\nempty: {g: null}\ncondition: sel and not empty",
    'f = NOCASE("a") AND g = /.+/',
  );
});

test("null is not a member of a list", () => {
  expectLeql("{f: [null, a]}", 'f != /.+/ OR f = NOCASE("a")');
  expectLeql("{f: [null]}", "f != /.+/");
});

test("what is no value", () => {
  expectFault("{f: {a: b}}", "2:9 invalid-value");
  expectFault("{f: [[a]]}", "2:10 invalid-value");
  expectFault("{f: []}", "2:9 invalid-value");
  expectFault("[yes]", "2:6 invalid-value");
});
