import assert from "node:assert/strict";
import { test } from "node:test";
import { makeEvent } from "../../lib/event/event.ts";
import { sigmaMatcher } from "../../lib/evaluate/sigma_matcher.ts";
import { eventsOf, readRule, verifyText } from "./helpers.ts";

const REFERENCES = [
  "Image|fieldref: User",
  "Image|fieldref|cased: User",
  "Image|fieldref|neq: User",
  "Image|fieldref: Image",
  "Image|fieldref|all: [User, Company]",
  "Image|fieldref|startswith: User",
];
const OTHERS = [
  "Image|exists: false",
  "Image|exists: true",
  "User|exists: false",
  "User: null",
  "Image: null",
  "User: ''",
  "User|contains: x",
];
const CONDITIONS = ["a and b", "a or b", "a and not b", "not a and b", "not (a or b)"];

test("what is known of events with two fields compared is true", () => {
  for (const reference of REFERENCES) {
    for (const other of OTHERS) {
      for (const condition of CONDITIONS) {
        const detection = `a: { ${reference} }\nb: { ${other} }\ncondition: ${condition}`;
        const matcher = sigmaMatcher(readRule(detection), 0);
        assert.ok("matches" in matcher);
        for (const { fields, why, expected } of eventsOf(detection)) {
          if (expected === undefined) continue;
          const outcome = matcher.matches(makeEvent(fields));
          assert.equal(outcome, expected, `${detection}\n${why} ${JSON.stringify(fields)}`);
        }
      }
    }
  }
});

test("a field that must be missing is compared with no other", () => {
  const both = "s: { Image|fieldref|cased: User, User|exists: false }\ncondition: s";
  const { outcome, diagnostics } = verifyText(both, "Image == User AND User != /.*/");
  assert.equal(outcome, "not-verified");
  assert.equal(diagnostics[0].message, "No event was found that the rule matches");
  const either = "a: { Image|fieldref|cased: User }\nb: { User|exists: false }\ncondition: a or b";
  assert.equal(verifyText(either, "Image == User OR User != /.*/").outcome, "verified");
  assert.equal(verifyText(either, "Image == User OR User = /.*/").outcome, "differs");
});

test("two fields without a value are equal when both are the empty text", () => {
  const detection = "s: { Image|fieldref|cased: User, User: null }\ncondition: s";
  assert.equal(verifyText(detection, "Image == User AND User != /.+/").outcome, "verified");
  assert.equal(verifyText(detection, "Image == User").outcome, "differs");
});
