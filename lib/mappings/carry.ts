/**
 * One entry of a mapping table tries to carry a rule.
 *
 * @module
 */

import { type Diagnostic, diagnostic, isFatal, withEffect } from "../diagnostic.ts";
import type { Detection, Rule, SearchIdentifier } from "../sigma/ast.ts";
import { contradictions } from "./contradictions.ts";
import {
  conditionItem,
  describeCondition,
  joinConditions,
  type JoinedCondition,
  needsOf,
} from "./fixed_conditions.ts";
import type { MapContext } from "./map_context.ts";
import { mapItem } from "./map_item.ts";
import { polarities } from "./polarity.ts";
import type { Mapping, PreparedEntry } from "./prepare.ts";
import { requiredValues } from "./required_values.ts";
import { type KeyUsers, sharedKeys } from "./shared_keys.ts";
import type { EvidenceGrade, FixedCondition } from "./table.ts";
import { evidenceDiagnostic } from "./judge_evidence.ts";
import { joinEvidence, NO_EVIDENCE, type UsedEvidence } from "./used_evidence.ts";

/** What came of it. */
export interface Carried {
  /** A new rule, with LEQL keys as fields; absent when a diagnostic is fatal. */
  readonly rule?: Rule;
  /** All faults of the rule, in its order. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the rule's queries stand on. */
  readonly evidence: readonly UsedEvidence[];
}

/**
 * Maps a rule by one entry.
 *
 * A search identifier that no condition reaches says nothing about what the
 * rule finds: when it has a fault, it is left out and the fault with it.
 *
 * @param rule The rule, which stays as it is
 * @param entry The entry
 * @param mapping Its table
 * @param minEvidence Weaker evidence makes the rule unsupported
 */
export function carryRule(
  rule: Rule,
  entry: PreparedEntry,
  mapping: Mapping,
  minEvidence: EvidenceGrade | undefined,
): Carried {
  const diagnostics: Diagnostic[] = [];
  checkOnly(rule, entry, mapping, diagnostics);
  const used = new Set([entry.evidence]);
  const keyUsers: KeyUsers = new Map();
  const context: Context = { mapping, entry, diagnostics, used, keyUsers };
  const identifiers = mapIdentifiers(rule, context);
  let mapped: Rule = { ...rule, identifiers, fields: mapNames(rule.fields, entry) };
  if (entry.conditions.length > 0) {
    mapped = addConditions(rule, mapped, context);
  }
  diagnostics.push(...sharedKeys(rule, mapped, entry, keyUsers));
  if (entry.loss !== undefined) {
    const { effect, reason } = entry.loss;
    diagnostics.push(
      withEffect(diagnostic("warning", "entry-loss", reason, rule.logsourceSpan), effect),
    );
  }
  diagnostics.push(...contradictions(rule));
  const evidence = joinEvidence(used);
  const judged = evidenceDiagnostic(evidence, minEvidence, rule.logsourceSpan);
  if (judged !== undefined) diagnostics.push(judged);
  if (diagnostics.some(isFatal)) return { diagnostics, evidence: NO_EVIDENCE };
  return { rule: mapped, diagnostics, evidence };
}

type Context = Omit<MapContext, "polarity">;

function mapIdentifiers(rule: Rule, context: Context): readonly SearchIdentifier[] {
  const { mapping, entry } = context;
  const reached = polarities(rule);
  const identifiers: SearchIdentifier[] = [];
  for (const { name, detection, span } of rule.identifiers) {
    const polarity = reached.get(name);
    if (polarity !== undefined) {
      const mapped = mapDetection(detection, { ...context, polarity });
      identifiers.push({ name, detection: mapped, span });
      continue;
    }
    const faults: Diagnostic[] = [];
    const mapped = mapDetection(detection, {
      mapping,
      entry,
      diagnostics: faults,
      used: new Set(),
      polarity: "positive",
    });
    if (faults.length === 0) identifiers.push({ name, detection: mapped, span });
  }
  return identifiers;
}

function mapDetection(detection: Detection, context: MapContext): Detection {
  if (detection.kind === "Item") return mapItem(detection, context);
  const { kind, span } = detection;
  return { kind, items: detection.items.map((item) => mapDetection(item, context)), span };
}

/** The names of a rule's `fields` list; one without a key stays as it is. */
function mapNames(names: readonly string[], entry: PreparedEntry): readonly string[] {
  if (names.length === 0) return names;
  const mapped = new Set<string>();
  for (const name of names) {
    const field = entry.fields.get(name) ??
      (entry.unsupported.has(name) ? undefined : entry.otherField?.(name));
    if (field === undefined) mapped.add(name);
    else if (field.kind === "Within") mapped.add(field.key ?? name);
    else for (const key of field.keys.values()) mapped.add(key);
  }
  return [...mapped];
}

/** An entry may serve a part of the events alone. */
function checkOnly(
  rule: Rule,
  { only, target }: PreparedEntry,
  mapping: Mapping,
  diagnostics: Diagnostic[],
): void {
  for (const [field, allowed] of only) {
    const served = rule.conditions.every(({ node }) =>
      requiredValues(node, rule.identifiers, field)?.isSubsetOf(allowed) === true
    );
    if (served) continue;
    diagnostics.push(diagnostic(
      "unsupported",
      "unserved-events",
      `The entry "${target.entry}" of the mapping table "${mapping.name}" serves events with ` +
        `${field} ${listed([...allowed])} alone, and the rule may match others`,
      rule.logsourceSpan,
      `Let the rule ask for ${field}`,
    ));
  }
}

function addConditions(rule: Rule, mapped: Rule, context: Context): Rule {
  const joined: JoinedCondition[] = [];
  for (const { condition, evidence } of context.entry.conditions) {
    const ofField = condition.field !== undefined;
    const needs = needsOf(condition, ofField ? rule : mapped);
    if (needs.includes("never")) context.diagnostics.push(neverFault(rule, condition, context));
    if (needs.every((need) => need === "stated")) continue;
    const item = conditionItem(condition, rule.logsourceSpan);
    context.used.add(evidence);
    const detection = ofField ? mapItem(item, { ...context, polarity: "positive" }) : item;
    joined.push({ condition, detection, needs });
  }
  return joined.length === 0 ? mapped : joinConditions(mapped, joined);
}

function neverFault(rule: Rule, condition: FixedCondition, context: Context): Diagnostic {
  const { entry, mapping } = context;
  return diagnostic(
    "unsupported",
    "unserved-events",
    `The entry "${entry.target.entry}" of the mapping table "${mapping.name}" serves events with ` +
      `${describeCondition(condition)} alone, and the rule asks for others`,
    rule.logsourceSpan,
  );
}

function listed(values: readonly unknown[]): string {
  return values.join(" or ");
}
