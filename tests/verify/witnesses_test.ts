import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeEvent } from "../../lib/event/event.ts";
import { sigmaMatcher } from "../../lib/evaluate/sigma_matcher.ts";
import { readDocuments } from "../../lib/sigma/documents.ts";
import type { WitnessOptions } from "../../lib/verify/witnesses/witness.ts";
import { witnesses } from "../../lib/verify/witnesses/witnesses.ts";
import { listFiles, ROOT } from "../helpers/project.ts";
import { SAMPLE_RULE } from "../helpers/sample_rule.ts";
import { eventsOf, readRule } from "./helpers.ts";

function matching(detection: string): { matched: string[]; missed: string[] } {
  const matcher = sigmaMatcher(readRule(detection), 0);
  assert.ok("matches" in matcher);
  const matched: string[] = [];
  const missed: string[] = [];
  for (const { fields, line, why } of eventsOf(detection)) {
    const event = makeEvent(fields, line);
    (matcher.matches(event) ? matched : missed).push(`${why} ${JSON.stringify(fields)}`);
  }
  return { matched, missed };
}

test("the same seed gives the same events, another seed others", () => {
  const detection = "Image|endswith: ['\\a.exe', '\\b.exe']\nCommandLine|contains: x*y";
  assert.deepEqual(eventsOf(detection), eventsOf(detection));
  assert.notDeepEqual(eventsOf(detection), eventsOf(detection, { seed: 8 }));
});

test("a limit cuts the events, and what covers more comes first", () => {
  const detection = "Image: [a, b, c, d, e, f]";
  const all = eventsOf(detection);
  const few = eventsOf(detection, { limit: 12 });
  assert.equal(few.length, 12);
  assert.deepEqual(few, all.slice(0, 12));
  const values = few.map(({ fields }) => fields.Image);
  for (const value of "abcdef") assert.ok(values.includes(value), value);
});

test("each alternative of each list decides once", () => {
  const { matched } = matching(`
a:
  Image|endswith: ['\\one.exe', '\\two.exe']
  CommandLine|contains: [alpha, beta]
b:
  - User: gamma
  - ProcessId: 77
f:
  ParentImage: delta
condition: (a or b) and not f`);
  for (const text of ["one.exe", "two.exe", "alpha", "beta", "gamma", "77"]) {
    assert.ok(matched.some((event) => event.includes(text)), text);
  }
  assert.ok(matched.every((event) => !/"ParentImage":"delta"/.test(event)));
});

test("a negated selection is satisfied too, so that the rule fails", () => {
  const { missed } = matching(`
s: { Image: a }
f: { User: b, ProcessId: 5 }
condition: s and not f`);
  assert.ok(missed.some((event) => /"Image":"a"/.test(event) && /"User":"b"/.test(event)));
});

