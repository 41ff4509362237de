/**
 * One detection item gets the keys of the target.
 *
 * @module
 */

import { diagnostic, isFatal, withEffect } from "../diagnostic.ts";
import type { Detection, DetectionItem } from "../sigma/ast.ts";
import { isAbsence, joinDivided } from "../sigma/divide_item.ts";
import type { SigmaValue } from "../sigma/value.ts";
import { withKey } from "./combine.ts";
import { splitHashes } from "./hashes.ts";
import { fieldLoss, valueLosses, warnOfHashes } from "./item_losses.ts";
import { lossEffect } from "./polarity.ts";
import { lookUp, type MapContext } from "./map_context.ts";
import { mapFieldValues } from "./map_values.ts";
import { mapWithin } from "./map_within.ts";
import type { PreparedField, PreparedHashes, PreparedKeys } from "./prepare_field.ts";
import { noteUse } from "./shared_keys.ts";
import type { UsedEvidence } from "./used_evidence.ts";

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
  const { map, prefixes, whole, endings } = field.values ?? {};
  return map === undefined && !prefixes?.length && whole === undefined && !endings?.length
    ? undefined
    : "the events write its values otherwise";
}
