import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeUtf8 } from "../../lib/stream/decode.ts";

test("decodeUtf8() drops a byte order mark and refuses what is not UTF-8", () => {
  assert.equal(decodeUtf8(new Uint8Array([0xef, 0xbb, 0xbf, 0x61])), "a");
  assert.equal(decodeUtf8(new Uint8Array([0xff, 0xfe, 0x61, 0])), null);
  assert.equal(decodeUtf8(new Uint8Array([0x61, 0xe4, 0x62])), null);
  assert.equal(decodeUtf8(new Uint8Array(0)), "");
});
