import { ruleToLeql } from "../../compiler/rule_to_leql.ts";
import { type Diagnostic, isFatal } from "../../diagnostic.ts";
import { applyMapping } from "../../mappings/apply.ts";
import { type FailedRule, type Gap, type GapOrder, rankGaps } from "../../mappings/tools/gaps.ts";
import { findObstacles } from "../../mappings/tools/obstacles.ts";
import type { Rule } from "../../sigma/ast.ts";
import { type MappingRules, type RuleDocument, ruleDocuments } from "./mapping_rules.ts";

/** What keeps rules from being converted. */
export interface GapReport {
  /** Number of rules that were looked at; correlations and filters do not count. */
  readonly rules: number;
  readonly converted: number;
  /** How many rules have a fault that no mapping table can change, by code; the most first. */
  readonly hopeless: readonly (readonly [code: string, rules: number])[];
  readonly gaps: readonly Gap[];
}

/**
 * Looks for what keeps rules from being converted.
 *
 * @param rules Rules and table
 * @param order How obstacles are ranked
 * @param onFault Is told what cannot be read
 */
export async function findGaps(
  rules: MappingRules,
  order: GapOrder,
  onFault: (path: string, fault: Diagnostic) => void,
): Promise<GapReport> {
  const failed: FailedRule[] = [];
  const codes = new Map<string, number>();
  let count = 0;
  for await (const document of ruleDocuments(rules, onFault)) {
    const { content } = document.document;
    if (content?.kind === "Correlation" || content?.kind === "Filter") continue;
    count++;
    const found = lookAt(document, content, rules);
    if (found === undefined) continue;
    failed.push(found.rule);
    for (const code of found.codes) codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  return {
    rules: count,
    converted: count - failed.length,
    hopeless: [...codes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)),
    gaps: rankGaps(failed, order),
  };
}

/** `undefined` for a rule that is converted. */
function lookAt(
  { path, rule: index, document, collection }: RuleDocument,
  rule: Rule | undefined,
  { setup, mapping }: MappingRules,
): { readonly rule: FailedRule; readonly codes: ReadonlySet<string> } | undefined {
  const name = index === 0 ? path : `${path}#${index}`;
  const faults = document.diagnostics.filter(isFatal);
  if (rule === undefined || faults.length > 0) {
    const codes = new Set(faults.map(({ code }) => code));
    return { rule: { name, ways: [], isHopeless: true }, codes };
  }
  const { processed, diagnostics } = ruleToLeql(rule, collection, setup);
  const fatal = diagnostics.filter(isFatal);
  if (fatal.length === 0) return undefined;
  const { minEvidence } = setup;
  const ofMapping = new Set(
    applyMapping(processed, mapping, { minEvidence }).diagnostics.map(identity),
  );
  const others = fatal.filter((fault) => !ofMapping.has(identity(fault)));
  return {
    rule: {
      name,
      ways: findObstacles(processed, mapping, minEvidence),
      isHopeless: others.length > 0,
    },
    codes: new Set(others.map(({ code }) => code)),
  };
}

function identity({ code, message, span }: Diagnostic): string {
  return `${code} ${span?.start} ${message}`;
}