const KINDS: readonly (readonly [detection: string, wanted: readonly string[]])[] = [
  ["Image: abc", [
    "with its case flipped",
    "with its first character changed",
    "with text in front",
    "with text behind",
    "with a line break behind",
    "left out",
    "null",
    "empty",
    "in a list behind another value",
    "a list without its value",
  ]],
  ["Image: 'a*b?c'", [
    "with nothing for *",
    "with a line break for *",
    "with a slash for *",
    "with an asterisk for *",
    "with nothing for ?",
    "with two characters for ?",
    "with a character beyond 16 bits for ?",
  ]],
  ["Image: 'a\\*b \\? \"c\"'", [
    "with text for its literal *",
    "with another character for its literal ?",
    "with a backslash before its literal wildcards",
    "with the other kind of quotes",
  ]],
  ["Image|contains: 'C:\\x y'", [
    "with its backslashes doubled",
    "with slashes for its backslashes",
    "with nothing for the rest",
    "with a line break for the rest",
    "without its blanks",
  ]],
  ["ProcessId: 5", ["one more", "one less", "as a text", "with a digit behind", "with a fraction"]],
  ["ProcessId|gte: 5", ["the bound itself", "one below the bound", "a text that is no number"]],
  ["Flag: true", ["turned over", "as a text", "as a number"]],
  ["ip|cidr: 10.1.0.0/16", [
    "the first address",
    "the last address",
    "the address before the first one",
    "the address behind the last one",
  ]],
  ["ip|cidr: '2001:db8::/32'", ["the first address, spelled in full", "an IPv4 address"]],
  ["Image|re: 'a(b|c)d{2}'", ["with its case flipped", "with another alternative", "alone"]],
  ["Image|fieldref: User", [
    "equal to the other field",
    "equal to the other field but for case",
    "there, the other field left out",
    "left out, and so the other field",
  ]],
  ["Image|exists: true", ["left out", "null", "empty", "a line break alone"]],
  ["Image: null", ["left out", "null", "empty", "another text"]],
  ["CommandLine|windash: ' -a'", [
    "with slashes for its dashes",
    "with horizontal bars for its dashes",
  ]],
  ["CommandLine|base64offset|contains: abc", [
    "in base64 with 0 bytes in front and 0 behind",
    "in base64 with 1 bytes in front and 2 behind",
    "in base64 with 2 bytes in front and 1 behind",
  ]],
];

for (const [detection, wanted] of KINDS) {
  test(`near misses of ${detection}`, () => {
    const shown = eventsOf(detection).map(({ why }) => why);
    for (const how of wanted) assert.ok(shown.some((why) => why.endsWith(how)), how);
  });
}

test("keywords stand in lines of plain text and of JSON", () => {
  const lines = eventsOf("- 'say \"hi\"'").map(({ line }) => line!);
  assert.ok(lines.some((line) => line.includes('say \\"hi\\"')));
  assert.ok(lines.some((line) => !line.startsWith("{") && line.includes('say "hi"')));
});

test("several tests on one field are met together", () => {
  const { matched } = matching(
    "CommandLine|startswith: 'C:\\'\nCommandLine|endswith: .tmp\nCommandLine|contains|all: [x, y]",
  );
  assert.ok(matched.length > 10);
});

test("fields with hashes get whole digests", () => {
  const detection =
    "Hashes|contains: ['MD5=0123', 'SHA1=0123456789abcdef0123456789abcdef01234567']";
  const events = eventsOf(detection, {
    hashFields: new Map([["Hashes", ["MD5", "SHA256"]]]),
    limit: 4,
  });
  assert.ok(
    events.some(({ fields }) => /(?:^|,)MD5=0123[0-9a-f]{28}(?:$|,)/.test(`${fields.Hashes}`)),
  );
});

test("a regular expression without a text is counted", () => {
  const tally = { regexes: 0, untried: false };
  eventsOf("Image|re: 'a\\bb'", { tally });
  assert.equal(tally.regexes, 1);
});

test("what is expected is what the rule gives, for every rule of the project", () => {
  const texts = [join(ROOT, "tests", "cases"), join(ROOT, "tools", "mutations", "rules")]
    .flatMap((folder) => listFiles(folder, ".yml"))
    .map((path) => readFileSync(path, "utf8"));
  let known = 0;
  for (const text of [...texts, SAMPLE_RULE]) {
    for (const { content, diagnostics } of readDocuments(text)) {
      if (content?.kind !== "Rule" || diagnostics.some(({ severity }) => severity === "error")) {
        continue;
      }
      for (let index = 0; index < content.conditions.length; index++) {
        const matcher = sigmaMatcher(content, index);
        if (!("matches" in matcher)) continue;
        const options: WitnessOptions = { seed: 5, limit: 150, written: content };
        for (const { fields, line, why, expected } of witnesses(content, index, options)) {
          if (expected === undefined) continue;
          known++;
          const outcome: boolean = matcher.matches(makeEvent(fields, line));
          assert.equal(outcome, expected, `${text}\n${why} ${JSON.stringify(fields)}`);
        }
      }
    }
  }
  assert.ok(known > 5000, `${known}`);
});
