import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeEvent } from "../../lib/match/events/decode_event.ts";

const encoder = new TextEncoder();

function decode(text: string | Uint8Array, isWindows = true) {
  return decodeEvent(typeof text === "string" ? encoder.encode(text) : text, isWindows);
}

function faultOf(text: string | Uint8Array): string {
  const event = decode(text);
  assert.ok("code" in event, JSON.stringify(event));
  return `${event.code}: ${event.message}${event.hint === undefined ? "" : ` (${event.hint})`}`;
}

test("a line keeps its text, without a carriage return", () => {
  const event = decode('{"a": 1}\r');
  assert.ok("fields" in event);
  assert.deepEqual(event.fields, { a: 1 });
  assert.equal(event.line, '{"a": 1}');
});

test("an event over several lines has its line as it is stored", () => {
  const event = decode('{\n "a": "x\\ny"\n}');
  assert.ok("fields" in event);
  assert.equal(event.line, '{"a":"x\\ny"}');
});

test("events of the Windows event log get Sigma's names, where they are wanted", () => {
  const text = '{"Event":{"System":{"EventID":1},"EventData":{"Image":"a.exe"}}}';
  const event = decode(text);
  assert.ok("fields" in event);
  assert.deepEqual({ ...event.fields }, { Image: "a.exe", EventID: 1 });
  assert.equal(event.line, text);
  const kept = decode(text, false);
  assert.ok("fields" in kept);
  assert.deepEqual(Object.keys(kept.fields), ["Event"]);
});

test("what is no event is a fault with its reason", () => {
  const cases: readonly [string | Uint8Array, RegExp][] = [
    ["not json", /^event-not-json: Cannot read the event: the line is not JSON$/],
    ["[1]", /^event-not-json: .* a list, not a JSON object$/],
    ["12", /a number, not a JSON object$/],
    ['{"a":', /not JSON$/],
    ['{"a":"\u0000"}', /not JSON \(It has NUL characters: save the file in UTF-8\)$/],
    [new Uint8Array([0x7b, 0xff, 0x7d]), /it is not UTF-8 text$/],
    ["<Event><System/></Event>", /\(It looks like XML: make JSON of it\)$/],
    [
      "ElfFile\0\x01",
      /\(The file is a Windows event log: make JSON of it with evtx_dump -o jsonl\)$/,
    ],
    [`{"a":${"[".repeat(200)}${"]".repeat(200)}}`, /nested deeper than 100 levels$/],
    [`${"[".repeat(500_000)}`, /^event-not-json: /],
  ];
  for (const [text, expected] of cases) assert.match(faultOf(text), expected);
});
