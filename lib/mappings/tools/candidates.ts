/**
 * The entries that a rule could take, and what comes of each.
 *
 * @module
 */

import { isFatal } from "../../diagnostic.ts";
import type { LogSource, Rule } from "../../sigma/ast.ts";
import { carryRule } from "../carry.ts";
import { mapName } from "../map_name.ts";
import { closedChoice, type EntrySlot, type Mapping, type PreparedEntry } from "../prepare.ts";
import { selectSlot } from "../select.ts";
import type { EvidenceGrade, LogSourcePattern } from "../table.ts";
import { chainOf, UNSERVED } from "./trace_entry.ts";

/** An entry that names the log source of a rule, or that is tried behind one that does. */
export interface Candidate {
  /** Its id. */
  readonly id: string;
  /**
   * `serves`: it carries the rule. `cannot`: it was tried. `left-out`: by a choice. `not-needed`:
   * an earlier one carries the rule. `not-tried`: others name the log source more closely, or stand
   * before it.
   */
  readonly outcome: "serves" | "cannot" | "left-out" | "not-needed" | "not-tried";
  /** Why it cannot. */
  readonly reasons: readonly string[];
  /** For one that is left out: the choice, and the values under which it is active. */
  readonly choice?: { readonly name: string; readonly values: readonly string[] };
}

/**
 * Lists the entries that a rule could take.
 *
 * @param rule The rule, in Sigma fields
 * @param serving Id of the entry that carries it; absent when none does
 * @param mapping A prepared table
 * @param minEvidence Weaker evidence made entries unfit
 * @param names Fields of a correlation, for which the entry needs a key each
 * @returns Those that are tried, in order, and then those that are not
 */
export function listCandidates(
  rule: Rule,
  serving: string | undefined,
  mapping: Mapping,
  minEvidence: EvidenceGrade | undefined,
  names: readonly string[] = [],
): readonly Candidate[] {
  const chain = chainOf(selectSlot(rule.logsource, mapping.index), mapping);
  const end = serving === undefined ? -1 : chain.findIndex(({ id }) => id === serving);
  const tried = chain.map((slot, at): Candidate => {
    const { id } = slot;
    if (id === serving) return { id, outcome: "serves", reasons: [] };
    if (!slot.active) return leftOut(slot, mapping);
    if (end >= 0 && at > end) return { id, outcome: "not-needed", reasons: [] };
    const entry = slot.prepared();
    const { diagnostics } = carryRule(rule, entry, mapping, minEvidence);
    const faults = diagnostics.filter(isFatal);
    if (faults.length === 0) {
      return { id, outcome: "cannot", reasons: lacks(names, entry, mapping) };
    }
    const unserved = faults.filter(({ code }) => UNSERVED.has(code));
    // Which keys an entry for other events lacks does not matter.
    const reasons = (unserved.length > 0 ? unserved : faults).map(({ message }) => message);
    return { id, outcome: "cannot", reasons };
  });
  const others = mapping.slots.values().filter((slot) =>
    !chain.includes(slot) && (slot.entry.logsources ?? []).some((one) => fits(one, rule.logsource))
  );
  const untried = [...others].map((slot): Candidate =>
    slot.active ? { id: slot.id, outcome: "not-tried", reasons: [] } : leftOut(slot, mapping)
  );
  return [...tried, ...untried];
}

/** Why an entry that carries the rule does not do for a correlation. */
function lacks(names: readonly string[], entry: PreparedEntry, mapping: Mapping): string[] {
  return names.flatMap((name) => {
    const mapped = mapName(name, entry, mapping);
    return "key" in mapped ? [] : `the correlation needs the field "${name}": ${mapped.reason}`;
  });
}

function leftOut({ id, entry }: EntrySlot, { choices }: Mapping): Candidate {
  const name = closedChoice(entry, choices)!;
  const choice = { name, values: entry.when?.[name] ?? [] };
  return { id, outcome: "left-out", reasons: [], choice };
}

/** True when an entry with the pattern serves the log source. */
export function fits(pattern: LogSourcePattern, logsource: LogSource): boolean {
  return (["category", "product", "service"] as const).every((name) => {
    const wanted = pattern[name];
    return wanted === undefined || (wanted ?? undefined) === logsource[name];
  });
}
