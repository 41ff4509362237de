/**
 * One detection item gets the keys of the target.
 *
 * @module
 */

import { type Diagnostic, diagnostic, isFatal, withEffect } from "../diagnostic.ts";
import type { Span } from "../source.ts";
import type { Detection, DetectionItem } from "../sigma/ast.ts";
import { isAbsence, joinDivided } from "../sigma/divide_item.ts";
import type { SigmaValue } from "../sigma/value.ts";
import { didYouMean } from "../suggest.ts";
import { withKey } from "./combine.ts";
import { hashLoss, splitHashes } from "./hashes.ts";
import { lossEffect } from "./loss_effect.ts";
import { mapFieldValues } from "./map_values.ts";
import { mapWithin, type Polarity } from "./map_within.ts";
import type { Mapping, PreparedEntry } from "./prepare.ts";
import type {
  PreparedField,
  PreparedHashes,
  PreparedKeys,
  PreparedValues,
} from "./prepare_field.ts";
import { type KeyUsers, noteUse } from "./shared_keys.ts";
import { sharedValues } from "./shared_values.ts";
import type { Loss } from "./table.ts";
import type { UsedEvidence } from "./used_evidence.ts";

/** What mapping a rule needs at each of its items. */
export interface MapContext {
  /** The prepared table. */
  readonly mapping: Mapping;
  /** The entry that serves the rule. */
  readonly entry: PreparedEntry;
  /** Gets each fault. */
  readonly diagnostics: Diagnostic[];
  /** Gets the evidence of what is used. */
  readonly used: Set<readonly UsedEvidence[]>;
  /** Where the item stands in the rule. */
  readonly polarity: Polarity;
  /** Gets the fields that are used under each key. */
  readonly keyUsers?: KeyUsers;
}

/**
 * Maps one item.
 *
 * @param item An item of the rule; a keyword item stays as it is
 * @param context Table, entry and the list of faults
 * @returns One item, or a join of several; the item as it is after a fault
 */
export function mapItem(item: DetectionItem, context: MapContext): Detection {
  if (item.field === null) return item;
  const field = lookUp(item.field, item.span, context);
  const values = mapValues(item.values, context);
  if (field === undefined) {
    noteUse(item.field, field, context.keyUsers);
    return values === item.values ? item : withKey(item, item.field, values);
  }
  const { diagnostics, used } = context;
  if (field.kind === "Hashes") {
    const before = diagnostics.length;
    const divided = splitHashes(item, field.keys, diagnostics);
    if (diagnostics.length === before) warnOfHashes(item, context);
    useHashKeys(divided, field, used);
    return divided;
  }
  used.add(field.evidence);
  if (field.kind === "Within") {
    return mapWithin(item, values, field, context.polarity, diagnostics);
  }
  const { keys } = field;
  noteUse(item.field, field, context.keyUsers);
  if (field.loss !== undefined) diagnostics.push(fieldLoss(item, field.loss, context.polarity));
  if (field.values !== undefined) return mapByRules(item, values, field, context);
  return keys.length === 1 ? withKey(item, keys[0], values) : overKeys(item, keys, values);
}

/** An item whose values the events write otherwise. */
function mapByRules(
  item: DetectionItem,
  values: readonly SigmaValue[],
  { keys, values: rules }: PreparedKeys,
  { diagnostics, used, polarity }: MapContext,
): Detection {
  if (rules === undefined) return item;
  used.add(rules.evidence);
  const before = diagnostics.length;
  const mapped = mapFieldValues(item, values, rules, diagnostics);
  for (let at = before; at < diagnostics.length; at++) {
    if (isFatal(diagnostics[at])) continue;
    diagnostics[at] = withEffect(diagnostics[at], lossEffect("broader", polarity, item.negated));
  }
  // A fault was reported.
  if (mapped.length === 0) return item;
  for (const warning of valueLosses(item, values, rules)) {
    diagnostics.push(withEffect(warning, lossEffect("broader", polarity, item.negated)));
  }
  return keys.length === 1 ? withKey(item, keys[0], mapped) : overKeys(item, keys, mapped);
}

/** What the events do not tell apart. */
function valueLosses(
  { field, linking, span }: DetectionItem,
  values: readonly SigmaValue[],
  rules: PreparedValues,
): Diagnostic[] {
  const losses: Diagnostic[] = [];
  const shared = sharedValues(values, linking, rules);
  if (shared.length > 0) {
    const names = shared.map((name) => `"${name}"`).join(", ");
    const message = `The events do not tell ${names} from the values of "${field}" in the rule`;
    losses.push(diagnostic("warning", "shared-value", message, span));
  }
  if (rules.map !== undefined && values.some(isCased)) {
    const message = `The events have other words for the values of "${field}", so that letter ` +
      "case does not count";
    losses.push(diagnostic("warning", "letter-case-lost", message, span));
  }
  return losses;
}

function fieldLoss(
  { field, negated, span }: DetectionItem,
  { effect, reason }: Loss,
  polarity: Polarity,
): Diagnostic {
  const message = `The test of "${field}" is not exact: ${reason}`;
  const warning = diagnostic("warning", "field-loss", message, span);
  return withEffect(warning, lossEffect(effect, polarity, negated));
}

