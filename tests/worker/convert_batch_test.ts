import assert from "node:assert/strict";
import { test } from "node:test";
import { truncateSync } from "node:fs";
import { join } from "node:path";
import { convertBatch } from "../../lib/worker/convert_batch.ts";
import type { BatchItem, BatchOutput, OutputKind } from "../../lib/worker/protocol.ts";
import { inFolder, records, write } from "../cli/helpers.ts";
import { makeFakeCompiler } from "./fake_compile.ts";

const decoder = new TextDecoder();
const encoder = new TextEncoder();

function convert(items: readonly BatchItem[], to: OutputKind = "ndjson"): Promise<BatchOutput> {
  return convertBatch(items, {
    compiler: makeFakeCompiler(),
    formats: ["default"],
    to,
    collectQueries: false,
  });
}

function text({ bytes }: BatchOutput): string {
  return decoder.decode(bytes);
}

function document(text: string, index: number, line: number): BatchItem {
  return { kind: "Document", path: "-", bytes: encoder.encode(text), index, line };
}

test("convertBatch() reads files, with a byte order mark or without", async () => {
  await inFolder({ "a.yml": "a", "b.yml": "\u{feff}b" }, async (folder) => {
    const items = ["a.yml", "b.yml"].map((path): BatchItem => ({
      kind: "File",
      path,
      file: join(folder, path),
    }));
    assert.deepEqual(records(text(await convert(items))).map(({ query }) => query), ["a", "b"]);
  });
});

test("convertBatch() says why a file cannot be read, and goes on", async () => {
  await inFolder({
    "latin1.yml": new Uint8Array([0x74, 0xe4, 0x74]),
    "utf16.yml": new Uint8Array([0xff, 0xfe, 0x61, 0]),
    "large.yml": "",
    "folder.yml/x": "",
    "good.yml": "good",
  }, async (folder) => {
    truncateSync(join(folder, "large.yml"), 50_000_000);
    const paths = ["latin1.yml", "utf16.yml", "large.yml", "gone.yml", "folder.yml", "good.yml"];
    const output = await convert(
      paths.map((path) => ({ kind: "File", path, file: join(folder, path) })),
    );
    const found = records(text(output)).map(({ path, error }) => `${path} ${error?.code}`);
    assert.deepEqual(found, [
      "latin1.yml io-not-utf8",
      "utf16.yml io-not-utf8",
      "large.yml io-too-large",
      "gone.yml io-not-found",
      "folder.yml io-read",
      "good.yml undefined",
    ]);
    assert.equal(output.counts.io, 5);
    assert.equal(output.counts.converted, 1);
  });
});

test("convertBatch() reads a file up to the limit whole", async () => {
  await inFolder({}, async (folder) => {
    const file = join(folder, "a.yml");
    write(file, "x".repeat(16 * 1024 * 1024));
    const [record] = records(text(await convert([{ kind: "File", path: "a.yml", file }])));
    assert.equal(record.query.length, 16 * 1024 * 1024);
    write(file, "x".repeat(16 * 1024 * 1024 + 1));
    const [fault] = records(text(await convert([{ kind: "File", path: "a.yml", file }])));
    assert.equal(fault.error.code, "io-too-large");
  });
});

test("convertBatch() turns an exception into a fault of its file alone", async () => {
  const found = records(text(await convert([document("throw", 0, 0), document("a", 1, 3)])));
  assert.equal(found[0].error.code, "internal");
  assert.match(found[0].error.message, /thrown by the compiler/);
  assert.equal(found[1].query, "a");
});

test("convertBatch() moves the places of a document to its stream", async () => {
  const [, found] = records(text(await convert([document("a", 6, 0), document("fail", 7, 100)])));
  assert.equal(found.rule, 7);
  assert.deepEqual([found.error.line, found.error.column], [102, 3]);
});

test("convertBatch() separates queries by blank lines in texts", async () => {
  const output = await convert(
    [document("a", 0, 0), document("fail", 1, 1), document("b", 2, 2)],
    "text",
  );
  assert.equal(text(output), "a\n\nb\n");
  assert.match(output.messages, /^-: warning: Odd \[invalid-metadata\]\n-:3:3: error: /);
});

test("convertBatch() makes the files of a tree and the lines of the manifest", async () => {
  const output = await convert([document("a", 0, 0), document("fail", 1, 1)], "tree");
  assert.deepEqual(output.files, [
    { path: "default/stdin.leql", text: "a\n", append: true },
    { path: "default/stdin.leql", text: null, append: true },
  ]);
  const lines = records(text(output));
  assert.deepEqual(lines.map(({ outcome, files }) => [outcome, files]), [
    ["converted", ["default/stdin.leql"]],
    ["invalid", []],
  ]);
});
