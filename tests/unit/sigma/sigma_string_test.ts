import assert from "node:assert/strict";
import test from "node:test";
import {
  decodeString,
  encodeParts,
  joinParts,
  literalText,
  stringValue,
  withParts,
} from "../../../lib/sigma/sigma_string.ts";
import { ANY, ONE, type StringPart } from "../../../lib/sigma/value.ts";
import { allStrings } from "../../helpers/strings.ts";

const text = (content: string): StringPart => ({ kind: "Text", text: content });

function decodes(raw: string, ...parts: StringPart[]): void {
  assert.deepEqual(decodeString(raw), parts, raw);
}

test("text and wildcards", () => {
  decodes("");
  decodes("abc", text("abc"));
  decodes("*", ANY);
  decodes("a*b?c", text("a"), ANY, text("b"), ONE, text("c"));
  decodes("??", ONE, ONE);
  decodes("**a***", ANY, text("a"), ANY);
  decodes("*?*", ANY, ONE, ANY);
});

test("a backslash escapes wildcards and itself alone", () => {
  decodes("a\\b", text("a\\b"));
  decodes("a\\\\b", text("a\\b"));
  decodes("a\\*b", text("a*b"));
  decodes("a\\?b", text("a?b"));
  decodes("a\\\\*b", text("a\\"), ANY, text("b"));
  decodes("a\\\\\\*b", text("a\\*b"));
  decodes("a\\\\\\b", text("a\\\\b"));
  decodes("a\\\\\\\\b", text("a\\\\b"));
  decodes("C:\\Temp\\", text("C:\\Temp\\"));
  decodes("\\", text("\\"));
  decodes("\\*", text("*"));
});

test("an escaped wildcard is never a part of its own", () => {
  decodes("*\\**", ANY, text("*"), ANY);
});

test("encoding and decoding again gives the same parts, for every short text", () => {
  for (const raw of allStrings("\\*?a%", 6)) {
    const parts = decodeString(raw);
    assert.deepEqual(decodeString(encodeParts(parts)), parts, JSON.stringify(raw));
  }
});

test("parts joined are in the form that decoding gives", () => {
  assert.deepEqual(joinParts([text("a"), text("b"), ANY, ANY, text(""), ONE, ONE, text("c")]), [
    text("ab"),
    ANY,
    ONE,
    ONE,
    text("c"),
  ]);
});

test("the literal text of a value", () => {
  const span = { start: 0, end: 0 };
  assert.equal(literalText(stringValue("", span)), "");
  assert.equal(literalText(stringValue("a\\*", span)), "a*");
  assert.equal(literalText(stringValue("a*", span)), undefined);
  assert.equal(literalText(stringValue("?", span)), undefined);
});

test("other parts keep case and encoding, and lose the raw text", () => {
  const span = { start: 0, end: 1 };
  const value = { ...stringValue("a", span), cased: true, encoding: "utf16le" } as const;
  assert.deepEqual(withParts(value, [text("b")]), {
    kind: "String",
    parts: [text("b")],
    cased: true,
    span,
    encoding: "utf16le",
  });
});
