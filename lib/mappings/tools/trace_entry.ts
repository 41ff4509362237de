/**
 * What an entry does to a rule, item by item.
 *
 * `carryRule` does the same for a conversion and keeps the outcome alone; a person wants to know
 * which item has which key, and which item is in the way.
 *
 * @module
 */

import { type Diagnostic, type DiagnosticCode, isFatal } from "../../diagnostic.ts";
import type { Detection, DetectionItem, Rule } from "../../sigma/ast.ts";
import { carryRule } from "../carry.ts";
import { conditionItem, type Need, needsOf } from "../fixed_conditions.ts";
import { mapItem } from "../map_item.ts";
import type { Polarity } from "../map_within.ts";
import { polarities } from "../polarity.ts";
import type { EntrySlot, Mapping, PreparedEntry } from "../prepare.ts";
import { selectSlot } from "../select.ts";
import type { EvidenceGrade, FixedCondition } from "../table.ts";
import { isWeaker, joinEvidence, type UsedEvidence, withoutEventType } from "../used_evidence.ts";

/** What becomes of one detection item. */
export interface ItemTrace {
  /** The item, with Sigma fields; never a keyword item. */
  readonly item: DetectionItem;
  /** The same in LEQL keys; the item itself after a fault. */
  readonly mapped: Detection;
  /** Faults and warnings of the mapping. */
  readonly diagnostics: readonly Diagnostic[];
  /** What it stands on. */
  readonly evidence: readonly UsedEvidence[];
}

/** What becomes of a fixed condition of the entry. */
export interface ConditionTrace {
  readonly condition: FixedCondition;
  /** `added`: joined to the rule. `stated`: the rule says so. `never`: the rule asks for others. */
  readonly state: "added" | "stated" | "never";
  /** The condition in LEQL keys. */
  readonly mapped: Detection;
  readonly diagnostics: readonly Diagnostic[];
  readonly evidence: readonly UsedEvidence[];
}

/** What an entry does to a rule. */
export interface EntryTrace {
  readonly slot: EntrySlot;
  readonly entry: PreparedEntry;
  /** The items that some condition of the rule reaches, in order. */
  readonly items: readonly ItemTrace[];
  readonly conditions: readonly ConditionTrace[];
  /** The entry serves other events than the rule asks for, or its keys cannot have its values. */
  readonly unserved: readonly Diagnostic[];
  /** Everything that the queries would stand on, each once. */
  readonly evidence: readonly UsedEvidence[];
}

/**
 * Follows a rule through the entry that its log source selects and those that are tried when that
 * one cannot carry it.
 *
 * @param rule The rule, in Sigma fields
 * @param mapping A prepared table
 * @returns The active entries in the order in which they are tried; none when no entry serves the
 * log source
 */
export function traceChain(rule: Rule, mapping: Mapping): readonly EntryTrace[] {
  return chainOf(selectSlot(rule.logsource, mapping.index), mapping)
    .filter(({ active }) => active)
    .map((slot) => traceEntry(rule, slot, mapping));
}

/** Lists an entry and those that are tried behind it, whether active or not. */
export function chainOf(first: EntrySlot | undefined, mapping: Mapping): readonly EntrySlot[] {
  const chain: EntrySlot[] = [];
  let slot = first;
  while (slot !== undefined && !chain.includes(slot)) {
    chain.push(slot);
    slot = slot.entry.otherwise ? mapping.slots.get(slot.entry.otherwise) : undefined;
  }
  return chain;
}

/**
 * Follows a rule through one entry.
 *
 * @param rule The rule, in Sigma fields
 * @param slot The entry
 * @param mapping Its table
 */
export function traceEntry(rule: Rule, slot: EntrySlot, mapping: Mapping): EntryTrace {
  const entry = slot.prepared();
  const items: ItemTrace[] = [];
  const reached = polarities(rule);
  const identifiers = rule.identifiers.map((identifier) => {
    const polarity = reached.get(identifier.name);
    if (polarity === undefined) return identifier;
    const map = (item: DetectionItem): Detection => {
      const trace = traceItem(item, entry, mapping, polarity);
      if (item.field !== null) items.push(trace);
      return trace.mapped;
    };
    return { ...identifier, detection: mapLeaves(identifier.detection, map) };
  });
  const conditions = entry.conditions.map(({ condition, evidence }): ConditionTrace => {
    const ofField = condition.field !== undefined;
    const needs = needsOf(condition, ofField ? rule : { ...rule, identifiers });
    const item = conditionItem(condition, rule.logsourceSpan);
    const traced = ofField
      ? traceItem(item, entry, mapping, "positive")
      : { mapped: item, diagnostics: [], evidence: [] };
    const { mapped, diagnostics } = traced;
    const all = joinEvidence([evidence, traced.evidence]);
    return { condition, state: stateOf(needs), mapped, diagnostics, evidence: all };
  });
  const added = conditions.filter(({ state }) => state !== "stated");
  const { diagnostics } = carryRule(rule, entry, mapping, undefined);
  return {
    slot,
    entry,
    items,
    conditions,
    unserved: diagnostics.filter((fault) => isFatal(fault) && UNSERVED.has(fault.code)),
    evidence: joinEvidence([entry.evidence, ...[...items, ...added].map((part) => part.evidence)]),
  };
}

/**
 * Lists what a trace stands on that is known less well than asked for. The event type keeps no
 * entry from carrying a rule.
 *
 * @param trace What an entry does to a rule
 * @param minEvidence The weakest grade that counts
 */
export function weakEvidence(
  { evidence }: EntryTrace,
  minEvidence: EvidenceGrade | undefined,
): readonly UsedEvidence[] {
  if (minEvidence === undefined) return [];
  return withoutEventType(evidence).filter(({ grade }) => isWeaker(grade, minEvidence));
}

/** Faults of an entry as a whole: it serves other events than the rule asks for. */
export const UNSERVED: ReadonlySet<DiagnosticCode> = new Set(["unserved-events", "never-matches"]);

/** Maps one item, with what it says and stands on. */
export function traceItem(
  item: DetectionItem,
  entry: PreparedEntry,
  mapping: Mapping,
  polarity: Polarity,
): ItemTrace {
  const diagnostics: Diagnostic[] = [];
  const used = new Set<readonly UsedEvidence[]>();
  const mapped = mapItem(item, { mapping, entry, diagnostics, used, polarity });
  return { item, mapped, diagnostics, evidence: joinEvidence(used) };
}

function mapLeaves(detection: Detection, map: (item: DetectionItem) => Detection): Detection {
  if (detection.kind === "Item") return map(detection);
  return { ...detection, items: detection.items.map((item) => mapLeaves(item, map)) };
}

function stateOf(needs: readonly Need[]): ConditionTrace["state"] {
  if (needs.includes("never")) return "never";
  return needs.every((need) => need === "stated") ? "stated" : "added";
}
