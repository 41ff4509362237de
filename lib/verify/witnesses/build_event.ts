/**
 * Events that meet demands on single tests.
 *
 * @module
 */

import type { JsonObject, JsonValue } from "../../event/event.ts";
import type { FieldRefValue } from "../../sigma/value.ts";
import { buildValue, type Workshop } from "./build_value.ts";
import type { Demand } from "./demands.ts";
import { type Draft, valueOf } from "./piece.ts";
import { type ConditionTree, KEYWORD_FIELD, type Leaf } from "./tree.ts";
import { fieldPairs } from "./variations/field_ref.ts";

/** An event in the making. */
export interface EventDraft {
  /** A draft for each field that is there. */
  readonly drafts: ReadonlyMap<string, Draft>;
  /** Tests that surely hold, by the way the values were made. */
  readonly surelyTrue: ReadonlySet<Leaf>;
  /** Number of tests that were to hold, by field. */
  readonly demands: ReadonlyMap<string, number>;
}

/** Most fields that are filled in although nothing is asked of them. */
const MAX_IDLE_FIELDS = 8;

/**
 * Makes an event.
 *
 * @param demands What tests must give; for what is not named a field is left out
 * @param tree The condition
 * @param workshop Random choices and evaluation
 * @param idle Whether fields of which nothing is asked get a value
 * @returns The draft, or `undefined` when the demands contradict each other
 */
export function buildEvent(
  demands: readonly Demand[],
  tree: ConditionTree,
  workshop: Workshop,
  idle: boolean,
): EventDraft | undefined {
  const { positive, references, filled, absent, missing } = sortDemands(demands);
  const drafts = new Map<string, Draft>();
  const surelyTrue = new Set<Leaf>();
  const counts = new Map<string, number>();
  for (const [field, leaves] of positive) {
    if (absent.has(field)) return undefined;
    const built = buildValue(leaves, workshop);
    if (built === undefined) return undefined;
    drafts.set(field, built.draft);
    counts.set(field, leaves.length);
    if (built.certain) surelyTrue.add(leaves[0]);
  }
  for (const leaf of references) {
    const names = [fieldOf(leaf), leaf.value.field];
    if (names.some((name) => missing.has(name))) return undefined;
    // Nothing else is both without a value and equal to another field.
    for (const name of names) if (absent.has(name)) drafts.set(name, EMPTY);
    addReference(leaf, drafts, surelyTrue, workshop);
  }
  for (const field of filled) {
    if (absent.has(field)) return undefined;
    if (!drafts.has(field)) drafts.set(field, [{ text: workshop.random.text(6) }]);
  }
  if (idle) {
    for (const field of idleFields(tree, drafts, absent, workshop)) {
      drafts.set(field, [{ text: workshop.random.text(9) }]);
    }
  }
  return { drafts, surelyTrue, demands: counts };
}

interface SortedDemands {
  /** Tests that must hold, by field. */
  readonly positive: ReadonlyMap<string, readonly Leaf[]>;
  /** Comparisons of fields that must hold. */
  readonly references: readonly ReferenceLeaf[];
  /** Fields that must have a value, whichever. */
  readonly filled: ReadonlySet<string>;
  /** Fields that must have no value. */
  readonly absent: ReadonlySet<string>;
  /** Those of them that must not be there at all. */
  readonly missing: ReadonlySet<string>;
}

/** A comparison of two fields. */
type ReferenceLeaf = Leaf & { readonly value: FieldRefValue };

function isReference(leaf: Leaf): leaf is ReferenceLeaf {
  return leaf.value.kind === "FieldRef";
}

const EMPTY: Draft = { json: "" };

function fieldOf({ field }: Leaf): string {
  return field ?? KEYWORD_FIELD;
}

function sortDemands(demands: readonly Demand[]): SortedDemands {
  const positive = new Map<string, Leaf[]>();
  const references: ReferenceLeaf[] = [];
  const filled = new Set<string>();
  const absent = new Set<string>();
  const missing = new Set<string>();
  for (const { leaf, want } of demands) {
    const { value } = leaf;
    const field = fieldOf(leaf);
    if (value.kind === "Exists" || value.kind === "Null") {
      const asksForAbsence = value.kind === "Null" || !value.exists;
      (asksForAbsence === want ? absent : filled).add(field);
      if (value.kind === "Exists" && asksForAbsence === want) missing.add(field);
    } else if (want && isReference(leaf)) {
      references.push(leaf);
    } else if (want) {
      const leaves = positive.get(field);
      if (leaves === undefined) positive.set(field, [leaf]);
      else leaves.push(leaf);
    }
  }
  return { positive, references, filled, absent, missing };
}

/** Gives both fields of a comparison their values. */
function addReference(
  leaf: ReferenceLeaf,
  drafts: Map<string, Draft>,
  surelyTrue: Set<Leaf>,
  { random }: Workshop,
): void {
  const { value } = leaf;
  const field = fieldOf(leaf);
  const [own, other] = [drafts.get(field), drafts.get(value.field)];
  if (own === undefined && other === undefined) {
    // A path or any text: another test may not allow the one.
    const [path] = fieldPairs(value, random);
    const json = random.below(2) === 0 ? path.own ?? null : random.text(6);
    drafts.set(field, { json });
    drafts.set(value.field, { json });
    if (field !== value.field) surelyTrue.add(leaf);
  } else if (own === undefined) {
    drafts.set(field, other!);
  } else if (other === undefined) {
    drafts.set(value.field, own);
  }
}

function idleFields(
  tree: ConditionTree,
  drafts: ReadonlyMap<string, Draft>,
  absent: ReadonlySet<string>,
  { dependentFields }: Workshop,
): Set<string> {
  const fields = new Set<string>();
  for (const field of tree.fields) {
    if (drafts.has(field) || absent.has(field)) continue;
    if (dependentFields.has(field)) continue;
    fields.add(field);
    if (fields.size === MAX_IDLE_FIELDS) break;
  }
  return fields;
}

/** Puts the fields of a draft together. */
export function fieldsOf({ drafts }: EventDraft): Record<string, JsonValue> {
  const fields: Record<string, JsonValue> = {};
  for (const [field, draft] of drafts) fields[field] = valueOf(draft);
  return fields;
}

/** A line of plain text that has the values of all fields. */
export function plainLine(fields: JsonObject): string {
  return Object.entries(fields).map(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return name === KEYWORD_FIELD ? text : `${name}=${text}`;
  }).join(" ");
}
