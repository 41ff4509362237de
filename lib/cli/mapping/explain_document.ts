import { correlationRules } from "../../compiler/correlation_rules.ts";
import { ruleToLeql } from "../../compiler/rule_to_leql.ts";
import { type Diagnostic, isFatal } from "../../diagnostic.ts";
import { applyMapping } from "../../mappings/apply.ts";
import { explainRule, type RuleExplanation } from "../../mappings/tools/explain.ts";
import { problems, warnings } from "../../record.ts";
import type { CompileResult } from "../../result.ts";
import type { Rule } from "../../sigma/ast.ts";
import type { Source } from "../../source.ts";
import type { MappingRules, RuleDocument } from "./mapping_rules.ts";

/** A rule or correlation, and why it becomes what it becomes. */
export interface ExplainedDocument {
  readonly path: string;
  /** Index of the document in its file or stream, from 0. */
  readonly rule: number;
  /** What compiling it gives. */
  readonly result: CompileResult;
  /** Why it gives no query, or not all of them; with line and column. */
  readonly problems: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** What the mapping table does; absent for what is no rule, and for a faulty one. */
  readonly explanation?: RuleExplanation;
  /** For a correlation: its rules. */
  readonly rules?: readonly ExplainedReference[];
}

/** A rule of a correlation. */
export interface ExplainedReference {
  /** The name or id by which the correlation refers to it. */
  readonly name: string;
  /** What the mapping table does to it there; absent when some reference leads to no rule. */
  readonly explanation?: RuleExplanation;
}

/**
 * Makes what explains documents, one behind the other.
 *
 * @param rules Rules and table
 * @param inOneFormat True to show the queries of the first format that has any, and no other
 */
export function makeExplainer(
  rules: MappingRules,
  inOneFormat: boolean,
): (document: RuleDocument) => ExplainedDocument {
  let last: { source: Source; results: readonly CompileResult[] } | undefined;
  return (document) => {
    const { source } = document;
    if (last?.source !== source) last = { source, results: rules.compiler.compileText(source) };
    const result = last.results.find(({ rule }) => rule === document.document.index)!;
    return explain(document, inOneFormat ? ofFirstFormat(result) : result, rules);
  };
}

/** A correlation has no bare expression, and that is not what was asked. */
function ofFirstFormat(result: CompileResult): CompileResult {
  if (result.queries.length === 0) return result;
  const { format } = result.queries[0];
  return {
    ...result,
    queries: result.queries.filter((query) => query.format === format),
    formatDiagnostics: result.formatDiagnostics.filter((item) => item.format === format),
  };
}

function explain(
  { path, rule, line, document, collection }: RuleDocument,
  result: CompileResult,
  { setup, table, mapping }: MappingRules,
): ExplainedDocument {
  const { content, diagnostics } = document;
  const move = (item: Diagnostic): Diagnostic =>
    item.line === undefined ? item : { ...item, line: item.line + line };
  const head = {
    path,
    rule,
    result,
    problems: problems(result).map(move),
    warnings: warnings(result).map(move),
  };
  const explainMapping = (rule: Rule, names?: readonly string[]): RuleExplanation => {
    const { minEvidence } = setup;
    const mapped = applyMapping(rule, mapping, { minEvidence, names });
    const isCarried = mapped.rule !== undefined;
    return explainRule(rule, mapped.entry, isCarried, { table, mapping, minEvidence, names });
  };
  if (content?.kind === "Correlation") {
    const correlated = correlationRules(content, collection, setup);
    const rules = content.rules.map(({ name }, at): ExplainedReference => {
      const found = correlated.at(at);
      if (found === undefined) return { name };
      return { name, explanation: explainMapping(found.converted.processed, found.names) };
    });
    return { ...head, rules };
  }
  if (content?.kind !== "Rule" || diagnostics.some(isFatal)) return head;
  const { processed } = ruleToLeql(content, collection, setup);
  return { ...head, explanation: explainMapping(processed) };
}
