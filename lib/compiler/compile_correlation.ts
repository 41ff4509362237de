/**
 * One correlation to its result: a search over the events of its rules, in
 * groups.
 *
 * LEQL has no joins, no order of events and no time window of its own, so
 * counts and values can be said, and what relates different events cannot.
 *
 * @module
 */

import { attribute, type Diagnostic, diagnostic, isFatal } from "../diagnostic.ts";
import type { Calculation, HavingBound } from "../leql/aggregation.ts";
import type { LeqlNode } from "../leql/ast.ts";
import { ONE_LINE, printNode } from "../leql/print.ts";
import { quoteKey } from "../leql/quote.ts";
import type { PipelineRun } from "../pipeline/pipeline.ts";
import type { Target, UsedEvidence } from "../mappings/apply.ts";
import { evidenceDiagnostic } from "../mappings/judge_evidence.ts";
import { joinEvidence } from "../mappings/used_evidence.ts";
import type { CompileResult, Fidelity } from "../result.ts";
import type { CorrelationBound, CorrelationRule, Rule } from "../sigma/ast.ts";
import type { Collection } from "../sigma/collection.ts";
import type { Source } from "../source.ts";
import {
  checkCorrelation,
  correlationWarnings,
  unsupportedCorrelation,
} from "./check_correlation.ts";
import { type CarriedRule, correlationFields, CorrelationKeys } from "./correlation_keys.ts";
import { fidelityOf } from "./fidelity.ts";
import { makeResult } from "./outcome.ts";
import { postprocessor } from "./postprocessor.ts";
import { render } from "./render.ts";
import { resolveRules } from "./resolve_rules.ts";
import { type LeqlRule, ruleToLeql } from "./rule_to_leql.ts";
import type { Setup } from "./setup.ts";
import { printedQueries, withVerification } from "./verify_stage.ts";

const HAVING_OPERATORS: { readonly [O in CorrelationBound["operator"]]: HavingBound["operator"] } =
  {
    lt: "<",
    lte: "<=",
    gt: ">",
    gte: ">=",
    eq: "=",
    neq: "!=",
  };

/** Compiles a correlation that was read without fatal faults. */
export function compileCorrelation(
  source: Source,
  index: number,
  correlation: CorrelationRule,
  warnings: readonly Diagnostic[],
  collection: Collection,
  setup: Setup,
): CompileResult {
  const compilation = new CorrelationCompilation(correlation, collection, setup);
  compilation.diagnostics.push(...warnings);
  const query = compilation.compile();
  const { diagnostics, processed, run, rules } = compilation;
  const timespanSeconds = correlation.timespan.seconds;
  if (query === undefined) {
    return makeResult(source, index, correlation, diagnostics, { timespanSeconds });
  }
  const fidelity = fidelityOf(diagnostics, query.where);
  const postprocess = postprocessor(setup.pipelines, processed, run, rules);
  const known = { evidence: compilation.evidence, minEvidence: setup.minEvidence };
  const rendered = render([query], [fidelity], known, setup.formats, postprocess);
  const outcome = { ...rendered, timespanSeconds };
  if (setup.verifier === undefined) {
    return makeResult(source, index, correlation, diagnostics, outcome);
  }
  const report = setup.verifier.correlation({
    correlation: processed,
    rules: compilation.converted.map((converted, at) => ({
      rule: converted.processed,
      written: rules[at],
      entry: converted.entry,
    })),
    queries: printedQueries(query, 0, rendered),
    declared: declaredLoss(compilation.converted),
    eventTypes: query.eventType === undefined ? [] : [query.eventType],
  });
  const all = [...diagnostics, ...report.diagnostics];
  return makeResult(source, index, correlation, all, withVerification(outcome, report));
}

/** What the conversions of the rules say of themselves. */
function declaredLoss(converted: readonly LeqlRule[]): Fidelity["kind"] {
  const kinds = new Set(converted.flatMap(({ declared }) => declared));
  kinds.delete("exact");
  if (kinds.size > 1) return "mixed";
  const [kind = "exact"] = kinds;
  return kind;
}

class CorrelationCompilation {
  readonly diagnostics: Diagnostic[] = [];
  /** What the query stands on. */
  evidence: readonly UsedEvidence[] = [];
  /** The rules that the correlation names, converted. */
  readonly converted: LeqlRule[] = [];
  /** What the pipelines have left. */
  run: PipelineRun | undefined;
  /** The rules that the correlation names. */
  rules: readonly Rule[] = [];
  /** The correlation as it came out of the pipelines. */
  processed: CorrelationRule;
  readonly #correlation: CorrelationRule;
  readonly #collection: Collection;
  readonly #setup: Setup;

  constructor(correlation: CorrelationRule, collection: Collection, setup: Setup) {
    this.#correlation = correlation;
    this.processed = correlation;
    this.#collection = collection;
    this.#setup = setup;
  }

