import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { BUILTIN_MAPPINGS } from "../../lib/mappings/builtin.ts";
import { BASE, FAMILIES } from "../../lib/mappings/insightidr/index.ts";
import { parseMapping } from "../../lib/mappings/parse_mapping.ts";

const FOLDER = new URL("../../lib/mappings/insightidr/", import.meta.url);
const PARTS = { base: BASE, ...FAMILIES };

for (const [name, table] of Object.entries(PARTS)) {
  test(`lib/mappings/insightidr/${name}.json fits the schema`, async () => {
    const text = readFileSync(new URL(`${name}.json`, FOLDER), "utf8");
    assert.deepEqual(await parseMapping(text), { table, diagnostics: [] });
    assert.equal(table.$schema, "../mapping.schema.json");
    assert.equal(table.name, BASE.name);
    assert.ok(table.description);
  });
}

test("every file of lib/mappings/insightidr/ is part of the table", () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
  assert.deepEqual(files.sort(), Object.keys(PARTS).map((name) => `${name}.json`).sort());
});

for (const part of ["sources", "fieldSets", "entries"] as const) {
  test(`the ids of ${part} are unique over all files`, () => {
    const ids = Object.values(PARTS).flatMap((table) => Object.keys(table[part] ?? {}));
    assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), []);
    assert.equal(Object.keys(BUILTIN_MAPPINGS.insightidr[part]!).length, ids.length);
  });
}

test("only the base says what concerns the whole table", () => {
  for (const [name, table] of Object.entries(FAMILIES)) {
    for (const member of ["choices", "eventTypeKey", "unmappedFields", "variants"] as const) {
      assert.equal(table[member], undefined, `${name}: ${member}`);
    }
  }
});
