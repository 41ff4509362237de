import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { type JsonObject, makeEvent } from "../../lib/event/event.ts";
import { foldCase } from "../../lib/leql/fold_case.ts";
import { sigmaMatcher } from "../../lib/evaluate/sigma_matcher.ts";
import { prepareEngine } from "../../lib/match/engine.ts";
import { type MatchRule, ruleNeed } from "../../lib/match/rules/match_rule.ts";
import { foldText, isFoldable } from "../../lib/match/prefilter/fold_text.ts";
import { LiteralIndex } from "../../lib/match/prefilter/literal_index.ts";
import { type Need, needText } from "../../lib/match/prefilter/need.ts";
import { Prefilter } from "../../lib/match/prefilter/prefilter.ts";
import { regexNeed } from "../../lib/match/prefilter/regex_need.ts";
import type { LeqlNode } from "../../lib/leql/ast.ts";
import { readDocuments } from "../../lib/sigma/documents.ts";
import { witnesses } from "../../lib/verify/witnesses/witnesses.ts";
import { listFiles, SHARED, skipWithout } from "../helpers/project.ts";

const SEED = 20261124;

/** Literals by group, sorted. */
const texts = (need: Need): string[][] =>
  need.map(({ literals }) => literals.map(({ text }) => text).sort());

test("folding leaves nothing of a letter that stands for what a literal may have", () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    const folded = foldCase(character);
    if (folded === character && character.toLowerCase() === character) continue;
    if (isFoldable(folded)) continue;
    // What matchers take for this character must become it.
    assert.equal(foldText(character), folded, code.toString(16));
  }
});

test("a literal's characters stay what they are", () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    if (isFoldable(character) || /[A-Z]/.test(character)) continue;
    assert.equal(foldText(character), character, code.toString(16));
  }
});

test("a text is cut at letters with other forms", () => {
  assert.deepEqual(texts(needText("Größe.EXE", "values")), [["e.exe"]]);
  assert.deepEqual(texts(needText("ab", "values")), []);
  assert.deepEqual(texts(needText("→", "values")), [["→"]]);
  assert.deepEqual(texts(needText("1", "values", { start: true, end: true })), [["\n1\n"]]);
  assert.deepEqual(texts(needText("\u212aelvin", "values")), [["kelvin"]]);
});

test("regular expressions give what every match has", () => {
  const cases: readonly [string, string[][]][] = [
    ["whoami", [["whoami"]]],
    ["WhoAmI\\.exe", [["whoami.exe"]]],
    ["abc.*def", [["abc"], ["def"]]],
    ["abcd?ef", [["abc"]]],
    ["abcd*efg", [["abc"], ["efg"]]],
    ["abcd+efg", [["abcd"], ["efg"]]],
    ["abcd{0,2}efg", [["abc"], ["efg"]]],
    ["abcd{2}efg", [["abcd"], ["efg"]]],
    ["(?:foo|bars)baz", [["bars", "foo"], ["baz"]]],
    ["(foo|b)baz", [["baz"]]],
    ["(foo)?baz", [["baz"]]],
    ["foo|bar", [["bar", "foo"]]],
    ["foo|", []],
    ["(?i)foo", [["foo"]]],
    ["(?i:foo)bar", [["foo"], ["bar"]]],
    ["(?P<name>foo)", [["foo"]]],
    ["[Ff][oO]o", [["foo"]]],
    ["fo[^o]bar", [["bar"]]],
    ["fo[a-z]bar", [["bar"]]],
    ["foo\\dbar", [["foo"], ["bar"]]],
    ["^foo$", [["foo"]]],
    ["foo\\x41bar", [["fooabar"]]],
    ["foo\\nbar", [["foo"], ["bar"]]],
    ["\\Qfoo+\\Ebar", [["foo+bar"]]],
    ["foo{", [["foo{"]]],
    ["[[:alpha:]foo]bar", [["bar"]]],
    ["[]foo]bar", [["bar"]]],
    ["(".repeat(60) + "foo" + ")".repeat(60), [["foo"]]],
    ["fooo{,3}", [["foo"]]],
    // Not known for sure, or nothing that RE2 runs: no literal at all.
    ["foo(?=bar)", []],
    ["(?x) f o o", []],
    ["foo++", []],
    ["foo)", []],
    ["(foo", []],
    ["\\", []],
    ["(".repeat(2000) + "foo" + ")".repeat(2000), []],
  ];
  for (const [pattern, expected] of cases) {
    assert.deepEqual(texts(regexNeed(pattern, "values")), expected, pattern);
  }
});

