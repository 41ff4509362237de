/**
 * One rule to its result.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import { ONE_LINE, printNode } from "../leql/print.ts";
import type { LeqlQuery } from "../leql/query.ts";
import type { CompileResult } from "../result.ts";
import type { Rule } from "../sigma/ast.ts";
import type { Collection } from "../sigma/collection.ts";
import type { Source } from "../source.ts";
import { makeResult } from "./outcome.ts";
import { withEventTypeHint } from "./event_type_hint.ts";
import { withKeywordFields } from "./keyword_fields.ts";
import { postprocessor } from "./postprocessor.ts";
import { render } from "./render.ts";
import { ruleToLeql } from "./rule_to_leql.ts";
import { verifyQueries, withVerification } from "./verify_stage.ts";
import type { Setup } from "./setup.ts";

/** Compiles a rule that was read without fatal faults. */
export function compileRuleDocument(
  source: Source,
  index: number,
  rule: Rule,
  warnings: readonly Diagnostic[],
  collection: Collection,
  setup: Setup,
): CompileResult {
  const converted = ruleToLeql(rule, collection, setup);
  const { trees, fidelities, processed, run, target, evidence, diagnostics } = converted;
  const all = [...warnings, ...diagnostics];
  if (target === undefined || trees.length === 0) return makeResult(source, index, rule, all);
  const { eventType, twins, eventTypeKey } = target;
  const queries = trees.map((where): LeqlQuery => {
    return { where, line: printNode(where, ONE_LINE), eventType, twins, eventTypeKey };
  });
  const postprocess = postprocessor(setup.pipelines, processed, run);
  const { formats, mapping, minEvidence } = setup;
  const printed = render(queries, fidelities, { evidence, minEvidence }, formats, postprocess);
  const rendered = mapping === undefined ? printed : withEventTypeHint(
    withKeywordFields(printed, processed, converted.entry),
    processed,
    mapping,
    minEvidence,
  );
  if (setup.verifier === undefined) return makeResult(source, index, rule, all, rendered);
  const report = verifyQueries(setup.verifier, rule, converted, queries, rendered);
  const found = [...all, ...report.diagnostics];
  return makeResult(source, index, rule, found, withVerification(rendered, report));
}
