/**
 * Ways through the detection items of a rule.
 *
 * @module
 */

import type { CorrelationRule, Detection, DetectionItem, Rule } from "../sigma/ast.ts";
import type { SigmaValue, StringValue } from "../sigma/value.ts";
import type { ApplyContext } from "./apply_context.ts";
import { evaluate } from "./conditions/condition.ts";
import type { ItemBase, ProcessingItem } from "./pipeline.ts";

/** Whether an item runs for a rule. Without rule conditions it does, even if they are negated. */
export function runsFor(
  item: ItemBase,
  rule: Rule | CorrelationRule,
  context: ApplyContext,
): boolean {
  const { empty, node } = item.ruleTests;
  return empty || evaluate(node, (test) => test(rule, context));
}

/** Whether an item changes a detection item: its own conditions and those of its fields hold. */
export function changesItem(
  { itemTests, fieldTests }: ProcessingItem,
  item: DetectionItem,
  context: ApplyContext,
): boolean {
  return evaluate(itemTests.node, (test) => test(item, context)) &&
    evaluate(fieldTests.node, ({ matchField, matchItem }) => {
      if (matchItem !== undefined) return matchItem(item, context);
      return matchField(item.field, context) ||
        item.values.some((value) => value.kind === "FieldRef" && matchField(value.field, context));
    });
}

/** Whether an item changes a field that stands alone. */
export function changesField(
  { fieldTests }: ProcessingItem,
  field: string | null,
  context: ApplyContext,
): boolean {
  return evaluate(fieldTests.node, ({ matchField }) => matchField(field, context));
}

/** Whether an item changes the field of a detection item. */
export function changesFieldOf(
  { fieldTests }: ProcessingItem,
  item: DetectionItem,
  context: ApplyContext,
): boolean {
  return evaluate(
    fieldTests.node,
    ({ matchField, matchItem }) =>
      matchItem === undefined ? matchField(item.field, context) : matchItem(item, context),
  );
}

/** What stands for a detection item; `null` when it is dropped, itself when nothing changes. */
export type ItemChange = (item: DetectionItem) => Detection | null;

/**
 * Changes the detection items of a rule that the current item's conditions let through.
 *
 * A map or list that loses all its items is dropped too.
 *
 * @returns A new rule, or the same one when nothing has changed
 */
export function changeItems(rule: Rule, context: ApplyContext, change: ItemChange): Rule {
  let changed = false;
  const identifiers = rule.identifiers.flatMap((identifier) => {
    const detection = changeDetection(identifier.detection, context, change);
    if (detection === identifier.detection) return identifier;
    changed = true;
    return detection === null ? [] : { ...identifier, detection };
  });
  return changed ? { ...rule, identifiers } : rule;
}

function changeDetection(
  detection: Detection,
  context: ApplyContext,
  change: ItemChange,
): Detection | null {
  if (detection.kind === "Item") {
    if (!changesItem(context.item, detection, context)) return detection;
    const changed = change(detection);
    return changed === null || changed === detection
      ? changed
      : context.replaced(detection, changed);
  }
  let changed = false;
  const items = detection.items.flatMap((item) => {
    const result = changeDetection(item, context, change);
    if (result !== item) changed = true;
    return result ?? [];
  });
  if (!changed) return detection;
  return items.length === 0 ? null : { ...detection, items };
}

/** What stands for a value: itself when nothing changes, or one or several others. */
export type ValueChange = (
  value: Exclude<SigmaValue, { readonly kind: "Variants" }>,
  item: DetectionItem,
) => SigmaValue | readonly SigmaValue[];

/** Changes the values of the detection items that the current item's conditions let through. */
export function changeValues(rule: Rule, context: ApplyContext, change: ValueChange): Rule {
  return changeItems(rule, context, (item) => {
    const values = changeList(item.values, (value) => changeValue(value, item, change));
    if (values === item.values) return item;
    if (values.length === 0) context.fail(`leaves no value of ${describeItem(item)}`, item.span);
    return { ...item, values };
  });
}

function changeValue(
  value: SigmaValue,
  item: DetectionItem,
  change: ValueChange,
): SigmaValue | readonly SigmaValue[] {
  if (value.kind !== "Variants") return change(value, item);
  const values = changeList(value.values, (variant) => changeValue(variant, item, change));
  if (values === value.values) return value;
  return values.length === 0 ? [] : { ...value, values };
}

function changeList(
  values: readonly SigmaValue[],
  change: (value: SigmaValue) => SigmaValue | readonly SigmaValue[],
): readonly SigmaValue[] {
  let changed = false;
  const results = values.flatMap((value) => {
    const result = change(value);
    if (result !== value) changed = true;
    return result;
  });
  return changed ? results : values;
}

/** Changes string values; every other value stays. */
export function changeStrings(
  rule: Rule,
  context: ApplyContext,
  change: (value: StringValue, item: DetectionItem) => SigmaValue | readonly SigmaValue[],
): Rule {
  return changeValues(
    rule,
    context,
    (value, item) => value.kind === "String" ? change(value, item) : value,
  );
}

/** A detection item in messages. */
export function describeItem(item: DetectionItem): string {
  return item.field === null ? "a keyword item" : `"${item.field}"`;
}

/** Every detection item below a detection, in order. */
export function* itemsOf(detection: Detection): Generator<DetectionItem> {
  if (detection.kind === "Item") yield detection;
  else for (const item of detection.items) yield* itemsOf(item);
}

/** Every detection item of a rule, in order. */
export function* itemsOfRule(rule: Rule): Generator<DetectionItem> {
  for (const { detection } of rule.identifiers) yield* itemsOf(detection);
}
