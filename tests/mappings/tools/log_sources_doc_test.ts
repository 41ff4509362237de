import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { INSIGHTIDR } from "../../../lib/mappings/insightidr/index.ts";
import { countRules } from "../../../tools/log_sources/count_rules.ts";
import { logSourcesDocument, withoutCounts } from "../../../tools/log_sources/document.ts";
import { anchor } from "../../../tools/log_sources/markdown.ts";
import { ROOT, SHARED, skipWithout } from "../../helpers/project.ts";

const DOCUMENT = readFileSync(join(ROOT, "docs", "log-sources.md"), "utf8")
  .replaceAll("\r\n", "\n");
const HINT = "deno task log-sources writes it anew";

test("docs/log-sources.md says what the table says", () => {
  assert.ok(withoutCounts(DOCUMENT) === logSourcesDocument(), HINT);
});

test(
  "docs/log-sources.md counts the public rules as they are",
  { skip: skipWithout("corpus/sigmahq") },
  () => {
    const counts = countRules(INSIGHTIDR, join(SHARED, "corpus", "sigmahq"));
    assert.ok(DOCUMENT === logSourcesDocument(counts), HINT);
  },
);

test("docs/log-sources.md links to headings, sources and files that exist", () => {
  const text = DOCUMENT.replace(/`[^`]*`/g, (code) => code.replace(/[[\]]/g, ""));
  const headings = [...DOCUMENT.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading));
  assert.equal(new Set(headings).size, headings.length, "a heading stands twice");
  const sources = [...DOCUMENT.matchAll(/^\[([a-z0-9_]+)\]: https:\/\//gm)].map(([, id]) => id);
  assert.deepEqual(sources, Object.keys(INSIGHTIDR.sources!));
  for (const [, target] of text.matchAll(/\]\(([^)]+)\)/g)) {
    if (target.startsWith("#")) assert.ok(headings.includes(target.slice(1)), target);
    else if (!target.startsWith("https://")) {
      assert.ok(existsSync(join(ROOT, "docs", target)), target);
    }
  }
  for (const [, id] of text.matchAll(/: \[([a-z0-9_]+)\](?!\()/g)) {
    assert.ok(sources.includes(id), id);
  }
});
