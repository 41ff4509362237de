import assert from "node:assert/strict";
import { test } from "node:test";
import { BUILTIN_MAPPINGS } from "../../../lib/mappings/builtin.ts";
import { evidenceDetail } from "../../../lib/mappings/evidence.ts";
import type { Evidence } from "../../../lib/mappings/table.ts";
import { EVIDENCE_GRADES } from "../../../lib/mappings/used_evidence.ts";

for (const [name, table] of Object.entries(BUILTIN_MAPPINGS)) {
  test(`the table ${name} has sources that can be followed`, () => {
    const urls = new Set<string>();
    for (const [id, { title, url }] of Object.entries(table.sources!)) {
      assert.match(title, /\S/, id);
      const { protocol, hostname } = new URL(url);
      assert.equal(protocol, "https:", `${id}: ${url}`);
      assert.match(hostname, /^[a-z0-9.-]+\.[a-z]+$/, `${id}: ${url}`);
      assert.ok(!urls.has(url), `${id}: ${url} stands twice`);
      urls.add(url);
    }
  });

  test(`the table ${name} names a grade and a source that exist wherever it has evidence`, () => {
    JSON.stringify([table.entries, table.fieldSets], (member, value: unknown) => {
      if (!/^(?:values)?[eE]vidence$/.test(member)) return value;
      const { grade, source, note } = evidenceDetail(value as Evidence);
      assert.ok(EVIDENCE_GRADES.includes(grade), JSON.stringify(value));
      assert.ok(Object.hasOwn(table.sources!, source), JSON.stringify(value));
      if (note !== undefined) assert.match(note, /\S/);
      return value;
    });
  });
}
