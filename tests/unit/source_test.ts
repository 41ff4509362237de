import assert from "node:assert/strict";
import test from "node:test";
import { lineColumn } from "../../lib/source.ts";

function at(text: string, offset: number): string {
  const { line, column } = lineColumn(text, offset);
  return `${line}:${column}`;
}

test("line and column count from 1", () => {
  assert.equal(at("", 0), "1:1");
  assert.equal(at("ab", 1), "1:2");
  assert.equal(at("a\nb\n", 2), "2:1");
  assert.equal(at("a\nb\n", 4), "3:1");
});

test("line breaks are LF, CRLF and CR", () => {
  assert.equal(at("a\r\nbc", 4), "2:2");
  assert.equal(at("a\rbc", 3), "2:2");
  assert.equal(at("a\r\r\n\nb", 5), "4:1");
  assert.equal(at("a\r\nb", 2), "1:3");
});

test("columns count UTF-16 code units", () => assert.equal(at("😀x", 2), "1:3"));

test("an offset behind the end is the end", () => assert.equal(at("a\nb", 99), "2:2"));
