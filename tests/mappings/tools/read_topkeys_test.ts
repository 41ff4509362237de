import assert from "node:assert/strict";
import { test } from "node:test";
import { readTopKeys } from "../../../lib/mappings/tools/read_topkeys.ts";

const KEYS = { keys: ["query", "process.exe_path", "user"] };

const FORMS: readonly (readonly [name: string, text: string])[] = [
  [
    "an answer of the API",
    '{"topkeys": [{"key": "json.query", "weight": 0.9}, {"key": "json.process.exe_path"}, ' +
    '{"key": "user", "weight": 0}]}',
  ],
  ["a list of objects", '[{"key": "query"}, {"name": "process.exe_path"}, {"key": "json.user"}]'],
  ["a list of names", ' ["query", "process.exe_path", "user", "json.query"]\n'],
  ["a name a line", "\uFEFF# DNS\r\nquery\r\njson.process.exe_path  # of the process\r\n\r\nuser"],
];

for (const [name, text] of FORMS) {
  test(`readTopKeys() reads ${name}`, () => assert.deepEqual(readTopKeys(text), KEYS));
}

const FAULTS: readonly (readonly [text: string, reason: RegExp])[] = [
  ["", /^it names no key$/],
  ["[]", /^it names no key$/],
  ["{", /^it is not JSON: /],
  ['{"logs": []}', /^it is an object without a list "topkeys"/],
  ['{"topkeys": "query"}', /^it is an object without a list "topkeys"/],
  ['["query", 1]', /^item 2 of its list names no key$/],
  ["[null]", /^item 1 of its list names no key$/],
];

for (const [text, reason] of FAULTS) {
  test(`readTopKeys() refuses ${JSON.stringify(text)}`, () => {
    const found = readTopKeys(text);
    assert.ok("reason" in found);
    assert.match(found.reason, reason);
  });
}
