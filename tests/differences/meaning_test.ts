import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, SHARED, skipWithout } from "../helpers/project.ts";
import { compileLikeReference } from "./answers.ts";
import { countMeanings, judge, judgeAnswers, SAME_TEXT } from "./meaning.ts";

const skip = skipWithout("corpus") || skipWithout("oracle");
const DOC = readFileSync(join(ROOT, "docs", "differences.md"), "utf8");

test("docs/differences.md has the numbers of what the reference's queries mean", { skip }, () => {
  const judged = judgeAnswers(
    join(SHARED, "corpus", "sigmahq"),
    join(SHARED, "oracle", "sigmahq.ndjson"),
  );
  const counted = countMeanings(judged).map(({ id, same, other, unreadable, unknown }) => {
    return [id, same, other, unreadable, unknown];
  });
  const rows = [...DOC.matchAll(/^\| (.+?) +\| (\d+) +\| (\d+) +\| (\d+) +\| (\d+) +\|$/gm)]
    .map(([, name, ...numbers]) => [
      name === "same text as ours" ? SAME_TEXT : name.replaceAll("`", ""),
      ...numbers.map(Number),
    ]);
  const sums = [1, 2, 3, 4].map((at) => {
    return counted.reduce((sum, row) => sum + Number(row[at]), 0);
  });
  assert.deepEqual(rows, [...counted, ["all", ...sums]]);
});

/** Classes of docs/differences.md whose example shows a query with another meaning. */
const OTHER = [
  "list-by-first-value",
  "and-as-contains-all",
  "negated-windash",
  "final-escaped-wildcard",
  "kept-backslash",
  "inner-asterisk",
  "question-mark",
  "regex-flags",
];

/** Classes whose example shows another way to say the same. */
const SAME = ["any-value", "quoted-key", "inline-flag", "quoted-number", "triple-quotes", "ipv6"];

for (const id of [...OTHER, ...SAME]) {
  test(`docs/differences.md: ${id}: what the reference's example means`, () => {
    const [, section] = new RegExp(`^### .*\\(\`${id}\`\\)$([^]*?)(?=^##)`, "m").exec(DOC)!;
    const block = (name: string): string =>
      new RegExp(`^\`\`\`${name}\n([^]*?)\n\`\`\`$`, "m").exec(section)![1];
    const rule = `${block("yaml")}\n`;
    const { meaning } = judge("rule.yml", rule, { default: [block("leql reference")] });
    assert.equal(meaning, OTHER.includes(id) ? "other" : "same");
    const ours = compileLikeReference("rule.yml", rule)[0].queries[0].query;
    assert.equal(judge("rule.yml", rule, { default: [ours] }).meaning, "same");
  });
}
