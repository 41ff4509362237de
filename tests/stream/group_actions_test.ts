import assert from "node:assert/strict";
import { test } from "node:test";
import { groupActions } from "../../lib/stream/group_actions.ts";
import { splitDocuments } from "../../lib/stream/split_documents.ts";

const decoder = new TextDecoder();

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

/** Index, line and text of each group; without a text where a document is too large. */
async function group(documents: readonly string[], limit = 1000, most = 1000): Promise<unknown[]> {
  const groups: unknown[] = [];
  const split = splitDocuments(chunks(documents.join("")), most);
  for await (const { index, line, bytes, tooLarge } of groupActions(split, limit)) {
    groups.push([index, line, tooLarge ? undefined : decoder.decode(bytes)]);
  }
  return groups;
}

const A = "title: A\n";
const B = "---\ntitle: B\n";
const C = "---\ntitle: C\n";
const GLOBAL = "---\naction: global\nlevel: low\n";
const RESET = "---\naction: reset\n";
const REPEAT = "---\naction: repeat\ntitle: R\n";

test("groupActions() leaves documents without an action alone", async () => {
  assert.deepEqual(await group([A, B, C]), [[0, 0, A], [1, 1, B], [2, 3, C]]);
  const field = "---\ntitle: F\ndetection:\n  s:\n    action: global\n";
  assert.deepEqual(await group([A, field, B]), [[0, 0, A], [1, 1, field], [2, 6, B]]);
  const broken = "---\naction: [global\n";
  assert.deepEqual(await group([A, broken, B]), [[0, 0, A], [1, 1, broken], [2, 3, B]]);
});

test("groupActions() joins what is behind a global document, until a reset", async () => {
  assert.deepEqual(await group([A, GLOBAL, B, C, RESET, B, C]), [
    [0, 0, A],
    [1, 1, GLOBAL + B + C + RESET],
    [5, 10, B],
    [6, 12, C],
  ]);
  assert.deepEqual(await group([GLOBAL, A, B, GLOBAL, C]), [[0, 0, GLOBAL + A + B + GLOBAL + C]]);
});

test("groupActions() joins a repetition with the document in front of it", async () => {
  assert.deepEqual(await group([A, B, REPEAT, REPEAT, C]), [
    [0, 0, A],
    [1, 1, B + REPEAT + REPEAT],
    [4, 9, C],
  ]);
  const first = REPEAT.slice(4);
  assert.deepEqual(await group([first, B]), [[0, 0, first], [1, 2, B]]);
});

test("groupActions() knows an action in every way to write it", async () => {
  const ways = [
    "---\naction : 'global'\nlevel: low\n",
    '---\nlevel: low\n"action": "global"\n',
    "---\nlevel: low\naction: global # for all\n",
    "--- { level: low, action: global }\n",
    "---\r\naction: global\r\nlevel: low\r\n",
  ];
  for (const way of ways) assert.deepEqual(await group([way, B]), [[0, 0, way + B]], way);
});

test("groupActions() begins a new group at its limit, where the global document still holds", async () => {
  const size = GLOBAL.length + B.length;
  assert.deepEqual(await group([A, GLOBAL, B, C, B, RESET, C], size), [
    [0, 0, A],
    [1, 1, GLOBAL + B],
    // The document with index 3 stands in line 6, behind the three lines of the global one.
    [2, 3, GLOBAL + C],
    [3, 5, GLOBAL + B],
    [5, 10, RESET],
    [6, 12, C],
  ]);
});

test("groupActions() lets a global document hold behind one that is too large", async () => {
  const large = `---\ntitle: ${"x".repeat(100)}\n`;
  assert.deepEqual(await group([GLOBAL, B, large, C], 1000, 100), [
    [0, 0, GLOBAL + B],
    [2, 5, undefined],
    [2, 4, GLOBAL + C],
  ]);
});
