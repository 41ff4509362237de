import assert from "node:assert/strict";
import { test } from "node:test";
import { type DocumentBytes, splitDocuments } from "../../lib/stream/split_documents.ts";
import { splitDocuments as splitText } from "../../lib/yaml/split.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

async function* chunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = encoder.encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

async function split(text: string, size = 7, limit = 1000): Promise<DocumentBytes[]> {
  const documents: DocumentBytes[] = [];
  for await (const document of splitDocuments(chunks(text, size), limit)) documents.push(document);
  return documents;
}

async function texts(text: string, size?: number): Promise<string[]> {
  return (await split(text, size)).map(({ bytes }) => decoder.decode(bytes));
}

test("splitDocuments() splits in front of document lines", async () => {
  assert.deepEqual(await texts("a: 1\n---\nb: 2\n--- \nc: 3"), [
    "a: 1\n",
    "---\nb: 2\n",
    "--- \nc: 3",
  ]);
});

test("splitDocuments() leaves dashes alone that are no document line", async () => {
  const text = "a: ---\n ---\n----\n---x\n--\n- -\nb: |\n  ---\n";
  assert.deepEqual(await texts(text), [text]);
});

test("splitDocuments() keeps comments and directives with the document behind them", async () => {
  assert.deepEqual(await texts("# head\n%YAML 1.1\n---\na: 1\n---\n# more\n\n---\nb: 2\n"), [
    "# head\n%YAML 1.1\n---\na: 1\n",
    "---\n# more\n\n---\nb: 2\n",
  ]);
});

test("splitDocuments() drops a byte order mark at the beginning", async () => {
  assert.deepEqual(await texts("\u{feff}# head\n---\na: 1\n"), ["# head\n---\na: 1\n"]);
});

test("splitDocuments() finds no document in blanks, comments and markers", async () => {
  assert.deepEqual(await texts(""), []);
  assert.deepEqual(await texts("---\n---\n...\n  # only\n\t\n---"), []);
});

test("splitDocuments() counts documents and the lines in front of them", async () => {
  const documents = await split("# x\n---\r\na: 1\r\n---\r\nb: 2\rc: 3\n---\nd: 4\n");
  assert.deepEqual(documents.map(({ index, line }) => [index, line]), [[0, 0], [1, 3], [2, 6]]);
});

test("splitDocuments() gives the same wherever the stream is cut", async () => {
  const text = "\u{feff}# x\n---\ntitle: ä€😀\n---\n...\n---\r\nb: |\n  ---\n---\nc: 3\n---";
  const whole = await texts(text, 1000);
  for (let size = 1; size < 40; size++) assert.deepEqual(await texts(text, size), whole);
});

test("splitDocuments() counts documents as the compiler does in a file", async () => {
  const streams = [
    "a: 1\n---\nb: 2\n",
    "---\na: 1\n---\n---\nb: 2\n---\n",
    "# x\n---\na: 1\n--- # y\n---\nb: 2\n...\n---\nc: 3\n",
    "--- {a: 1}\n--- {b: 2}\n",
    "a: 1\r\n---\r\n\r\n---\r\nb: 2\r\n",
  ];
  for (const stream of streams) {
    const documents = await split(stream);
    assert.equal(documents.length, splitText(stream).length, JSON.stringify(stream));
    for (const { bytes } of documents) assert.equal(splitText(decoder.decode(bytes)).length, 1);
  }
});

test("splitDocuments() skips a document above the limit and goes on behind it", async () => {
  const long = "x".repeat(2000);
  for (const text of [`a: ${long}`, `a: 1\n${"b: 2\n".repeat(400)}`]) {
    const documents = await split(`---\nz: 1\n---\n${text}\n---\nc: 3\n`, 64);
    assert.deepEqual(documents.map(({ index, tooLarge }) => [index, tooLarge]), [
      [0, false],
      [1, true],
      [2, false],
    ]);
    assert.equal(documents[1].bytes.length, 0);
    assert.equal(decoder.decode(documents[2].bytes), "---\nc: 3\n");
  }
});
