/**
 * What the queries of a rule stand on.
 *
 * @module
 */

import { evidenceDetail } from "./evidence.ts";
import type { Evidence, EvidenceGrade } from "./table.ts";

/** One thing that a query uses, and how well it is known. */
export interface UsedEvidence {
  /** What it is: a LEQL key, the event type, a fixed condition, or words that values are mapped to. */
  readonly kind: "key" | "eventType" | "condition" | "value";
  /** Its name: the key, the event type, or the condition as text. */
  readonly name: string;
  /** How well it is known. */
  readonly grade: EvidenceGrade;
  /** An id of the table's sources. */
  readonly source: string;
}

/** Grades, the best first. */
export const EVIDENCE_GRADES: readonly EvidenceGrade[] = ["documented", "seen", "inferred"];

/** Nothing is graded. */
export const NO_EVIDENCE: readonly UsedEvidence[] = Object.freeze([]);

/** Makes the list for one thing: empty when the table says nothing about it. */
export function usedEvidence(
  kind: UsedEvidence["kind"],
  name: string,
  evidence: Evidence | undefined,
): readonly UsedEvidence[] {
  if (evidence === undefined) return NO_EVIDENCE;
  const { grade, source } = evidenceDetail(evidence);
  return [{ kind, name, grade, source }];
}

const RANKS: Readonly<Record<EvidenceGrade, number>> = { documented: 0, seen: 1, inferred: 2 };

/** True when the first grade is weaker than the second. */
export function isWeaker(grade: EvidenceGrade, than: EvidenceGrade): boolean {
  return RANKS[grade] > RANKS[than];
}

/**
 * Leaves out the event type: what a query stands on that does not name it, as searches in Log
 * Search do not.
 */
export function withoutEventType(used: readonly UsedEvidence[]): readonly UsedEvidence[] {
  return used.filter(({ kind }) => kind !== "eventType");
}

/** Leaves out the event types that a query does not name. */
export function withEventType(
  used: readonly UsedEvidence[],
  eventType: string,
): readonly UsedEvidence[] {
  return used.filter(({ kind, name }) => kind !== "eventType" || name === eventType);
}

/**
 * Finds what is known least.
 *
 * @param used What a query uses
 * @returns The first of the weakest grade, or `null` when nothing is graded
 */
export function weakestEvidence<E extends { readonly grade: EvidenceGrade }>(
  used: Iterable<E | null>,
): E | null {
  let weakest: E | null = null;
  for (const item of used) {
    if (item === null) continue;
    if (weakest === null || isWeaker(item.grade, weakest.grade)) weakest = item;
  }
  return weakest;
}

/** Joins lists; what has the same kind and name stands in the outcome once. */
export function joinEvidence(
  lists: Iterable<readonly UsedEvidence[]>,
): readonly UsedEvidence[] {
  const joined: UsedEvidence[] = [];
  for (const list of lists) {
    for (const item of list) {
      if (!joined.some(({ kind, name }) => kind === item.kind && name === item.name)) {
        joined.push(item);
      }
    }
  }
  return joined.length === 0 ? NO_EVIDENCE : joined;
}