/** The need of a rule with these lines under `detection`. */
function needOf(detection: string): string[][] {
  return texts(ruleNeed(sigmaRule(detection)));
}

function sigmaRule(detection: string): MatchRule {
  const text = `title: T\nlogsource: {product: windows}\ndetection:\n${detection}`;
  const [{ content, diagnostics }] = readDocuments(text);
  assert.ok(content?.kind === "Rule", JSON.stringify(diagnostics));
  const queries = content.conditions.map((_, condition) => {
    return { kind: "Sigma" as const, rule: content, condition };
  });
  return { path: "t.yml", rule: 0, id: null, title: "T", level: null, queries };
}

test("rules need what their condition needs", () => {
  const selections =
    "  a: {F|contains: alpha}\n  b: {G: beta}\n  c: {H|endswith: [gamma, delta]}\n";
  const need = (condition: string): string[][] => needOf(`${selections}  condition: ${condition}`);
  assert.deepEqual(need("a"), [["alpha"]]);
  assert.deepEqual(need("b"), [["\nbeta\n"]]);
  assert.deepEqual(need("c"), [["delta\n", "gamma\n"]]);
  assert.deepEqual(need("a and b"), [["alpha"], ["\nbeta\n"]]);
  assert.deepEqual(need("a or c"), [["alpha", "delta\n", "gamma\n"]]);
  assert.deepEqual(need("not a"), []);
  assert.deepEqual(need("a or not b"), []);
  assert.deepEqual(need("b and not a"), [["\nbeta\n"]]);
  assert.deepEqual(need("not (not a or not b)"), [["alpha"], ["\nbeta\n"]]);
  assert.deepEqual(need("1 of them"), [["\nbeta\n", "alpha", "delta\n", "gamma\n"]]);
  assert.deepEqual(need("all of [ab]"), []);
});

test("values need what they say", () => {
  const need = (item: string): string[][] => needOf(`  a: {${item}}\n  condition: a`);
  assert.deepEqual(need("F: 4624"), [["\n4624\n"]]);
  assert.deepEqual(need("F: true"), [["\ntrue\n"]]);
  assert.deepEqual(need("F: null"), []);
  assert.deepEqual(need("F: ''"), []);
  assert.deepEqual(need("F: '*'"), []);
  assert.deepEqual(need("F: ab*cde"), [["\nab"], ["cde\n"]]);
  assert.deepEqual(need("F|gt: 1000"), []);
  assert.deepEqual(need("F|cidr: 10.0.0.0/8"), []);
  assert.deepEqual(need("F|exists: true"), []);
  assert.deepEqual(need("F|neq: abcdef"), []);
  assert.deepEqual(need("F|re: 'abc.*'"), [["abc"]]);
  assert.deepEqual(need("F|contains|all: [abc, xyz]"), [["abc"], ["xyz"]]);
  assert.deepEqual(need("F|windash|contains: ' -abc'"), [[
    " -abc",
    " /abc",
    " –abc",
    " —abc",
    " ―abc",
  ]]);
});

test("the index finds what a search finds", () => {
  const unit = fc.constantFrom(..."abc\\.\n01→😀é");
  const literal = fc.string({ unit, minLength: 3, maxLength: 8 });
  fc.assert(
    fc.property(
      fc.uniqueArray(literal, { maxLength: 30 }),
      fc.array(fc.string({ unit, maxLength: 60 }), { maxLength: 4 }),
      (literals, all) => {
        const index = new LiteralIndex(literals);
        for (const text of all) {
          const found: string[] = [];
          index.search(text, (at) => found.push(literals[at]));
          assert.deepEqual(found.sort(), literals.filter((one) => text.includes(one)).sort());
        }
      },
    ),
    { seed: SEED, numRuns: 500 },
  );
});

