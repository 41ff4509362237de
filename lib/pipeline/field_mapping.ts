/**
 * Shared by the transformations that give fields other names.
 *
 * @module
 */

import type {
  CorrelationAlias,
  CorrelationRule,
  Detection,
  DetectionItem,
  Rule,
} from "../sigma/ast.ts";
import { isAbsence, joinDivided } from "../sigma/divide_item.ts";
import { withParts } from "../sigma/sigma_string.ts";
import { ANY, type FieldRefValue, type SigmaValue } from "../sigma/value.ts";
import type { ApplyContext } from "./apply_context.ts";
import type { Transformation } from "./pipeline.ts";
import { changeItems, changesField, changesFieldOf, describeItem } from "./visit.ts";

/** Returns the new names of a field (`null` for keywords), or `undefined` when it stays. */
export type FieldMap = (field: string | null) => readonly string[] | undefined;

/** Makes the transformation that gives every field its new names. */
export function mapFields(map: FieldMap): Transformation {
  return {
    applyToRule: (rule, context) => mapRule(rule, map, context),
    applyToCorrelation: (correlation, context) => mapCorrelation(correlation, map, context),
  };
}

function mapRule(rule: Rule, map: FieldMap, context: ApplyContext): Rule {
  const fields = rule.fields.flatMap((field) => mapName(field, map, context));
  const mapped = changeItems(rule, context, (item) => mapItem(item, map, context));
  const isSame = fields.every((field, index) => field === rule.fields[index]) &&
    fields.length === rule.fields.length;
  return isSame ? mapped : { ...mapped, fields };
}

/** Maps a name that stands alone. */
function mapName(field: string, map: FieldMap, context: ApplyContext): readonly string[] {
  const names = map(field);
  if (names === undefined || !changesField(context.item, field, context)) return [field];
  context.renamed(field, names);
  return names;
}

function mapItem(item: DetectionItem, map: FieldMap, context: ApplyContext): Detection {
  const values = mapReferences(item.values, map, context);
  const withValues = values === item.values ? item : { ...item, values };
  const names = map(item.field);
  if (names === undefined || !changesFieldOf(context.item, item, context)) return withValues;
  if (names.length === 0) {
    context.fail(
      `maps ${describeItem(item)} to nothing`,
      item.span,
      "Use drop_detection_item to leave a detection item out",
    );
  }
  context.mappings.add(item.field, names);
  if (item.field !== null) context.renamed(item.field, names);
  const searched = item.field === null
    ? { ...withValues, values: values.map(anywhere) }
    : withValues;
  return overNames(searched, names);
}

/** A keyword stands anywhere in the event, so its value stands anywhere in the field. */
function anywhere(value: SigmaValue): SigmaValue {
  if (value.kind === "Variants") return { ...value, values: value.values.map(anywhere) };
  return value.kind === "String" ? withParts(value, [ANY, ...value.parts, ANY]) : value;
}

/**
 * The item under several names: it has a value when one of the fields has it,
 * and no value when none of the fields has one.
 */
function overNames(item: DetectionItem, names: readonly string[]): Detection {
  if (names.length === 1) return { ...item, field: names[0] };
  const absent = item.values.filter(isAbsence);
  const present = absent.length === 0 ? item.values : item.values.filter((one) => !isAbsence(one));
  const parts: Detection[] = [];
  for (const [kind, values] of [["Any", present], ["All", absent]] as const) {
    if (values.length === 0) continue;
    parts.push(joinDivided(item, kind, names.map((field) => ({ ...item, field, values }))));
  }
  return joinDivided(item, item.linking === "and" ? "All" : "Any", parts);
}

function mapReferences(
  values: readonly SigmaValue[],
  map: FieldMap,
  context: ApplyContext,
): readonly SigmaValue[] {
  if (!values.some((value) => value.kind === "FieldRef")) return values;
  let changed = false;
  const mapped = values.map((value) => {
    if (value.kind !== "FieldRef") return value;
    const names = mapName(value.field, map, context);
    if (names.length === 1 && names[0] === value.field) return value;
    changed = true;
    return referTo(value, names, context);
  });
  return changed ? mapped : values;
}

function referTo(
  value: FieldRefValue,
  names: readonly string[],
  context: ApplyContext,
): SigmaValue {
  if (names.length === 0) context.fail(`maps "${value.field}" to nothing`, value.span);
  const values = names.map((field): FieldRefValue => ({ ...value, field }));
  return values.length === 1 ? values[0] : { kind: "Variants", values, span: value.span };
}

function mapCorrelation(
  correlation: CorrelationRule,
  map: FieldMap,
  context: ApplyContext,
): CorrelationRule {
  const { condition } = correlation;
  const one = (field: string, where: string): string => {
    const names = mapName(field, map, context);
    if (names.length === 1) return names[0];
    const count = names.length === 0 ? "no field" : "several fields";
    context.fail(`maps "${field}" of the ${where} to ${count}`, correlation.span);
  };
  const aliases = correlation.aliases.map((alias): CorrelationAlias => ({
    ...alias,
    fields: alias.fields.map(({ rule, field }) => ({ rule, field: one(field, "aliases") })),
  }));
  const names = new Set(aliases.map(({ name }) => name));
  return {
    ...correlation,
    aliases,
    groupBy: correlation.groupBy.map((field) => names.has(field) ? field : one(field, "group-by")),
    condition: {
      ...condition,
      fields: condition.fields.map((field) => one(field, "condition")),
    },
  };
}
