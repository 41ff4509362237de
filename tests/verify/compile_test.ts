import assert from "node:assert/strict";
import { test } from "node:test";
import { createCompiler, createStagedCompiler, FORMATS } from "../../lib/compile.ts";
import { diagnostic, isFatal } from "../../lib/diagnostic.ts";
import { prepareCompiler } from "../../lib/prepare_compiler.ts";
import { outcome, renderManifestLine, renderRecords } from "../../lib/record.ts";
import type { ConvertedRule, Verifier } from "../../lib/verify/verification.ts";
import { ruleText } from "../helpers/expect_leql.ts";
import { SAMPLE_RULE } from "../helpers/sample_rule.ts";

const SOURCE = { path: "rule.yml", text: ruleText("Image|endswith: '\\a.exe'") };

test("a compiler that verifies says how it ended", async () => {
  const { compiler } = await prepareCompiler({ formats: FORMATS, verify: true });
  const [result] = compiler!.compileText(SOURCE);
  assert.equal(result.queries.length, 3);
  assert.equal(result.verification?.outcome, "verified");
  assert.ok(result.verification.events > 20);
  const [line] = renderRecords(result).split("\n").map((text) => text && JSON.parse(text));
  assert.deepEqual(line.verification, result.verification);
  assert.deepEqual(JSON.parse(renderManifestLine(result, [])).verification, result.verification);
});

test("seed and limit count", async () => {
  const events = async (limit: number) => {
    const { compiler } = await prepareCompiler({ verify: { seed: 3, limit } });
    return compiler!.compileText(SOURCE)[0].verification?.events;
  };
  assert.equal(await events(10), 10);
  assert.equal(await events(1), 1);
  await assert.rejects(prepareCompiler({ verify: { limit: 0 } }), TypeError);
});

test("without the option nothing is verified", async () => {
  const { compiler } = await prepareCompiler({});
  assert.equal(compiler!.compileText(SOURCE)[0].verification, undefined);
  assert.equal(createCompiler().compileText(SOURCE)[0].verification, undefined);
  assert.throws(() => createCompiler({ verify: true }), TypeError);
});

test("a rule with every part of the language is verified", async () => {
  const { compiler } = await prepareCompiler({ mapping: null, verify: true });
  const [{ verification, diagnostics }] = compiler!.compileText({
    path: "rule.yml",
    text: SAMPLE_RULE,
  });
  assert.equal(verification?.outcome, "verified", diagnostics.map(({ message }) => message).join());
});

/** A verifier that keeps what it is given and finds a difference. */
function strictVerifier(): { verifier: Verifier; given: ConvertedRule[] } {
  const given: ConvertedRule[] = [];
  const report = {
    outcome: "differs",
    events: 1,
    diagnostics: [diagnostic("error", "meaning-differs", "Another meaning")],
  } as const;
  const rule = (converted: ConvertedRule) => {
    given.push(converted);
    return report;
  };
  return { verifier: { rule, correlation: () => report }, given };
}

test("a rule whose query means something else has no query", () => {
  const { verifier, given } = strictVerifier();
  const compiler = createStagedCompiler({ formats: FORMATS }, undefined, verifier);
  const [result] = compiler.compileText(SOURCE);
  assert.deepEqual(result.queries, []);
  assert.equal(outcome(result), "invalid");
  assert.deepEqual(result.verification, { outcome: "differs", events: 1 });
  assert.equal(given[0].conditions[0].queries.length, 3);
  assert.equal(given[0].conditions[0].declared, "exact");
  assert.equal(JSON.parse(renderRecords(result)).error.code, "meaning-differs");
});

test("a rule that cannot be converted is not verified", () => {
  const { verifier, given } = strictVerifier();
  const compiler = createStagedCompiler({}, undefined, verifier);
  const [result] = compiler.compileText({ path: "rule.yml", text: ruleText("Image|re: '(?=a)'") });
  assert.equal(result.verification, undefined);
  assert.equal(given.length, 0);
});

test("the text is verified before a pipeline changes it", async () => {
  const site = "postprocessing:\n  - {type: embed, prefix: '// ', suffix: ''}\n";
  const { compiler } = await prepareCompiler({ verify: true }, {
    sources: [{ path: "site.yml", text: site }],
    vars: {},
  });
  const [{ verification, diagnostics, queries }] = compiler!.compileText(SOURCE);
  assert.match(queries[0].query, /^\/\/ /);
  assert.equal(verification?.outcome, "not-verified");
  assert.match(diagnostics[0].message, /^A processing pipeline changes the text/);
});

test("text of a pipeline that makes a query unreadable makes it not verified", async () => {
  const site = "transformations:\n  - {type: query_expression_placeholders, " +
    "expression: '{field} LOOKUP ((apps'}\n";
  const { compiler } = await prepareCompiler({ verify: true, formats: FORMATS }, {
    sources: [{ path: "site.yml", text: site }],
    vars: {},
  });
  const text = ruleText("Image|expand: '%apps%'\nUser: a");
  const [result] = compiler!.compileText({ path: "rule.yml", text });
  assert.deepEqual(result.verification, { outcome: "not-verified", events: 0 });
  assert.equal(result.queries.length, 3);
  assert.deepEqual(result.diagnostics.filter(isFatal), []);
  assert.ok(
    result.diagnostics.some(({ code, message }) =>
      code === "not-verified" && /into which a processing pipeline has put text: /.test(message)
    ),
  );
});

test("a correlation is verified too", async () => {
  const text = `${ruleText("Image: a")}name: base
---
title: Many
correlation:
  type: event_count
  rules: [base]
  group-by: [User]
  timespan: 5m
  condition: { gte: 10 }
`;
  const { compiler } = await prepareCompiler({ formats: ["leql_advanced_search"], verify: true });
  const [, { verification }] = compiler!.compileText({ path: "rule.yml", text });
  assert.equal(verification?.outcome, "verified");
  const site = "postprocessing:\n  - {type: embed, prefix: '// ', suffix: ''}\n";
  const piped = await prepareCompiler({ formats: ["leql_advanced_search"], verify: true }, {
    sources: [{ path: "site.yml", text: site }],
    vars: {},
  });
  const [, changed] = piped.compiler!.compileText({ path: "rule.yml", text });
  assert.equal(changed.verification?.outcome, "not-verified");
  assert.match(changed.diagnostics.at(-1)!.message, /^A processing pipeline changes the text/);
});