const WORDS = [
  "whoami",
  "ab",
  "Größe",
  "ſet",
  "\u212aelvin",
  "İstanbul",
  "İ",
  "→",
  "😀x",
  "C:\\x\\y",
  "a\nb",
  "1",
  "12",
  "12.0",
  "+12",
  "1e2",
  "100",
  "true",
  "",
  "*",
  "a*b",
  "?x",
  "foo.exe",
  "FOO.EXE",
  "null",
];
const word = fc.constantFrom(...WORDS);
const field = fc.constantFrom("F", "G", "H.i", "L");
const value: fc.Arbitrary<string> = fc.oneof(
  word.map((text) => JSON.stringify(text)),
  fc.constantFrom("1", "12", "100", "true", "false", "null", "12.5"),
);
const item: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(
    field,
    fc.constantFrom(
      "",
      "|contains",
      "|startswith",
      "|endswith",
      "|cased",
      "|contains|cased",
      "|neq",
      "|contains|neq",
      "|contains|all",
      "|windash|contains",
      "|base64offset|contains",
    ),
    fc.array(value, { minLength: 2, maxLength: 3 }),
  ).map(([name, modifiers, values]) => `${name}${modifiers}: [${values.join(", ")}]`),
  fc.tuple(field, value).map(([name, one]) => `${name}: ${one}`),
  fc.tuple(field, fc.constantFrom("|gt", "|lte"), fc.constantFrom("1", "50")).map((parts) =>
    `${parts[0]}${parts[1]}: ${parts[2]}`
  ),
  fc.tuple(
    field,
    fc.constantFrom("|re", "|re|i"),
    fc.constantFrom(
      "who.*mi",
      "ab|foo",
      "(?i)FOO",
      "[kK]elvin",
      "set",
      "^$",
      "x?whoami",
      "(a|b)+",
      "İ",
    ),
  ).map(([name, modifiers, pattern]) => `${name}${modifiers}: '${pattern}'`),
  fc.tuple(field, fc.boolean()).map(([name, exists]) => `${name}|exists: ${exists}`),
  field.map((name) => `${name}|fieldref: G`),
);
const detection: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.uniqueArray(item, {
      minLength: 1,
      maxLength: 2,
      selector: (text) => text.split(":")[0],
    }).map((items) => `{${items.join(", ")}}`),
  },
  {
    weight: 1,
    arbitrary: fc.array(item, { minLength: 1, maxLength: 2 }).map((items) =>
      `[${items.map((one) => `{${one}}`).join(", ")}]`
    ),
  },
  {
    weight: 1,
    arbitrary: fc.array(word.filter((text) => text !== ""), { minLength: 1, maxLength: 2 }).map((
      all,
    ) => JSON.stringify(all)),
  },
);
const condition = fc.constantFrom(
  "a",
  "a and b",
  "a or b",
  "not a",
  "a and not b",
  "not (a or b)",
  "not (not a and b)",
  "1 of them",
  "all of them",
  "not 1 of them",
);
const rule = fc.tuple(detection, detection, condition)
  .map(([a, b, text]) => `  a: ${a}\n  b: ${b}\n  condition: ${text}`);
const scalar = fc.oneof(
  word,
  fc.tuple(word, word).map((pair) => pair.join("")),
  word.map((text) => text.toUpperCase()),
  fc.constantFrom(1, 12, 100, 12.5, true, false, null),
);
const fields: fc.Arbitrary<JsonObject> = fc.record({
  F: fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })),
  G: scalar,
  H: fc.oneof(scalar, fc.record({ i: scalar })),
}, { requiredKeys: [] });

test("with and without the prefilter, the same Sigma rules match", () => {
  let matches = 0;
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 1, maxLength: 8 }),
      fc.array(fields, { minLength: 1, maxLength: 8 }),
      (details, all) => {
        const rules = details.flatMap((text) => {
          try {
            return [sigmaRule(text)];
          } catch {
            return [];
          }
        });
        const { engine } = prepareEngine(rules);
        const { engine: brute } = prepareEngine(rules, { prefilter: false });
        for (const one of all) {
          const found = engine.match(makeEvent(one));
          assert.deepEqual(found, brute.match(makeEvent(one)));
          matches += found.length;
        }
      },
    ),
    { seed: SEED, numRuns: 700 },
  );
  assert.ok(matches > 2_000, `${matches} matches`);
});

