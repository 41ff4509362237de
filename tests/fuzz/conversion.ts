/** Rules with their queries, both ready for events. */

import { type CompileOptions, type Compiler, createCompiler } from "../../lib/compile.ts";
import { isFatal } from "../../lib/diagnostic.ts";
import { leqlMatcher } from "../../lib/evaluate/leql_matcher.ts";
import type { Matcher } from "../../lib/evaluate/matcher.ts";
import { sigmaMatcher } from "../../lib/evaluate/sigma_matcher.ts";
import type { LogEvent } from "../../lib/event/event.ts";
import type { LeqlNode } from "../../lib/leql/ast.ts";
import { type Format, FORMATS } from "../../lib/leql/formats/registry.ts";
import { normalizeNode } from "../../lib/leql/normalize.ts";
import { readStatement } from "../../lib/leql/read/read_statement.ts";
import type { LeqlStatement } from "../../lib/leql/statement.ts";
import type { MappingTable } from "../../lib/mappings/table.ts";
import type { CompileResult, Query } from "../../lib/result.ts";
import type { Rule } from "../../lib/sigma/ast.ts";
import { readDocuments } from "../../lib/sigma/documents.ts";
import { disagreement, isDeclared, showEvent } from "./disagreement.ts";

/** The event type of {@link FIELDS_AS_KEYS}. */
export const EVENT_TYPE = "t_events";

/** Every field is a key, and all formats can be written. */
export const FIELDS_AS_KEYS: MappingTable = {
  name: "fields",
  unmappedFields: "keep",
  entries: { t: { logsources: [{ category: "t" }], eventType: EVENT_TYPE } },
};

/** A compiler that knows its formats. */
export interface FormatCompiler extends Compiler {
  readonly formats: readonly Format[];
}

/** A compiler for all formats, unless the options say otherwise. */
export function makeCompiler(options: CompileOptions = {}): FormatCompiler {
  const { formats = FORMATS } = options;
  const compiler = createCompiler({ mapping: FIELDS_AS_KEYS, ...options, formats });
  return { formats, compileText: (source) => compiler.compileText(source) };
}

/** A query and what is read from its text. */
export interface ReadQuery extends Query {
  readonly statement: LeqlStatement;
  /** The condition in its normal form. */
  readonly node: LeqlNode;
}

/** One condition of a rule. */
export interface ConvertedCondition {
  /** The text of the rule. */
  readonly text: string;
  readonly rule: Rule;
  readonly condition: number;
  readonly sigma: Matcher;
  /** One for each format. */
  readonly queries: readonly ReadQuery[];
}

/** Compiles the one rule of a text. Without a query it must say why. */
export function compileOne(compiler: FormatCompiler, text: string): CompileResult {
  const results = compiler.compileText({ path: "rule.yml", text });
  const reason = results.length === 1
    ? strangeOutcome(results[0], compiler.formats)
    : `${results.length} results`;
  if (reason === undefined) return results[0];
  throw disagreement("A rule has a strange outcome", { Rule: text, Outcome: reason });
}

function strangeOutcome(
  { queries, diagnostics, formatDiagnostics }: CompileResult,
  formats: readonly Format[],
): string | undefined {
  const internal = diagnostics.find(({ code }) => code === "internal");
  if (internal !== undefined) return internal.message;
  if (queries.length === 0) {
    return diagnostics.some(isFatal) ? undefined : "Neither a query nor a reason";
  }
  if (diagnostics.some(isFatal)) return "A query, and a reason why there is none";
  const missing = formats.filter((name) => !queries.some(({ format }) => format === name));
  const explained = formatDiagnostics.filter(({ diagnostic }) => isFatal(diagnostic))
    .map(({ format }) => format);
  if (missing.join() === explained.join()) return undefined;
  return `No query in ${missing.join() || "no format"}, and a reason for ${explained.join()}`;
}

/** Reads a query back from its text. */
export function readQuery(query: Query, rule: string): ReadQuery {
  const { statement, diagnostics } = readStatement(query.query);
  const fault = diagnostics.find(isFatal);
  if (statement?.where === undefined || fault !== undefined) {
    throw disagreement("A query cannot be read back", {
      Rule: rule,
      Query: query.query,
      Reason: fault?.message ?? "it has no condition",
    });
  }
  return { ...query, statement, node: normalizeNode(statement.where.node) };
}

/** Converts a rule and reads its queries back; none when there are no queries. */
export function convertRule(compiler: FormatCompiler, text: string): ConvertedCondition[] {
  const { queries } = compileOne(compiler, text);
  if (queries.length === 0) return [];
  const read = queries.map((query) => readQuery(query, text));
  const [{ content: rule }] = readDocuments(text);
  if (rule?.kind !== "Rule") throw disagreement("A rule is no rule", { Rule: text });
  return rule.conditions.map((_, condition) => {
    const sigma = sigmaMatcher(rule, condition);
    if (!("matches" in sigma)) {
      throw disagreement("A rule has a query and cannot be evaluated", {
        Rule: text,
        Query: queries[0].query,
        Reason: sigma.message,
      });
    }
    const own = read.filter((query) => query.condition === condition);
    return { text, rule, condition, sigma, queries: own };
  });
}

/** A query ready for events. */
export interface QueryMatcher extends Matcher {
  readonly query: ReadQuery;
}

/** Prepares a query. */
export function queryMatcher(query: ReadQuery, rule: string): QueryMatcher {
  const matcher = leqlMatcher(query.node, { loose: query.statement.where?.loose });
  if ("matches" in matcher) return { query, matches: (event) => matcher.matches(event) };
  throw disagreement("A query cannot be evaluated", {
    Rule: rule,
    Query: query.query,
    Reason: matcher.message,
  });
}

/** One matcher for all queries of a condition that have the same tree. */
export function queryMatchers({ queries, text }: ConvertedCondition): QueryMatcher[] {
  const trees = new Map(queries.map((query) => [JSON.stringify(query.node), query]));
  return [...trees.values()].map((query) => queryMatcher(query, text));
}

/** Throws when a rule and a query differ on an event in a way that the conversion does not say. */
export function agreeOn(
  event: LogEvent,
  ruleMatches: boolean,
  matcher: QueryMatcher,
  rule: string,
  why?: string,
): void {
  if (matcher.matches(event) === ruleMatches) return;
  const { query } = matcher;
  if (isDeclared(query.fidelity, ruleMatches)) return;
  throw disagreement("A rule and its query do not agree", {
    Rule: rule,
    Event: showEvent(event),
    "The event is": why,
    [`Query (${query.format}, ${query.fidelity.kind})`]: query.query,
    "Rule matches": ruleMatches,
    "Query matches": !ruleMatches,
  });
}
