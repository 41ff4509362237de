import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { concatBytes } from "../../lib/bytes.ts";
import { PLACE_SIZE } from "../../lib/match/events/batch.ts";
import { eventBatches, type EventFormat } from "../../lib/match/events/event_batches.ts";
import { ioErrorKind } from "../../lib/runtime/io_error.ts";
import { gunzip } from "../../lib/runtime/gunzip.ts";

const encoder = new TextEncoder();

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

interface Cut {
  readonly line: number;
  readonly text: string;
}

async function cut(
  input: string | Uint8Array,
  { format = "auto" as EventFormat, size = 1 << 16, limit = 1 << 20 } = {},
): Promise<Cut[]> {
  const bytes = typeof input === "string" ? encoder.encode(input) : input;
  const found: Cut[] = [];
  for await (const batch of eventBatches(chunked(bytes, size), { format, limit, gunzip })) {
    assert.equal(batch.first, found.length);
    for (let at = 0; at < batch.places.length; at += PLACE_SIZE) {
      const [start, end, line] = batch.places.subarray(at);
      found.push({ line, text: new TextDecoder().decode(batch.bytes.subarray(start, end)) });
    }
  }
  return found;
}

const texts = (found: readonly Cut[]): string[] => found.map(({ text }) => text.trim());
const lines = (found: readonly Cut[]): number[] => found.map(({ line }) => line);

test("NDJSON gives an event a line; blank lines are none", async () => {
  const found = await cut('{"a":1}\r\n\n  \n{"a":2}\nnot json\n{"a":3}');
  assert.deepEqual(texts(found), ['{"a":1}', '{"a":2}', "not json", '{"a":3}']);
  assert.deepEqual(lines(found), [1, 4, 5, 6]);
});

test("an array gives its elements, with the lines on which they begin", async () => {
  const found = await cut(
    '\n[\n {"a": [1, "]"]},\n {\n  "b": "\\"}"\n },\n 12, "x,y", null, []\n]\n',
  );
  assert.deepEqual(texts(found), [
    '{"a": [1, "]"]}',
    '{\n  "b": "\\"}"\n }',
    "12",
    '"x,y"',
    "null",
    "[]",
  ]);
  assert.deepEqual(lines(found), [3, 4, 7, 7, 7, 7]);
});

test("values that take several lines stand one behind the other", async () => {
  const found = await cut('{\n "a": 1\n}\n{\n "a": 2\n}\n');
  assert.deepEqual(texts(found), ['{\n "a": 1\n}', '{\n "a": 2\n}']);
  assert.deepEqual(lines(found), [1, 4]);
});

test("evtx_dump's lines between the records are no events", async () => {
  const found = await cut('Record 1\n{\n "a": 1\n}\nRecord 2\n{\n "a": 2\n}\n');
  assert.deepEqual(texts(found), ['{\n "a": 1\n}', '{\n "a": 2\n}']);
});

test("an empty file, blanks and an empty array have no events", async () => {
  for (const text of ["", " \n\n", "[]", "[ ]\n", "\uFEFF"]) assert.deepEqual(await cut(text), []);
});

test("an event above the limit is one without bytes, the rest goes on", async () => {
  const long = `{"a":"${"x".repeat(100)}"}`;
  const ndjson = await cut(`{"a":1}\n${long}\n{"a":2}\n`, { limit: 50 });
  assert.deepEqual(texts(ndjson), ['{"a":1}', "", '{"a":2}']);
  assert.deepEqual(lines(ndjson), [1, 2, 3]);
  const json = await cut(`[{"a":1},\n${long},\n{"a":2}]`, { limit: 50, size: 7 });
  assert.deepEqual(texts(json), ['{"a":1}', "", '{"a":2}']);
  const end = await cut(`[{"a":1},${long.slice(0, -2)}`, { limit: 50, size: 7 });
  assert.deepEqual(texts(end), ['{"a":1}', ""]);
});