const operand = fc.oneof(
  word.map((text) => ({ kind: "Text" as const, text })),
  word.map((text) => ({ kind: "NoCase" as const, text })),
  fc.constantFrom("1", "12", "12.0", "100").map((text) => ({ kind: "Number" as const, text })),
  fc.constantFrom("who.*mi", "ab|foo", "(?i)FOO", "set", ".*exe$").map((pattern) => ({
    kind: "Regex" as const,
    pattern,
    flags: "",
  })),
  fc.boolean().map((one) => ({ kind: "Boolean" as const, value: one })),
);
const listed = fc.array(operand, { minLength: 1, maxLength: 3 }).map((items) => ({
  kind: "List" as const,
  items,
}));
const comparison: fc.Arbitrary<LeqlNode> = fc.oneof(
  fc.record({
    kind: fc.constant("Comparison" as const),
    key: field,
    operator: fc.constantFrom(
      "=" as const,
      "!=" as const,
      "CONTAINS" as const,
      "ICONTAINS" as const,
      "STARTS-WITH" as const,
      "NOT ISTARTS-WITH" as const,
    ),
    operand,
  }),
  fc.record({
    kind: fc.constant("Comparison" as const),
    key: field,
    operator: fc.constantFrom(
      "IN" as const,
      "IIN" as const,
      "NOT IN" as const,
      "ICONTAINS-ANY" as const,
      "CONTAINS-ALL" as const,
      "NOT ICONTAINS-ALL" as const,
      "ISTARTS-WITH-ANY" as const,
    ),
    operand: listed,
  }),
  fc.record({
    kind: fc.constant("Compound" as const),
    keys: fc.constant(["F", "G"]),
    linking: fc.constantFrom("any" as const, "all" as const),
    operator: fc.constantFrom("=" as const, "ICONTAINS" as const, "!=" as const),
    operand,
  }),
  fc.record({
    kind: fc.constant("Word" as const),
    text: word.filter((text) => text !== ""),
    quoted: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("Keyword" as const),
    regex: fc.constantFrom("who", "FOO", "12|x").map((pattern) => ({
      kind: "Regex" as const,
      pattern,
      flags: "i",
    })),
  }),
  fc.record({
    kind: fc.constant("Presence" as const),
    key: field,
    presence: fc.constantFrom("filled" as const, "absent" as const),
  }),
);
const { node } = fc.letrec<{ node: LeqlNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small" },
    comparison,
    fc.record({
      kind: fc.constantFrom("And" as const, "Or" as const),
      args: fc.array(tie("node"), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("Not" as const), arg: tie("node") }),
  ),
}));

test("with and without the prefilter, the same LEQL conditions match", () => {
  let matches = 0;
  const query = fc.record({ node, loose: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(query, { minLength: 1, maxLength: 8 }),
      fc.array(fields, { minLength: 1, maxLength: 8 }),
      (wheres, all) => {
        const rules = wheres.map((where): MatchRule => {
          const queries = [{ kind: "Leql" as const, statement: { where }, text: "" }];
          return { path: "t.leql", rule: 0, id: null, title: null, level: null, queries };
        });
        const { engine } = prepareEngine(rules);
        const { engine: brute } = prepareEngine(rules, { prefilter: false });
        for (const one of all) {
          const found = engine.match(makeEvent(one));
          assert.deepEqual(found, brute.match(makeEvent(one)));
          matches += found.length;
        }
      },
    ),
    { seed: SEED, numRuns: 700 },
  );
  assert.ok(matches > 2_000, `${matches} matches`);
});

const skip = skipWithout("corpus/sigmahq");

/** The public rules that can be read, ready to be matched. */
function publicRules(): MatchRule[] {
  const rules: MatchRule[] = [];
  for (const path of listFiles(join(SHARED, "corpus", "sigmahq"), ".yml")) {
    for (const { content, diagnostics } of readDocuments(readFileSync(path, "utf8"))) {
      if (content?.kind !== "Rule" || diagnostics.some(({ severity }) => severity !== "warning")) {
        continue;
      }
      const queries = content.conditions.map((_, condition) => {
        return { kind: "Sigma" as const, rule: content, condition };
      });
      rules.push({ path, rule: 0, id: null, title: null, level: null, queries });
    }
  }
  return rules;
}

test("few of the public SigmaHQ rules are asked about every event", { skip }, () => {
  const needs = publicRules().map(ruleNeed);
  const always = needs.filter(({ length }) => length === 0).length;
  assert.ok(needs.length > 3000 && always < 30, `${always} of ${needs.length}`);
  assert.equal(new Prefilter(needs).candidates(makeEvent({})).length, always);
});

test("no public SigmaHQ rule misses an event that it matches", { skip }, () => {
  let matches = 0;
  // Every so many: all of them take a minute.
  const rules = publicRules().filter((_, at) => at % 8 === 0);
  const { engine } = prepareEngine(rules);
  rules.forEach(({ path, queries }, at) => {
    queries.forEach((one, query) => {
      assert.ok(one.kind === "Sigma");
      const { rule, condition } = one;
      const matcher = sigmaMatcher(rule, condition);
      if (!("matches" in matcher)) return;
      for (const { fields, line } of witnesses(rule, condition, { seed: SEED, limit: 25 })) {
        const event = makeEvent(fields, line);
        if (!matcher.matches(event)) continue;
        matches++;
        const found = engine.match(event).find((match) => match.rule === at);
        assert.ok(found?.queries.includes(query), `${path}: ${JSON.stringify(fields)}`);
      }
    });
  });
  assert.ok(matches > 3000, `${matches} matches`);
});
