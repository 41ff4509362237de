/** All formats say the same, and say it again when they are made again. */

import assert from "node:assert/strict";
import { lowerRule } from "../../../lib/expr/lower_rule.ts";
import type { LeqlNode } from "../../../lib/leql/ast.ts";
import { FORMATS } from "../../../lib/leql/formats/registry.ts";
import { lowerExpr } from "../../../lib/leql/lower_expr.ts";
import { normalizeNode } from "../../../lib/leql/normalize.ts";
import { ONE_LINE, OPERATOR_LINES, printNode } from "../../../lib/leql/print.ts";
import type { Rule } from "../../../lib/sigma/ast.ts";
import { convertRule, EVENT_TYPE, makeCompiler } from "../conversion.ts";
import { disagreement } from "../disagreement.ts";
import { anyRule } from "../generators/rules.ts";
import { count, type Property, randomProperty } from "../property.ts";

const compiler = makeCompiler();

/** One tree for a line, for `where()` and for a detection definition. */
export const formats: Property = randomProperty(
  {
    name: "formats",
    summary: "The queries of all formats are read as one tree, and that is printed as one text",
    gateRuns: 300,
    roundRuns: 2000,
    atLeast: { "default": 200, leql_advanced_search: 200, leql_detection_definition: 150 },
  },
  anyRule,
  ({ text }, tally) => {
    for (const { queries, rule, condition } of convertRule(compiler, text)) {
      const lowered = JSON.stringify(loweredTree(rule, condition));
      for (const query of queries) {
        const { format, node, statement } = query;
        count(tally, format);
        const isDetection = format === "leql_detection_definition";
        const from = isDetection ? { key: "event_type", eventTypes: [EVENT_TYPE] } : undefined;
        assert.deepEqual(statement.from, from, query.query);
        assert.equal(statement.where?.loose, false, query.query);
        const layout = isDetection ? OPERATOR_LINES : ONE_LINE;
        const again = printNode(node, layout);
        const isSame = JSON.stringify(node) === lowered;
        if (isSame && bare(query.query).includes(bare(again))) continue;
        throw disagreement("A format is read as something else", {
          Rule: text,
          Tree: lowered,
          [`Query (${format})`]: query.query,
          "Read as": JSON.stringify(node),
          "Printed as": again,
        });
      }
    }
  },
);

/** The tree of a condition as it was before it was printed. */
function loweredTree(rule: Rule, condition: number): LeqlNode | undefined {
  const { node } = lowerExpr(lowerRule(rule).conditions[condition]);
  return node === undefined ? undefined : normalizeNode(node);
}

/** A text without what a normal form may leave out. */
function bare(text: string): string {
  return text.replace(/[() ]/g, "");
}

/** The same bytes each time. */
export const repetition: Property = randomProperty(
  {
    name: "repetition",
    summary: "A rule that is compiled again gives the same, whatever was compiled between",
    gateRuns: 100,
    roundRuns: 500,
    atLeast: { queries: 100 },
  },
  anyRule,
  ({ text }, tally) => {
    const source = { path: "rule.yml", text };
    const compile = (again = compiler) => JSON.stringify(again.compileText(source));
    const first = compile();
    count(tally, "queries", JSON.parse(first)[0].queries.length);
    for (const format of FORMATS) {
      makeCompiler({ formats: [format], negation: "inline" }).compileText(source);
    }
    for (const other of [compile(), compile(makeCompiler())]) {
      if (other === first) continue;
      throw disagreement("Compiling again gives something else", {
        Rule: text,
        First: first,
        Again: other,
      });
    }
  },
);
