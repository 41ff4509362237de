/**
 * Why a rule becomes the query that it becomes.
 *
 * @module
 */

import type { Rule } from "../../sigma/ast.ts";
import { describeCondition } from "../fixed_conditions.ts";
import { mapName, type MappedName } from "../map_name.ts";
import type { Mapping, PreparedEntry } from "../prepare.ts";
import type {
  EvidenceDetail,
  EvidenceGrade,
  MappingEntry,
  MappingSource,
  MappingTable,
} from "../table.ts";
import {
  joinEvidence,
  NO_EVIDENCE,
  type UsedEvidence,
  weakestEvidence,
  withoutEventType,
} from "../used_evidence.ts";
import { evidenceDetail } from "../evidence.ts";
import { type Candidate, listCandidates } from "./candidates.ts";
import { effectiveFields } from "./effective_fields.ts";
import { type FieldNote, fieldNotes, keysIn } from "./field_notes.ts";
import { traceEntry } from "./trace_entry.ts";

export type { FieldNote, KeyNote, ValueNote } from "./field_notes.ts";

/** What becomes of a fixed condition. */
export interface ConditionNote {
  /** The condition, for people. */
  readonly text: string;
  readonly state: "added" | "stated" | "never";
  /** The keys that it is about; `null` for the raw log line. */
  readonly keys: readonly (string | null)[];
  readonly evidence: readonly UsedEvidence[];
}

/** A field that a correlation groups or calculates by. */
export interface NameNote {
  readonly field: string;
  /** Its key, or why there is not exactly one. */
  readonly mapped: MappedName;
}

/** Where the queries go. */
export interface EntryNote {
  readonly id: string;
  readonly entry: MappingEntry;
  /** How well the event type is known. */
  readonly evidence?: EvidenceDetail;
}

/** Why a rule becomes what it becomes. */
export interface RuleExplanation {
  /** The entries that could have been taken. */
  readonly candidates: readonly Candidate[];
  /** The entry that carries the rule, or that was tried last; absent when there is none. */
  readonly entry?: EntryNote;
  /** True when the entry carries the rule. */
  readonly isCarried: boolean;
  /** Each field once, in the order of the rule. */
  readonly fields: readonly FieldNote[];
  readonly conditions: readonly ConditionNote[];
  /** Of a correlation: the fields that it groups and calculates by. */
  readonly names: readonly NameNote[];
  /** What is known least, the event type aside; `null` when nothing is graded. */
  readonly weakest: UsedEvidence | null;
  /** What the evidence refers to, by id. */
  readonly sources: ReadonlyMap<string, MappingSource>;
}

/** What an explanation needs. */
export interface ExplainContext {
  readonly table: MappingTable;
  /** The same table, prepared. */
  readonly mapping: Mapping;
  readonly minEvidence?: EvidenceGrade;
  /** For a rule in a correlation: the fields that this groups and calculates by. */
  readonly names?: readonly string[];
}

/**
 * Explains what a mapping table does to a rule.
 *
 * @param rule The rule, in Sigma fields
 * @param entry The entry that carries it or was tried last, as `MappedRule` has it
 * @param isCarried Whether it carries the rule
 * @param context The table
 */
export function explainRule(
  rule: Rule,
  entry: PreparedEntry | undefined,
  isCarried: boolean,
  context: ExplainContext,
): RuleExplanation {
  const { table, mapping, minEvidence, names = [] } = context;
  const id = entry?.target.entry;
  const named = entry === undefined
    ? []
    : names.map((field): NameNote => ({ field, mapped: mapName(field, entry, mapping) }));
  const isServing = isCarried && named.every(({ mapped }) => "key" in mapped);
  const serving = isServing ? id : undefined;
  const candidates = listCandidates(rule, serving, mapping, minEvidence, names);
  const slot = id === undefined ? undefined : mapping.slots.get(id);
  if (slot === undefined || id === undefined) {
    const nothing = { fields: [], conditions: [], names: [], weakest: null, sources: new Map() };
    return { candidates, isCarried: false, ...nothing };
  }
  const trace = traceEntry(rule, slot, mapping);
  const effective = effectiveFields(slot.entry, table, mapping.choices);
  const { evidence } = slot.entry;
  const ofNames = named.map(({ mapped }) => "key" in mapped ? mapped.evidence : NO_EVIDENCE);
  const used = joinEvidence([trace.evidence, ...ofNames]);
  return {
    candidates,
    entry: { id, entry: slot.entry, ...(evidence && { evidence: evidenceDetail(evidence) }) },
    isCarried,
    fields: fieldNotes(trace, effective, mapping),
    conditions: trace.conditions.map(({ condition, state, mapped, evidence }) => {
      return { text: describeCondition(condition), state, keys: keysIn(mapped), evidence };
    }),
    names: named,
    weakest: weakestEvidence(withoutEventType(used)),
    sources: sourcesOf(used, table),
  };
}

function sourcesOf(
  evidence: readonly UsedEvidence[],
  { sources = {} }: MappingTable,
): ReadonlyMap<string, MappingSource> {
  const found = new Map<string, MappingSource>();
  for (const { source } of evidence) {
    if (Object.hasOwn(sources, source)) found.set(source, sources[source]);
  }
  return found;
}
