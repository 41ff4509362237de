import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { MUTATIONS } from "../../tools/mutations/list.ts";
import { mutate } from "../../tools/mutations/mutation.ts";
import { ROOT } from "../helpers/project.ts";

test("there are enough mutations, each with a name of its own", () => {
  assert.ok(MUTATIONS.length >= 22);
  assert.equal(new Set(MUTATIONS.map(({ name }) => name)).size, MUTATIONS.length);
});

for (const mutation of MUTATIONS) {
  test(`the mutation "${mutation.name}" applies`, () => {
    const text = readFileSync(join(ROOT, mutation.file), "utf8");
    const mutated = mutate(text, mutation);
    assert.ok(mutated !== undefined && mutated !== text);
    for (const file of mutation.tests ?? []) assert.ok(existsSync(join(ROOT, file)), file);
  });
}
