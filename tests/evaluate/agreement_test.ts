import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { makeEvent } from "../../lib/event/event.ts";
import { SEED } from "../helpers/random.ts";
import { EVENTS, pairOf, RULES } from "./agreement.ts";

test("a rule and its query match the same events", () => {
  let matched = 0;
  let converted = 0;
  const property = fc.property(
    RULES,
    fc.array(EVENTS, { minLength: 20, maxLength: 20 }),
    (rule, events) => {
      const pair = pairOf(rule);
      if (pair === undefined) return;
      converted++;
      for (const fields of events) {
        const event = makeEvent(fields);
        const expected = pair.sigma.matches(event);
        if (expected) matched++;
        for (const leql of pair.leql) {
          assert.equal(leql.matches(event), expected, `${pair.query} on ${JSON.stringify(fields)}`);
        }
      }
    },
  );
  fc.assert(property, { seed: SEED, numRuns: 500 });
  assert.ok(converted > 400, `${converted} rules have a query`);
  assert.ok(matched > 1000, `${matched} events match`);
});
