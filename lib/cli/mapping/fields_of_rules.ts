import { ruleToLeql } from "../../compiler/rule_to_leql.ts";
import { type Diagnostic, isFatal } from "../../diagnostic.ts";
import { applyMapping } from "../../mappings/apply.ts";
import { ruleFields } from "../../mappings/tools/rule_fields.ts";
import type { Rule } from "../../sigma/ast.ts";
import { type MappingRules, ruleDocuments } from "./mapping_rules.ts";

/** A rule as it comes to the mapping table, and the entry that it takes. */
export interface MappedDocument {
  readonly path: string;
  readonly rule: Rule;
  /** Id of the entry that carries the rule, or was tried last; absent when there is none. */
  readonly entry: string | undefined;
  /** Sigma fields of the rule. */
  readonly fields: ReadonlySet<string>;
}

/**
 * Yields the rules, and what they ask of the mapping table; faulty ones are left out.
 *
 * @param rules Rules and table
 * @param onFault Is told what cannot be read
 */
export async function* mappedRules(
  rules: MappingRules,
  onFault: (path: string, fault: Diagnostic) => void,
): AsyncGenerator<MappedDocument> {
  const { setup, mapping } = rules;
  for await (const { path, document, collection } of ruleDocuments(rules, onFault)) {
    const { content, diagnostics } = document;
    if (content?.kind !== "Rule" || diagnostics.some(isFatal)) continue;
    const { processed: rule } = ruleToLeql(content, collection, setup);
    const { entry } = applyMapping(rule, mapping, { minEvidence: setup.minEvidence });
    yield { path, rule, entry: entry?.target.entry, fields: ruleFields(rule) };
  }
}

/**
 * Gathers the fields of rules by the entry that carries them.
 *
 * @param rules Rules and table
 * @param onFault Is told what cannot be read
 */
export async function fieldsByEntry(
  rules: MappingRules,
  onFault: (path: string, fault: Diagnostic) => void,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>();
  for await (const { entry, fields } of mappedRules(rules, onFault)) {
    if (entry === undefined) continue;
    const known = found.get(entry) ?? new Set();
    for (const field of fields) known.add(field);
    found.set(entry, known);
  }
  return found;
}
