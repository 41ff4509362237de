/**
 * One detection item gets the keys of the target.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { Span } from "../source.ts";
import type { Detection, DetectionItem } from "../sigma/ast.ts";
import { isAbsence, joinDivided } from "../sigma/divide_item.ts";
import type { SigmaValue } from "../sigma/value.ts";
import { didYouMean } from "../suggest.ts";
import { withKey } from "./combine.ts";
import { splitHashes } from "./hashes.ts";
import type { Mapping, PreparedEntry, PreparedField } from "./prepare.ts";

/** What mapping a rule needs at each of its items. */
export interface MapContext {
  /** The prepared table. */
  readonly mapping: Mapping;
  /** The entry that serves the rule. */
  readonly entry: PreparedEntry;
  /** Gets each fault. */
  readonly diagnostics: Diagnostic[];
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
    return values === item.values ? item : withKey(item, item.field, values);
  }
  if (field.kind === "Hashes") return splitHashes(item, field.keys, context.diagnostics);
  const { keys } = field;
  return keys.length === 1 ? withKey(item, keys[0], values) : overKeys(item, keys, values);
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
  } else if (!mapping.keepUnmapped) {
    const id = entry.target.entry;
    diagnostics.push(diagnostic(
      "unsupported",
      "unmapped-field",
      `Cannot map field "${name}": the entry "${id}" of the mapping table "${mapping.name}" ` +
        "has no key for it",
      span,
      didYouMean(name, entry.fields.keys()) ??
        `Add "${name}" to $.entries.${id}.fields in a mapping table of your own`,
    ));
  }
  return undefined;
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
  if (field.kind === "Keys" && field.keys.length === 1) return { ...value, field: field.keys[0] };
  context.diagnostics.push(diagnostic(
    "unsupported",
    "unsupported-fieldref",
    `Cannot compare with field "${value.field}": it stands for several keys`,
    value.span,
  ));
  return value;
}
