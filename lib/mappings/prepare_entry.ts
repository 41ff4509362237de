/**
 * One entry of a mapping table, indexed.
 *
 * @module
 */

import { twinEvidence } from "./evidence.ts";
import { fieldKey } from "./field_key.ts";
import { describeCondition } from "./fixed_conditions.ts";
import { plainKeys, type PreparedField, prepareField } from "./prepare_field.ts";
import type {
  Choices,
  Evidence,
  FieldSetFields,
  FixedCondition,
  Loss,
  MappingEntry,
  MappingTable,
  OtherFields,
} from "./table.ts";
import { NO_EVIDENCE, type UsedEvidence, usedEvidence } from "./used_evidence.ts";

/** Where the queries of an entry go. */
export interface Target {
  /** Id of the entry. */
  readonly entry: string;
  /** Event type of a detection definition; absent when it is not known. */
  readonly eventType?: string;
  /** More event types that the events of the rule get. */
  readonly twins?: readonly string[];
  /** Key that names the event type there. */
  readonly eventTypeKey: "event_type" | "entry_type";
  /** Log set to select in Log Search; absent when it is not known. */
  readonly logSet?: string;
}

/** A fixed condition with its evidence. */
export interface PreparedCondition {
  readonly condition: FixedCondition;
  readonly evidence: readonly UsedEvidence[];
}

/** An entry, indexed. */
export interface PreparedEntry {
  /** Position in the table, from 0. */
  readonly order: number;
  /** Where its queries go. */
  readonly target: Target;
  /** What stands for each field that is named. */
  readonly fields: ReadonlyMap<string, PreparedField>;
  /** Reason by unsupported field. */
  readonly unsupported: ReadonlyMap<string, string>;
  /** What stands for a field that is named nowhere; absent when such fields have no key. */
  readonly otherField?: (name: string) => PreparedField;
  /** Conditions that are joined by AND to what a rule says. */
  readonly conditions: readonly PreparedCondition[];
  /** The values that a rule may ask for, in small letters, by field. */
  readonly only: ReadonlyMap<string, ReadonlySet<string>>;
  /** Further event types of the events. */
  readonly twins: readonly PreparedTwin[];
  /** What the entry does to every rule. */
  readonly loss?: Loss;
  /** Evidence of the event type. */
  readonly evidence: readonly UsedEvidence[];
}

/** A further event type of the events. */
export interface PreparedTwin {
  readonly name: string;
  readonly evidence: Evidence;
  /** Values by field: only events with one of them have it; empty: all have. */
  readonly only: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Indexes an entry. */
export function prepareEntry(
  id: string,
  entry: MappingEntry,
  order: number,
  table: MappingTable,
  choices: Choices,
): PreparedEntry {
  const fields = new Map<string, PreparedField>();
  const unsupported = new Map<string, string>();
  let others: OtherFields | undefined;
  let loss: Loss | undefined;
  for (const layer of entryLayers(entry, table, choices)) {
    if (layer.otherFields !== undefined) others = layer.otherFields ?? undefined;
    if (layer.loss !== undefined) loss = layer.loss ?? undefined;
    addLayer(layer, fields, unsupported);
  }
  const { eventType, logSet } = entry;
  const twins = prepareTwins(entry);
  const target: Target = {
    entry: id,
    ...(eventType ? { eventType } : {}),
    ...(twins.length > 0 ? { twins: twins.map(({ name }) => name) } : {}),
    eventTypeKey: table.eventTypeKey ?? "event_type",
    ...(logSet ? { logSet } : {}),
  };
  return {
    order,
    target: Object.freeze(target),
    fields,
    unsupported,
    ...(others === undefined ? {} : { otherField: otherField(others) }),
    conditions: (entry.conditions ?? []).map((condition) => ({
      condition,
      evidence: usedEvidence("condition", describeCondition(condition), condition.evidence),
    })),
    only: prepareOnly(entry.only),
    twins,
    ...(loss === undefined ? {} : { loss }),
    evidence: eventType
      ? [
        ...usedEvidence("eventType", eventType, entry.evidence),
        ...twins.flatMap(({ name, evidence }) => usedEvidence("eventType", name, evidence)),
      ]
      : NO_EVIDENCE,
  };
}

/**
 * Returns what an entry says about fields and losses, the weakest first: its field sets
 * in their order, each with the alternative that is chosen, and then itself.
 *
 * @param entry The entry
 * @param table Its table
 * @param choices A value for each choice of the table
 */
export function entryLayers(
  entry: MappingEntry,
  table: MappingTable,
  choices: Choices,
): readonly FieldSetFields[] {
  if (!entry.use) return [entry];
  const layers: FieldSetFields[] = [];
  for (const name of entry.use) {
    const set = table.fieldSets?.[name];
    if (!set) continue;
    layers.push(set);
    const chosen = set.choice === undefined ? undefined : set.alternatives?.[choices[set.choice]];
    if (chosen) layers.push(chosen);
  }
  layers.push(entry);
  return layers;
}

/** `null` takes a field or a reason of an earlier layer back. */
function addLayer(
  layer: FieldSetFields,
  fields: Map<string, PreparedField>,
  unsupported: Map<string, string>,
): void {
  if (layer.unsupportedFields !== undefined) {
    for (const [name, reason] of Object.entries(layer.unsupportedFields)) {
      if (reason === null) unsupported.delete(name);
      else {
        unsupported.set(name, reason);
        fields.delete(name);
      }
    }
  }
  if (layer.fields === undefined) return;
  for (const [name, mapping] of Object.entries(layer.fields)) {
    if (mapping === null) fields.delete(name);
    else {
      fields.set(name, prepareField(mapping));
      unsupported.delete(name);
    }
  }
}

function otherField({ pattern, evidence }: OtherFields): (name: string) => PreparedField {
  const known = new Map<string, PreparedField>();
  return (name) => {
    let field = known.get(name);
    if (field === undefined) {
      field = plainKeys([fieldKey(pattern, name)], evidence);
      known.set(name, field);
    }
    return field;
  };
}

const NOTHING: ReadonlyMap<string, ReadonlySet<string>> = new Map();

function prepareOnly(only: MappingEntry["only"]): PreparedEntry["only"] {
  if (!only) return NOTHING;
  return new Map(
    Object.entries(only).map(([field, values]) => [
      field,
      new Set(values.map((value) => String(value).toLowerCase())),
    ]),
  );
}

/** The further event types; none without a first one, and none that is the first one. */
function prepareTwins({ eventType, twinEventTypes }: MappingEntry): readonly PreparedTwin[] {
  if (!eventType) return [];
  return Object.entries(twinEventTypes ?? {}).flatMap(([name, twin]) => {
    if (twin === null || name === eventType) return [];
    const only = typeof twin !== "string" && "only" in twin ? twin.only : undefined;
    return [{ name, evidence: twinEvidence(twin), only: prepareOnly(only) }];
  });
}