  /** Returns the query, or `undefined` when a fault was reported. */
  compile(): Parameters<typeof render>[0][number] | undefined {
    const resolved = resolveRules(this.#correlation, this.#collection);
    this.rules = resolved.rules;
    this.diagnostics.push(...resolved.diagnostics, ...checkCorrelation(this.#correlation));
    this.#applyPipelines();
    if (this.#failed) return undefined;
    const { where, target, carried } = this.#where(this.rules);
    const keys = new CorrelationKeys(
      this.processed,
      carried,
      this.#setup.mapping,
      this.diagnostics,
    );
    const groupBy = this.#groupBy(keys);
    const calculation = this.#calculation(keys);
    if (where === undefined || calculation === undefined || this.#failed) return undefined;
    this.diagnostics.push(...correlationWarnings(this.#correlation, calculation));
    if (!this.#judge(keys.evidence)) return undefined;
    return {
      where,
      line: printNode(where, ONE_LINE),
      aggregation: { groupBy, calculation, having: this.#having() },
      eventType: target?.eventType,
      eventTypeKey: target?.eventTypeKey ?? "event_type",
    };
  }

  get #failed(): boolean {
    return this.diagnostics.some(isFatal);
  }

  #applyPipelines(): void {
    const piped = this.#setup.pipelines?.applyToCorrelation(this.#correlation, this.rules);
    if (piped === undefined) return;
    this.diagnostics.push(...piped.diagnostics);
    this.run = piped.run;
    this.processed = piped.correlation ?? this.#correlation;
  }

  /** The events of all rules; they must lie in the same logs. */
  #where(rules: readonly Rule[]): { where?: LeqlNode; target?: Target; carried: CarriedRule[] } {
    const trees: LeqlNode[] = [];
    const carried: CarriedRule[] = [];
    let target: Target | undefined;
    rules.forEach((rule, at) => {
      const { name, span } = this.#correlation.rules[at];
      const names = correlationFields(this.processed, rule, at);
      const compiled = ruleToLeql(rule, this.#collection, this.#setup, names);
      for (const item of compiled.diagnostics) {
        // Positions belong to the rule's own text.
        this.diagnostics.push(attribute(item, `Rule "${name}"`, span));
      }
      if (target !== undefined && compiled.target?.eventType !== target.eventType) {
        this.diagnostics.push(unsupportedCorrelation(
          `LEQL searches one event type, and the rule "${name}" has another than the first rule`,
          span,
        ));
      }
      target ??= compiled.target;
      this.converted.push(compiled);
      this.evidence = joinEvidence([this.evidence, compiled.evidence]);
      carried.push({ rule: compiled.processed, entry: compiled.entry });
      trees.push(...compiled.trees);
    });
    const where = trees.length > 1 ? { kind: "Or" as const, args: trees } : trees.at(0);
    return { where, target, carried };
  }

  /** Adds the evidence of the keys; what is known of the rules was judged with them. */
  #judge(evidence: readonly UsedEvidence[]): boolean {
    const { start } = this.#correlation.span;
    const more = joinEvidence([this.evidence, evidence]).slice(this.evidence.length);
    const judged = evidenceDiagnostic(more, this.#setup.minEvidence, { start, end: start });
    if (judged !== undefined) this.diagnostics.push(judged);
    this.evidence = [...this.evidence, ...more];
    return !this.#failed;
  }

  #groupBy(keys: CorrelationKeys): string[] {
    const groupBy: string[] = [];
    for (const name of this.processed.groupBy) {
      const key = keys.find(name);
      if (key === undefined || groupBy.includes(key)) continue;
      if (this.#isKey(key)) groupBy.push(key);
    }
    return groupBy;
  }

  #calculation(keys: CorrelationKeys): Calculation | undefined {
    const { type, condition } = this.processed;
    if (type === "event_count") return { kind: "count" };
    const [field] = condition.fields;
    const key = keys.find(field);
    if (key === undefined || !this.#isKey(key)) return undefined;
    switch (type) {
      case "value_count":
        return { kind: "unique", key };
      case "value_sum":
        return { kind: "sum", key };
      case "value_avg":
        return { kind: "average", key };
      case "value_percentile":
        return { kind: "percentile", key, percent: condition.percentile ?? 50 };
      default:
        return { kind: "percentile", key, percent: 50 };
    }
  }

  #isKey(key: string): boolean {
    if (quoteKey(key) !== undefined) return true;
    this.diagnostics.push(
      diagnostic("unsupported", "unsupported-key", `No quotes can hold the key "${key}"`),
    );
    return false;
  }

  #having(): HavingBound[] {
    return this.#correlation.condition.bounds
      .map(({ operator, text }) => ({ operator: HAVING_OPERATORS[operator], text }));
  }
}
