import type { Diagnostic } from "../../diagnostic.ts";
import { type Engine, prepareEngine } from "../../match/engine.ts";
import type { NamedRule } from "../../match/output/rule_head.ts";
import type { LeqlVariables, MatchQuery, MatchRule } from "../../match/rules/match_rule.ts";
import type { RuleReading, RuleSide, Side } from "../../match/rules/rule_reader.ts";
import { filterNumber } from "../../sigma/apply_filter.ts";
import { itemPath, type ItemRules, readRules, type RuleInputs } from "./rule_inputs.ts";

/** A rule that cannot be evaluated, or not all of it. */
export interface RuleFault {
  readonly rule: NamedRule;
  readonly fault: Diagnostic;
}

/** The rules of a run. */
export interface LoadedRules {
  /** Those that are held against events. */
  readonly rules: readonly MatchRule[];
  readonly faults: readonly RuleFault[];
  /** Number of correlations that are left out: events in Sigma's field names are not counted. */
  readonly correlations: number;
  /** Holds events against the rules in this thread. */
  readonly engine: Engine;
  /** Number of rules that were read, those with faults included. */
  readonly count: number;
  /** True when there was nothing to read: no files, no documents. */
  readonly isEmpty: boolean;
}

const NAMELESS = { rule: 0, id: null, title: null, level: null };

/**
 * Reads all rules.
 *
 * @param inputs Where they are
 * @param side Whose field names the events have
 * @param variables Values of LEQL variables
 */
export async function loadRules(
  { items, reader }: RuleInputs,
  side: Side,
  variables: LeqlVariables,
): Promise<LoadedRules> {
  const rules: MatchRule[] = [];
  const locators: ItemRules["locate"][] = [];
  const faults: RuleFault[] = [];
  const correlations: RuleFault[] = [];
  let count = 0;
  let isEmpty = true;
  for await (const item of items) {
    isEmpty = false;
    const read = readRules(item, reader, [side]);
    if (!("readings" in read)) {
      faults.push({ rule: { ...NAMELESS, path: itemPath(item) }, fault: read });
      continue;
    }
    count += read.readings.length;
    for (const reading of read.readings) {
      const isLeftOut = reading.kind === "Correlation" && side === "sigma";
      addRule(reading, side, rules, isLeftOut ? correlations : faults);
    }
    while (locators.length < rules.length) locators.push(read.locate);
  }
  const { engine, faults: found } = prepareEngine(rules, { variables });
  for (const { rule, query, diagnostic } of found) {
    // The place of a fault in a converted query, or in a filter, is none in the rule's file.
    const isInFile = rules[rule].queries[query].kind === "Sigma" &&
      filterNumber(diagnostic) === undefined;
    const fault = isInFile ? locators[rule](diagnostic) : diagnostic;
    faults.push({ rule: rules[rule], fault });
  }
  // With nothing else to evaluate, leaving them out would hide that nothing was done.
  if (rules.length === 0) faults.push(...correlations.splice(0));
  return { rules, faults, correlations: correlations.length, engine, count, isEmpty };
}

function addRule(reading: RuleReading, side: Side, rules: MatchRule[], faults: RuleFault[]): void {
  const { path, rule, id, title, level } = reading;
  const named = { path, rule, id, title, level };
  const read: RuleSide<MatchQuery> | undefined = reading.kind === "Query"
    ? reading.leql
    : reading[side];
  for (const fault of read?.faults ?? []) faults.push({ rule: named, fault });
  const queries = (read?.queries ?? []).map(withoutDocument);
  if (queries.length > 0) rules.push({ ...named, queries });
}

/** Matching does not look at the document of a rule, which is larger than the rule. */
function withoutDocument(query: MatchQuery): MatchQuery {
  if (query.kind === "Leql") return query;
  const { rule } = query;
  return { ...query, rule: { ...rule, document: { ...rule.document, pairs: [] } } };
}
