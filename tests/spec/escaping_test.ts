/** Sigma rules specification 2.1, "Wildcards" and "Escaping". */

import test from "node:test";
import { expectLeql } from "../helpers/expect_leql.ts";

test("* stands for any number of characters, ? for exactly one", () => {
  expectLeql("{f: 'prog*.exe'}", "f=/^prog[\\s\\S]*\\.exe$/i");
  expectLeql("{f: 'prog?.exe'}", "f=/^prog[\\s\\S]\\.exe$/i");
});

test("wildcards at the ends are contains, startswith and endswith", () => {
  expectLeql("{f: '*a*'}", 'f ICONTAINS "a"');
  expectLeql("{f: 'a*'}", 'f ISTARTS-WITH "a"');
  expectLeql("{f: '*a'}", "f=/.*a$/i");
  expectLeql("{f: '*'}", "f = /.*/");
});

test("a single backslash is plain, and so are two", () => {
  expectLeql("{f: 'C:\\Windows\\a.exe'}", 'f = NOCASE("C:\\Windows\\a.exe")');
  expectLeql("{f: 'C:\\\\Windows'}", 'f = NOCASE("C:\\Windows")');
});

test("three and four backslashes are two", () => {
  expectLeql("{f: '\\\\\\host'}", 'f = NOCASE("\\\\host")');
  expectLeql("{f: '\\\\\\\\host'}", 'f = NOCASE("\\\\host")');
});

test("a backslash takes the meaning from a wildcard", () => {
  expectLeql("{f: 'a\\*'}", 'f = NOCASE("a*")');
  expectLeql("{f: 'a\\?'}", 'f = NOCASE("a?")');
  expectLeql("{f: 'a\\\\*'}", 'f ISTARTS-WITH "a\\"');
  expectLeql("{f: 'a\\\\\\*'}", 'f = NOCASE("a\\*")');
});

test("the wildcard that a modifier adds is not escaped by a backslash before it", () => {
  expectLeql("{f|startswith: 'C:\\'}", 'f ISTARTS-WITH "C:\\"');
  expectLeql("{f|contains: '\\a\\'}", 'f ICONTAINS "\\a\\"');
});
