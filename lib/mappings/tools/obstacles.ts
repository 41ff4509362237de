/**
 * What keeps an entry from carrying a rule.
 *
 * @module
 */

import { type Diagnostic, type DiagnosticCode, isFatal } from "../../diagnostic.ts";
import type { DetectionItem, LogSource, Rule } from "../../sigma/ast.ts";
import type { Mapping } from "../prepare.ts";
import type { EvidenceGrade } from "../table.ts";
import type { UsedEvidence } from "../used_evidence.ts";
import { type EntryTrace, traceChain, weakEvidence } from "./trace_entry.ts";

/** One thing that a mapping table would have to say, or to know better. */
export interface Obstacle {
  /** The fault that it gives. */
  readonly code: DiagnosticCode;
  /** What it is about: a field, a log source, a key, an event type or a condition. */
  readonly name: string;
  /** The entry that would have to say more; absent for a log source and for evidence. */
  readonly entry?: string;
  /** Where the events lie, for evidence: the event type, or the log set. */
  readonly events?: string;
  /** Why. */
  readonly reason?: string;
  /** For evidence: what is known, and how well. */
  readonly evidence?: UsedEvidence;
}

/**
 * Finds what keeps a rule from being mapped.
 *
 * Each entry that is tried is a way to carry the rule, so each has a list of its own: the rule is
 * mapped when all obstacles of one list are gone. Entries that serve other events than the rule asks
 * for are left out, unless there is no other.
 *
 * @param rule The rule, in Sigma fields
 * @param mapping A prepared table
 * @param minEvidence Weaker evidence is an obstacle
 * @returns A list for each entry; one of them is empty when the rule can be mapped
 */
export function findObstacles(
  rule: Rule,
  mapping: Mapping,
  minEvidence: EvidenceGrade | undefined,
): readonly (readonly Obstacle[])[] {
  const traces = traceChain(rule, mapping);
  if (traces.length === 0) {
    return [[{ code: "unmapped-logsource", name: describeLogSource(rule.logsource) }]];
  }
  const serving = traces.filter(({ unserved }) => unserved.length === 0);
  return (serving.length > 0 ? serving : traces).map((trace) => obstaclesOf(trace, minEvidence));
}

/** Writes a log source for people: `category dns, product windows`. */
export function describeLogSource(logsource: LogSource): string {
  const names = ["category", "product", "service"] as const;
  const parts = names.filter((name) => logsource[name] !== undefined)
    .map((name) => `${name} ${logsource[name]}`);
  return parts.length === 0 ? "no attributes" : parts.join(", ");
}

function obstaclesOf(trace: EntryTrace, minEvidence: EvidenceGrade | undefined): Obstacle[] {
  const { id } = trace.slot;
  const { eventType, logSet } = trace.entry.target;
  const found: Obstacle[] = trace.unserved.map(({ code, message }) => {
    return { code, name: id, entry: id, reason: message };
  });
  for (const { item, diagnostics } of trace.items) {
    for (const fault of diagnostics.filter(isFatal)) {
      const name = faultyField(item, fault);
      found.push({ code: fault.code, name, entry: id, ...reasonOf(fault) });
    }
  }
  for (const { condition, diagnostics } of trace.conditions) {
    for (const fault of diagnostics.filter(isFatal)) {
      const name = condition.field ?? condition.key ?? "";
      found.push({ code: fault.code, name, entry: id, ...reasonOf(fault) });
    }
  }
  for (const evidence of weakEvidence(trace, minEvidence)) {
    const events = eventType ?? logSet;
    const place = events === undefined ? {} : { events };
    found.push({ code: "weak-evidence", name: evidence.name, ...place, evidence });
  }
  return unique(found);
}

/** The field that a fault is about: that of the item, or one that a value refers to. */
function faultyField({ field, values }: DetectionItem, { span }: Diagnostic): string {
  const value = values.find((one) => one.kind === "FieldRef" && one.span.start === span?.start);
  return (value?.kind === "FieldRef" ? value.field : field) ?? "";
}

/** What stands behind the colon: the field is named already. */
function reasonOf({ code, message }: Diagnostic): { reason?: string } {
  if (code === "unmapped-field") return {};
  return { reason: message.slice(message.indexOf(": ") + 2) };
}

function unique(obstacles: readonly Obstacle[]): Obstacle[] {
  return [...new Map(obstacles.map((obstacle) => [obstacleId(obstacle), obstacle])).values()];
}

/** Names an obstacle: two with the same text are the same obstacle in two rules. */
export function obstacleId({ code, name, entry, events, reason, evidence }: Obstacle): string {
  return [code, name, entry, events, reason, evidence?.kind].join("\n");
}
