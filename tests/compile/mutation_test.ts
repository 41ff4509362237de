import assert from "node:assert/strict";
import test from "node:test";
import { dump, load } from "js-yaml";
import { createCompiler } from "../../lib/compile.ts";
import { randomSource, SEED } from "../helpers/random.ts";
import { SAMPLE_RULE } from "../helpers/sample_rule.ts";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const compiler = createCompiler();
const STRANGE: readonly Json[] = [
  null,
  true,
  0,
  -1.5,
  "",
  "*",
  "a|b",
  "not a",
  "2024-01-01",
  [],
  {},
  [[]],
  [null],
  [{}],
  { a: {} },
  { "": "" },
  { "|re": "(" },
  "1 of them",
  "${x}",
  "\u0000",
];

/** Paths of all nodes below one. */
function paths(node: Json, path: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof node !== "object" || node === null) return [[...path]];
  const children = Object.entries(node).flatMap(([key, child]) => paths(child, [...path, key]));
  return [[...path], ...children];
}

/** A copy with the node at a path replaced, or taken away. */
function mutate(
  node: Json,
  [head, ...rest]: readonly (string | number)[],
  to: Json | undefined,
): Json {
  if (head === undefined) return to ?? null;
  const copy = structuredClone(node) as Record<string | number, Json>;
  if (rest.length > 0) copy[head] = mutate(copy[head], rest, to);
  else if (to !== undefined) copy[head] = to;
  else if (Array.isArray(copy)) copy.splice(Number(head), 1);
  else delete copy[head];
  return copy as Json;
}

function checkOutcome(text: string): void {
  const results = compiler.compileText({ path: "rule.yml", text });
  assert.ok(results.length > 0);
  for (const { queries, diagnostics, skipped } of results) {
    const fatal = diagnostics.filter(({ severity }) => severity !== "warning");
    assert.deepEqual(fatal.filter(({ code }) => code === "internal"), [], text);
    assert.equal(queries.length > 0 || skipped !== undefined, fatal.length === 0, text);
    for (const { line, column } of fatal) assert.ok(line! >= 1 && column! >= 1, text);
    for (const { query } of queries) assert.notEqual(query, "");
  }
}

const RULE = load(SAMPLE_RULE) as Json;

test("the sample rule as it is", () => checkOutcome(dump(RULE)));

test("a rule with any node taken away or replaced gives queries or a reason", () => {
  for (const path of paths(RULE)) {
    for (const to of [undefined, ...STRANGE]) checkOutcome(dump(mutate(RULE, path, to)));
  }
});

test("a rule with several nodes changed gives queries or a reason", () => {
  const random = randomSource(SEED);
  for (let round = 0; round < 1000; round++) {
    let rule = RULE;
    for (let change = 0; change < 4; change++) {
      const all = paths(rule);
      const to = random(4) === 0 ? undefined : STRANGE[random(STRANGE.length)];
      rule = mutate(rule, all[1 + random(all.length - 1)] ?? ["detection"], to);
      if (typeof rule !== "object" || rule === null) rule = RULE;
    }
    checkOutcome(dump(rule));
  }
});

test("a rule with any piece of its text cut out gives queries or a reason", () => {
  const random = randomSource(SEED);
  for (let round = 0; round < 1500; round++) {
    const at = random(SAMPLE_RULE.length);
    const text = SAMPLE_RULE.slice(0, at) + SAMPLE_RULE.slice(at + 1 + random(30));
    checkOutcome(text);
  }
});