function isCased(value: SigmaValue): boolean {
  if (value.kind === "Variants") return value.values.some(isCased);
  return value.kind === "String" && value.cased;
}

/** Where one hash stands among others is lost, and so is an algorithm that has no key. */
function warnOfHashes(item: DetectionItem, { diagnostics, polarity }: MapContext): void {
  for (const value of item.values) {
    const loss = hashLoss(value);
    if (loss === undefined) continue;
    const message = `The hashes of "${item.field}" have a key each, so that ${loss.what}`;
    const warning = diagnostic("warning", "hash-alone", message, value.span, loss.hint);
    diagnostics.push(withEffect(warning, lossEffect(loss.effect, polarity, item.negated)));
  }
}

function useHashKeys(
  detection: Detection,
  field: PreparedHashes,
  used: Set<readonly UsedEvidence[]>,
): void {
  if (detection.kind !== "Item") {
    for (const item of detection.items) useHashKeys(item, field, used);
    return;
  }
  const evidence = detection.field === null ? undefined : field.evidenceOf.get(detection.field);
  if (evidence !== undefined) used.add(evidence);
}

/** The field under several keys: it has a value when one of the keys has it. */
function overKeys(
  item: DetectionItem,
  keys: readonly string[],
  values: readonly SigmaValue[],
): Detection {
  const absent = values.filter(isAbsence);
  const present = absent.length === 0 ? values : values.filter((value) => !isAbsence(value));
  const parts: Detection[] = [];
  if (present.length > 0) {
    parts.push(joinDivided(item, "Any", keys.map((key) => withKey(item, key, present))));
  }
  // The field is absent when all of its keys are.
  if (absent.length > 0) {
    parts.push(joinDivided(item, "All", keys.map((key) => withKey(item, key, absent))));
  }
  return joinDivided(item, item.linking === "and" ? "All" : "Any", parts);
}

/**
 * Returns what stands for a field. `undefined` means that the field stays: the
 * table keeps it, or a fault was reported.
 */
function lookUp(name: string, span: Span, context: MapContext): PreparedField | undefined {
  const { entry, mapping, diagnostics } = context;
  const field = entry.fields.get(name);
  if (field !== undefined) return field;
  const reason = entry.unsupported.get(name);
  if (reason !== undefined) {
    const message = `Cannot map field "${name}": ${reason}`;
    diagnostics.push(diagnostic("unsupported", "unsupported-field", message, span));
  } else if (entry.otherField !== undefined) {
    return entry.otherField(name);
  } else if (!mapping.keepUnmapped) {
    const id = entry.target.entry;
    diagnostics.push(diagnostic(
      "unsupported",
      "unmapped-field",
      `Cannot map field "${name}": the entry "${id}" of the mapping table "${mapping.name}" ` +
        "has no key for it",
      span,
      similarField(name, entry) ??
        `Add "${name}" to $.entries.${id}.fields in a mapping table of your own`,
    ));
  }
  return undefined;
}

/** What `didYouMean` has answered: many rules have the same fields, and it takes its time. */
const SIMILAR = new WeakMap<PreparedEntry, Map<string, string | undefined>>();

function similarField(name: string, entry: PreparedEntry): string | undefined {
  let known = SIMILAR.get(entry);
  if (known === undefined) SIMILAR.set(entry, known = new Map());
  if (!known.has(name)) known.set(name, didYouMean(name, entry.fields.keys()));
  return known.get(name);
}

/** Maps the fields that values refer to. Returns the same list when there are none. */
function mapValues(values: readonly SigmaValue[], context: MapContext): readonly SigmaValue[] {
  // Runs over every value of every rule, so without an iterator.
  for (let index = 0; index < values.length; index++) {
    const { kind } = values[index];
    if (kind === "FieldRef" || kind === "Variants") {
      return values.map((value) => mapValue(value, context));
    }
  }
  return values;
}

function mapValue(value: SigmaValue, context: MapContext): SigmaValue {
  if (value.kind === "Variants") return { ...value, values: mapValues(value.values, context) };
  if (value.kind !== "FieldRef") return value;
  const field = lookUp(value.field, value.span, context);
  if (field === undefined) return value;
  const reason = whyNoReference(field);
  if (reason === undefined && field.kind === "Keys") {
    context.used.add(field.evidence);
    noteUse(value.field, field, context.keyUsers);
    return { ...value, field: field.keys[0] };
  }
  context.diagnostics.push(diagnostic(
    "unsupported",
    "unsupported-fieldref",
    `Cannot compare with field "${value.field}": ${reason}`,
    value.span,
  ));
  return value;
}

function whyNoReference(field: PreparedField): string | undefined {
  if (field.kind === "Within") return "it has no key of its own";
  if (field.kind === "Hashes" || field.keys.length !== 1) return "it stands for several keys";
  return field.values?.map === undefined && !field.values?.prefixes.length
    ? undefined
    : "the events write its values otherwise";
}