test("what is cut off at the end of the file is an event, for its fault to be told", async () => {
  assert.deepEqual(texts(await cut('[{"a":1},{"b":')), ['{"a":1}', '{"b":']);
  assert.deepEqual(texts(await cut('{"a":1}\n{"b":')), ['{"a":1}', '{"b":']);
});

test("the format can be forced", async () => {
  assert.deepEqual(texts(await cut("[1,2]\n[3]", { format: "ndjson" })), ["[1,2]", "[3]"]);
  assert.deepEqual(texts(await cut('{"a":1} {"a":2}', { format: "json" })), ['{"a":1}', '{"a":2}']);
});

test("gzip, UTF-16 and byte order marks are unpacked", async () => {
  const text = '{"a":"ä"}\n{"a":"日本"}\n';
  const utf16 = (swap: boolean): Uint8Array => {
    const bytes = new Uint8Array((text.length + 1) * 2);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, 0xfeff, !swap);
    for (let at = 0; at < text.length; at++) {
      view.setUint16(2 * at + 2, text.charCodeAt(at), !swap);
    }
    return bytes;
  };
  const gzip = gzipSync(encoder.encode(text));
  for (const input of [gzip, utf16(false), utf16(true), gzipSync(utf16(false)), `\uFEFF${text}`]) {
    for (const size of [1, 5, 1000]) {
      assert.deepEqual(texts(await cut(input, { size })), ['{"a":"ä"}', '{"a":"日本"}']);
    }
  }
});

test("gzip of several members, as log shippers append them, is unpacked whole", async () => {
  const members = ['{"a":1}\n', '{"a":', "2}\n"].map((text) => gzipSync(encoder.encode(text)));
  const bytes = concatBytes(members);
  for (const size of [1, 7, 1000]) {
    assert.deepEqual(texts(await cut(bytes, { size })), ['{"a":1}', '{"a":2}']);
  }
});

test("damaged gzip is an error", async () => {
  const damaged = (error: unknown): boolean => ioErrorKind(error) === "damaged-gzip";
  const bytes = gzipSync(encoder.encode('{"a":1}\n'.repeat(1000)));
  await assert.rejects(cut(bytes.subarray(0, bytes.length - 20)), damaged);
  const changed = bytes.slice();
  changed[20] ^= 0xff;
  await assert.rejects(cut(changed), damaged);
});

test("a file that unpacks to gzip is unpacked once", async () => {
  const found = await cut(gzipSync(gzipSync(encoder.encode('{"a":1}\n'))));
  assert.ok(!texts(found).includes('{"a":1}'));
});

test("where the chunks end makes no difference", async () => {
  const event = fc.json({ maxDepth: 3 });
  const file = fc.oneof(
    fc.array(event).map((all) => `${all.join("\n")}\n`),
    fc.array(event).map((all) => `[${all.join(", \n")}]`),
    fc.array(event).map((all) =>
      all.map((one) => JSON.stringify(JSON.parse(one), null, 1)).join("\n")
    ),
    fc.string({ unit: fc.constantFrom(...'{}[]",\\ \n1aRecord') }),
  );
  await fc.assert(
    fc.asyncProperty(
      file,
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom("auto", "json", "ndjson"),
      async (text, size, format) => {
        const options = { format: format as EventFormat };
        assert.deepEqual(await cut(text, { ...options, size }), await cut(text, options));
      },
    ),
    { seed: 20261124, numRuns: 300 },
  );
});

test("the elements of an array are all found", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.json()), fc.integer({ min: 1, max: 20 }), async (all, size) => {
      const found = await cut(`[${all.join(",\n")}]`, { size });
      assert.deepEqual(
        found.map(({ text }) => JSON.parse(text)),
        all.map((one) => JSON.parse(one)),
      );
    }),
    { seed: 20261124, numRuns: 200 },
  );
});
