/**
 * The rules of a file, each on the sides that are asked for.
 *
 * @module
 */

import type { Compiler } from "../../compile.ts";
import { correlationRules } from "../../compiler/correlation_rules.ts";
import { ruleToLeql } from "../../compiler/rule_to_leql.ts";
import type { Setup } from "../../compiler/setup.ts";
import { type Diagnostic, diagnostic, isFatal, locate } from "../../diagnostic.ts";
import type { Vars } from "../../pipeline/pipeline_value.ts";
import { problems } from "../../record.ts";
import type { CompileResult } from "../../result.ts";
import { filterNumber } from "../../sigma/apply_filter.ts";
import type { CorrelationRule, Rule } from "../../sigma/ast.ts";
import type { Collection } from "../../sigma/collection.ts";
import { readDocuments, type SigmaDocument } from "../../sigma/documents.ts";
import type { Source } from "../../source.ts";
import { readConverted } from "./leql_side.ts";
import type { LeqlQuery, SigmaQuery } from "./match_rule.ts";
import type { RuleReading, RuleSide, Side, StoredRule } from "./rule_reading.ts";
import { sigmaSide } from "./sigma_side.ts";

/** What rules are read with. */
export interface ReadContext {
  /** What prepares rules. */
  readonly setup: Setup;
  /** Gives the queries. */
  readonly compiler: Compiler;
  /** Values of placeholders. */
  readonly vars: Vars;
}

/**
 * Reads the rules of a file. Filters, and rules that the selection leaves out, give nothing.
 *
 * @param source The text and its path
 * @param sides What they are read for
 * @param context What they are read with
 */
export function readRules(
  source: Source,
  sides: readonly Side[],
  context: ReadContext,
): RuleReading[] {
  const { setup } = context;
  const documents = readDocuments(source.text);
  if (documents.length === 0) {
    const fault = diagnostic("error", "empty-file", "The file has no document");
    return [failed(source, 0, undefined, [fault], sides)];
  }
  const collection = setup.shared.collectionFor(source, documents);
  const results = sides.includes("leql") ? context.compiler.compileText(source) : undefined;
  const readings: RuleReading[] = [];
  for (const document of documents) {
    const { index, content, diagnostics } = document;
    const result = results?.find(({ rule }) => rule === index);
    const isFilter = content?.kind === "Filter";
    if (!isFilter && !isSelected(content, setup)) continue;
    const fatal = diagnostics.filter(isFatal);
    if (isFilter && fatal.length === 0) fatal.push(...(result ? problems(result) : []));
    if (content === undefined || fatal.length > 0) {
      readings.push(failed(source, index, content, fatal, sides));
    } else if (!isFilter) {
      readings.push(readDocument(source, document, content, collection, result, sides, context));
    }
  }
  return readings;
}

function isSelected(content: SigmaDocument["content"], { select }: Setup): boolean {
  if (select === undefined || content === undefined) return true;
  return select(content.metadata, content.kind === "Rule" ? content.logsource : undefined);
}

function readDocument(
  source: Source,
  { index }: SigmaDocument,
  content: Rule | CorrelationRule,
  collection: Collection,
  result: CompileResult | undefined,
  sides: readonly Side[],
  { setup, vars }: ReadContext,
): RuleReading {
  const head = headOf(source, index, content);
  const leql = result && leqlOf(result);
  const isConverted = leql !== undefined && leql.queries.length > 0;
  if (content.kind === "Correlation") {
    const sigma = sides.includes("sigma") ? { queries: [], faults: [NO_CORRELATIONS] } : undefined;
    const stored = isConverted ? storedRules(content, collection, { setup, vars }) : [];
    return { ...head, ...(sigma && { sigma }), ...(leql && { leql }), stored };
  }
  const side = sigmaSide(content, collection, setup.filterMode, vars);
  const { rule } = side;
  const queries = rule?.conditions.map((_, condition): SigmaQuery => {
    return { kind: "Sigma", rule, condition };
  });
  const faults = side.faults.map((item) => placed(item, source));
  const sigma = { queries: faults.length === 0 ? queries ?? [] : [], faults };
  const entry = isConverted ? ruleToLeql(content, collection, setup).entry : undefined;
  return {
    ...head,
    ...(sides.includes("sigma") && { sigma }),
    ...(leql && { leql }),
    stored: rule === undefined ? [] : [{ written: rule, ...(entry && { entry }) }],
  };
}

/** In a correlation, rules may take other entries than by themselves. */
function storedRules(
  correlation: CorrelationRule,
  collection: Collection,
  { setup, vars }: Pick<ReadContext, "setup" | "vars">,
): StoredRule[] {
  return correlationRules(correlation, collection, setup).map(({ rule, converted: { entry } }) => {
    const written = sigmaSide(rule, collection, setup.filterMode, vars).rule ?? rule;
    return { written, ...(entry && { entry }) };
  });
}

/** A fault in a filter has no place in the text of the rule. */
function placed(item: Diagnostic, { text }: Source): Diagnostic {
  return filterNumber(item) === undefined ? locate(item, text) : { ...item, span: undefined };
}

const NO_CORRELATIONS = diagnostic(
  "unsupported",
  "not-evaluable",
  "Cannot evaluate the correlation on events in Sigma's field names: only its query can be",
  undefined,
  "Give events as InsightIDR stores them, with --event-fields insightidr",
);

function leqlOf(result: CompileResult): RuleSide<LeqlQuery> {
  const { skipped } = result;
  if (skipped !== undefined) return { queries: [], faults: [], skipped: skipped.message };
  if (result.queries.length === 0) return { queries: [], faults: problems(result) };
  return readConverted(result.queries.map(({ query }) => query));
}

function failed(
  source: Source,
  index: number,
  content: SigmaDocument["content"],
  faults: readonly Diagnostic[],
  sides: readonly Side[],
): RuleReading {
  const side = { queries: [], faults: faults.map((item) => locate(item, source.text)) };
  return {
    ...headOf(source, index, content),
    ...(sides.includes("sigma") && { sigma: side }),
    ...(sides.includes("leql") && { leql: side }),
    stored: [],
  };
}

type Head = Pick<RuleReading, "path" | "rule" | "kind" | "id" | "title" | "name" | "level">;

function headOf({ path }: Source, rule: number, content: SigmaDocument["content"]): Head {
  const { id = null, title = null, name = null, level = null } = content?.metadata ?? {};
  const kind = content === undefined || content.kind === "Filter" ? "Unknown" : content.kind;
  return { path, rule, kind, id, title, name, level };
}
