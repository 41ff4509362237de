import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, SHARED, skipWithout } from "../helpers/project.ts";
import { compareAnswers, type Comparison } from "./answers.ts";
import { countClasses } from "./count.ts";

const skip = skipWithout("corpus") || skipWithout("oracle");

let compared: Comparison | undefined;

function comparison(): Comparison {
  compared ??= compareAnswers(
    join(SHARED, "corpus", "sigmahq"),
    join(SHARED, "oracle", "sigmahq.ndjson"),
  );
  return compared;
}

test("at least 1,190 of 1,333 rules give the reference's text, in each format", { skip }, () => {
  const { converted, identical } = comparison();
  assert.equal(converted, 1333);
  assert.equal(Object.keys(identical).length, 3);
  for (const [format, count] of Object.entries(identical)) {
    assert.ok(count >= 1190, `${count} in ${format}`);
  }
});

test("every difference from the reference belongs to a class", { skip }, () => {
  const unexplained = comparison().differences.filter(({ classes }) => classes.length === 0);
  assert.deepEqual(unexplained, []);
});

test("docs/differences.md has the numbers of this comparison", { skip }, () => {
  const doc = readFileSync(join(ROOT, "docs", "differences.md"), "utf8");
  const { identical, differences } = comparison();
  const shown = [...doc.matchAll(/^\| `([\w-]+)` +\| (\d+) +\| (\d+) +\|$/gm)]
    .map(([, id, main, also]) => ({ id, main: Number(main), also: Number(also) }));
  const counted = countClasses(differences).map(({ id, main, also }) => ({ id, main, also }));
  assert.deepEqual(shown, counted);
  const missing = differences.filter(({ ours }) => ours.queries === undefined).length;
  const extra = differences.filter(({ reference }) => reference.queries === undefined).length;
  const different = differences.length - missing - extra;
  const [, ...numbers] =
    /these, ([\d,]+) are the same[^]*?(\d+) differ, and (\d+) have[^]*?(\d+) more[^]*?(\d+) rules/
      .exec(doc)!.map((text) => Number(text.replace(",", "")));
  const { length } = differences;
  assert.deepEqual(numbers, [identical.default, different, missing, extra, length]);
  assert.deepEqual(new Set(Object.values(identical)), new Set([identical.default]));
});
