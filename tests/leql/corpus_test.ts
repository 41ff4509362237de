import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { ruleToLeql } from "../../lib/compiler/rule_to_leql.ts";
import { prepareSetup } from "../../lib/compiler/setup.ts";
import { type Diagnostic, isFatal } from "../../lib/diagnostic.ts";
import { type LeqlNode, someNode } from "../../lib/leql/ast.ts";
import { FORMAT_REGISTRY, FORMATS } from "../../lib/leql/formats/registry.ts";
import { inlineNegations } from "../../lib/leql/negation.ts";
import { normalizeNode } from "../../lib/leql/normalize.ts";
import { ONE_LINE, printNode } from "../../lib/leql/print.ts";
import { printStatement } from "../../lib/leql/print_statement.ts";
import { readStatement } from "../../lib/leql/read/read_statement.ts";
import { builtinMapping } from "../../lib/mappings/builtin.ts";
import type { Rule } from "../../lib/sigma/ast.ts";
import { Collection } from "../../lib/sigma/collection.ts";
import { readDocuments } from "../../lib/sigma/documents.ts";
import { listFiles, SHARED, skipWithout } from "../helpers/project.ts";

const skip = skipWithout("corpus/sigmahq");
const CORPUS = join(SHARED, "corpus", "sigmahq");
const NO_COLLECTION = new Collection();

/** Read before the tests, which have to end in a few seconds each. */
const RULES: readonly { readonly path: string; readonly rule: Rule }[] = skip !== false
  ? []
  : listFiles(CORPUS, ".yml").flatMap((path) => {
    return readDocuments(readFileSync(path, "utf8")).flatMap(({ content, diagnostics }) =>
      content?.kind === "Rule" && !diagnostics.some(isFatal) ? [{ path, rule: content }] : []
    );
  });

/** The trees of all public rules under one mapping. */
function* corpusTrees(mapping: string | undefined): Generator<{ path: string; where: LeqlNode }> {
  const table = mapping === undefined ? null : builtinMapping(mapping);
  const setup = prepareSetup({ mapping: table, placeholders: "leql-variable" }, undefined);
  for (const { path, rule } of RULES) {
    for (const where of ruleToLeql(rule, NO_COLLECTION, setup).trees) yield { path, where };
  }
}

/**
 * What a conversion warns of itself; and, in a rule that no table serves, paths whose backslashes
 * are doubled in the events as well.
 */
function isExpected({ severity, code }: Diagnostic, mapping: string | undefined): boolean {
  if (severity !== "warning") return false;
  return code === "regex-flag" || code === "undocumented-form" ||
    mapping === undefined && code === "leql-doubled-backslash";
}

for (const mapping of ["insightidr", "pysigma", undefined]) {
  test(`every query of the converter is read as it was meant, without a doubt, ${mapping}`, {
    skip,
  }, () => {
    let count = 0;
    for (const { path, where } of corpusTrees(mapping)) {
      const wanted = normalizeNode(where);
      const query = {
        where,
        line: printNode(where, ONE_LINE),
        eventType: "dns",
        eventTypeKey: "event_type" as const,
      };
      for (const format of FORMATS) {
        const text = FORMAT_REGISTRY[format].render(query);
        if (typeof text !== "string") continue;
        const { statement, diagnostics } = readStatement(text);
        const doubts = diagnostics.filter((found) => !isExpected(found, mapping));
        assert.deepEqual(doubts, [], `${path}: ${text}`);
        assert.deepEqual(normalizeNode(statement!.where!.node), wanted, `${path}: ${text}`);
        if (format === "leql_advanced_search") {
          assert.deepEqual(readStatement(printStatement(statement!)).statement, statement);
        }
        count++;
      }
    }
    assert.ok(count > 3000, `${count} queries`);
  });
}

test("of negations behind the key, only those of keywords keep a NOT before it", { skip }, () => {
  let count = 0;
  for (const { path, where } of corpusTrees(undefined)) {
    const { node } = inlineNegations(where);
    const isLeft = (tree: LeqlNode) => tree.kind === "Not" && tree.arg.kind !== "Keyword";
    assert.ok(!someNode(node, isLeft), path);
    const text = printNode(node, ONE_LINE);
    const { statement, diagnostics } = readStatement(text);
    assert.deepEqual(diagnostics.filter(isFatal), [], `${path}: ${text}`);
    assert.deepEqual(normalizeNode(statement!.where!.node), normalizeNode(node), path);
    if (text !== printNode(where, ONE_LINE)) count++;
  }
  assert.ok(count > 800, `${count} queries`);
});
