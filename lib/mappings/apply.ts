/**
 * A rule gets the keys of the target.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { LogSource, Rule } from "../sigma/ast.ts";
import { type Carried, carryRule } from "./carry.ts";
import { logsourceKey } from "./logsource_key.ts";
import { mapName } from "./map_name.ts";
import { closedChoice, type EntrySlot, type Mapping } from "./prepare.ts";
import { isExcluded } from "./excluded_value.ts";
import type { PreparedEntry, PreparedTwin, Target } from "./prepare_entry.ts";
import { selectSlot } from "./select.ts";
import type { EvidenceGrade } from "./table.ts";
import { NO_EVIDENCE, type UsedEvidence } from "./used_evidence.ts";

export { prepareMapping } from "./prepare.ts";
export type { Mapping, PreparedEntry, Target } from "./prepare.ts";
export type { UsedEvidence } from "./used_evidence.ts";

/** Outcome of mapping one rule. */
export interface MappedRule {
  /** A new rule, with LEQL keys as fields; absent when a diagnostic is fatal. */
  readonly rule?: Rule;
  /** Where its queries go; absent when no entry serves the log source. */
  readonly target?: Target;
  /** The entry that carries the rule, or that was tried last. */
  readonly entry?: PreparedEntry;
  /** What the queries stand on, each once; empty when nothing is graded, or after a fault. */
  readonly evidence: readonly UsedEvidence[];
  /** All faults of the rule, in its order. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How to map. */
export interface MapOptions {
  /** Weaker evidence makes a rule unsupported. @default {"inferred"} */
  readonly minEvidence?: EvidenceGrade;
  /** Fields beside those of the rule; an entry that has one key for each is preferred. */
  readonly names?: readonly string[];
}

/**
 * Maps the fields of a rule.
 *
 * The log source selects an entry. When it cannot carry the rule, the entry
 * that it names under `otherwise` is tried, and so on; when none can, the
 * faults of the last one are reported.
 *
 * @param rule The rule, which stays as it is
 * @param mapping A prepared table
 * @param options How to map
 * @returns A new rule and its target, or every fault: `unmapped-logsource`,
 * `unmapped-field`, `unsupported-field`, `unsupported-hash`, `unsupported-fieldref`,
 * `unsupported-value`, `unserved-events`, `weak-evidence`
 */
export function applyMapping(
  rule: Rule,
  mapping: Mapping,
  options: MapOptions = {},
): MappedRule {
  const first = selectSlot(rule.logsource, mapping.index);
  if (first === undefined) {
    return { evidence: NO_EVIDENCE, diagnostics: [unmappedLogSource(rule, mapping)] };
  }
  const { minEvidence, names = [] } = options;
  let slot: EntrySlot | undefined = first;
  let best: Attempt | undefined;
  // Most rules have one entry, which carries them.
  const seen: EntrySlot[] = [];
  while (slot !== undefined && !seen.includes(slot)) {
    seen.push(slot);
    if (slot.active) {
      const entry = slot.prepared();
      const carried = carryRule(rule, entry, mapping, minEvidence);
      if (carried.rule !== undefined && hasKeys(names, entry, mapping)) {
        return { ...carried, target: targetOf(rule, entry), entry };
      }
      if (best?.carried.rule === undefined) best = { entry, carried };
    }
    slot = slot.entry.otherwise ? mapping.slots.get(slot.entry.otherwise) : undefined;
  }
  const { entry, carried } = best!;
  const target = targetOf(rule, entry);
  if (carried.rule !== undefined) return { ...carried, target, entry };
  const diagnostics = nameOthers(carried.diagnostics, seen, entry, mapping);
  return { evidence: NO_EVIDENCE, diagnostics, target, entry };
}

/** What came of one entry. */
interface Attempt {
  readonly entry: PreparedEntry;
  readonly carried: Carried;
}

/** The target, with those further event types that events of the rule may have. */
function targetOf(rule: Rule, { target, twins }: PreparedEntry): Target {
  if (twins.every(({ only }) => only.size === 0)) return target;
  const names = twins.filter((twin) => mayHave(rule, twin)).map(({ name }) => name);
  if (names.length === twins.length) return target;
  const { twins: _, ...rest } = target;
  return names.length === 0 ? rest : { ...rest, twins: names };
}

function mayHave({ conditions, identifiers }: Rule, { only }: PreparedTwin): boolean {
  return [...only].every(([field, values]) =>
    [...values].some((value) =>
      conditions.some(({ node }) => !isExcluded(node, identifiers, field, value))
    )
  );
}

function hasKeys(names: readonly string[], entry: PreparedEntry, mapping: Mapping): boolean {
  return names.every((name) => "key" in mapName(name, entry, mapping));
}

/** The first fault says which other entries could not carry the rule, or were left out. */
function nameOthers(
  diagnostics: readonly Diagnostic[],
  seen: readonly EntrySlot[],
  entry: PreparedEntry,
  mapping: Mapping,
): readonly Diagnostic[] {
  if (seen.length < 2) return diagnostics;
  const others = seen.filter(({ id }) => id !== entry.target.entry);
  const tried = others.filter(({ active }) => active).map(({ id }) => `"${id}"`);
  const parts = others.filter(({ active }) => !active).map((slot) => openHint(slot, mapping));
  if (tried.length > 0) parts.unshift(`Tried before: ${tried.join(", ")}`);
  const [fault, ...rest] = diagnostics;
  const hint = [fault.hint, ...parts].filter((part) => part !== undefined).join("; ");
  return [{ ...fault, hint }, ...rest];
}

function openHint({ id, entry }: EntrySlot, mapping: Mapping): string {
  const choice = closedChoice(entry, mapping.choices)!;
  return `the entry "${id}" is for ${flag(choice)} ${entry.when![choice].map(dashed).join(" or ")}`;
}

function unmappedLogSource(rule: Rule, mapping: Mapping): Diagnostic {
  const closed = selectSlot(rule.logsource, closedIndex(mapping));
  if (closed !== undefined) return closedEntry(rule, closed, mapping);
  return diagnostic(
    "unsupported",
    "unmapped-logsource",
    `No entry of the mapping table "${mapping.name}" serves ${describe(rule.logsource)}`,
    rule.logsourceSpan,
    "Add an entry with this log source in a mapping table of your own",
  );
}

function closedEntry(rule: Rule, { id, entry }: EntrySlot, mapping: Mapping): Diagnostic {
  const choice = closedChoice(entry, mapping.choices)!;
  const chosen = `${flag(choice)} ${dashed(mapping.choices[choice])}`;
  return diagnostic(
    "unsupported",
    "unmapped-logsource",
    `No entry of the mapping table "${mapping.name}" serves ${describe(rule.logsource)} under ` +
      `${chosen}, which leaves out the entry "${id}"`,
    rule.logsourceSpan,
    `It is for ${flag(choice)} ${entry.when![choice].map(dashed).join(" or ")}`,
  );
}

/** The choice, as the command line spells it. */
function flag(choice: string): string {
  return `--${dashed(choice)}`;
}

function dashed(name: string): string {
  return name.replaceAll("_", "-");
}

/** The entries that a choice leaves out, by log source pattern. */
function closedIndex(mapping: Mapping): ReadonlyMap<string, EntrySlot> {
  const index = new Map<string, EntrySlot>();
  for (const slot of mapping.slots.values()) {
    if (slot.active) continue;
    for (const logsource of slot.entry.logsources ?? []) {
      const key = logsourceKey(logsource);
      if (!index.has(key)) index.set(key, slot);
    }
  }
  return index;
}

function describe(logsource: LogSource): string {
  const names = ["category", "product", "service"] as const;
  return names.filter((name) => logsource[name] !== undefined)
    .map((name) => `${name} "${logsource[name]}"`).join(", ");
}
