import assert from "node:assert/strict";
import test from "node:test";
import { SEED } from "../helpers/random.ts";
import { PROPERTIES } from "./properties.ts";
import type { Tally } from "./property.ts";

for (const { name, summary, gateRuns, atLeast, check } of PROPERTIES) {
  test(`${name}: ${summary}`, () => {
    const tally: Tally = new Map();
    const failure = check(SEED, gateRuns, tally);
    if (failure !== undefined) {
      assert.fail(
        `${failure}\nAgain: deno task fuzz --property ${name} --seed ${SEED} --runs ${gateRuns}`,
      );
    }
    for (const [what, wanted] of Object.entries(atLeast)) {
      const found = tally.get(what) ?? 0;
      assert.ok(found >= wanted, `${found} ${what}, not ${wanted}`);
    }
  });
}
