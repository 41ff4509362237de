import { ruleToLeql } from "../../compiler/rule_to_leql.ts";
import { type Diagnostic, isFatal } from "../../diagnostic.ts";
import { explainRule, type RuleExplanation } from "../../mappings/tools/explain.ts";
import { problems } from "../../record.ts";
import type { CompileResult } from "../../result.ts";
import type { MappingRules, RuleDocument } from "./mapping_rules.ts";

/** A rule or correlation, and why it becomes what it becomes. */
export interface ExplainedDocument {
  readonly path: string;
  /** Index of the document in its file or stream, from 0. */
  readonly rule: number;
  readonly kind: "rule" | "correlation" | "unknown";
  /** What compiling it gives. */
  readonly result: CompileResult;
  /** Why it gives no query, or not all of them. */
  readonly problems: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** What the mapping table does; absent for what is no rule, and for a faulty one. */
  readonly explanation?: RuleExplanation;
  /** For a correlation: names of its rules. */
  readonly names: readonly string[];
}

/** Explains one document. */
export function explainDocument(
  { path, rule, line, source, document, collection }: RuleDocument,
  { setup, compiler, table, mapping }: MappingRules,
): ExplainedDocument {
  const { index, content, diagnostics } = document;
  const result = compiler.compileText(source).find((one) => one.rule === index)!;
  const move = (item: Diagnostic): Diagnostic =>
    item.line === undefined ? item : { ...item, line: item.line + line };
  const head = {
    path,
    rule,
    result,
    problems: problems(result).map(move),
    warnings: result.diagnostics.filter((item) => !isFatal(item)).map(move),
    names: content?.kind === "Correlation" ? content.rules.map(({ name }) => name) : [],
  };
  if (content?.kind === "Correlation") return { ...head, kind: "correlation" };
  if (content?.kind !== "Rule") return { ...head, kind: "unknown" };
  if (diagnostics.some(isFatal)) return { ...head, kind: "rule" };
  const { processed, entry, evidence, diagnostics: found } = ruleToLeql(content, collection, setup);
  // A rule that an entry carries has evidence, or no fault of the mapping.
  const isCarried = entry !== undefined &&
    (evidence.length > 0 || !found.some((item) => isFatal(item)));
  const context = { table, mapping, minEvidence: setup.minEvidence };
  return { ...head, kind: "rule", explanation: explainRule(processed, entry, isCarried, context) };
}
