/**
 * Events in Sigma's field names as processing pipelines would rename them.
 *
 * @module
 */

import type { PipelineStage } from "../../compiler/stage.ts";
import type { JsonObject, JsonValue } from "../../event/event.ts";
import type { Detection, DetectionItem, Rule } from "../../sigma/ast.ts";
import { literalText, literalValue, stringValue } from "../../sigma/sigma_string.ts";
import type { SigmaValue } from "../../sigma/value.ts";

const NOWHERE = { start: 0, end: 0 };

/** A name that no rule has. */
const NAME = " event";

/**
 * Takes an event through pipelines: they are run on the rule with the event as one more detection,
 * and what becomes of this is the event.
 *
 * @param fields Values by field, not nested
 * @param rule The rule whose pipelines run
 * @param stage The pipelines
 * @returns Values by their new field, and what the pipelines demand of every event; the same fields
 * when the pipelines refuse the rule. Values that are objects keep their field.
 */
export function pipeEvent(fields: JsonObject, rule: Rule, stage: PipelineStage): JsonObject {
  const items: DetectionItem[] = [];
  const kept: [string, JsonValue][] = [];
  for (const [field, value] of Object.entries(fields)) {
    const values = valuesOf(value);
    if (values === undefined) kept.push([field, value]);
    else items.push(makeItem(field, values));
  }
  const detection: Detection = { kind: "All", items, span: NOWHERE };
  const identifiers = [...rule.identifiers, { name: NAME, detection, span: NOWHERE }];
  const processed = stage.applyToRule({ ...rule, identifiers }).rule;
  if (processed === undefined) return fields;
  const names = new Set(rule.identifiers.map(({ name }) => name));
  const piped = new Map(kept);
  const added = processed.identifiers.filter(({ name }) => !names.has(name));
  // What the event says itself wins over what pipelines add.
  const own = added.filter(({ name }) => name === NAME);
  for (const { detection } of [...own, ...added]) collect(detection, piped);
  return Object.fromEntries(piped);
}

function makeItem(field: string, values: readonly SigmaValue[]): DetectionItem {
  const linking = values.length > 1 ? "and" : "or";
  return { kind: "Item", field, modifiers: [], values, linking, negated: false, span: NOWHERE };
}

function valuesOf(value: JsonValue): readonly SigmaValue[] | undefined {
  switch (typeof value) {
    case "string":
      return [literalValue(value, stringValue("", NOWHERE))];
    case "number":
      return [{ kind: "Number", text: String(value), span: NOWHERE }];
    case "boolean":
      return [{ kind: "Boolean", value, span: NOWHERE }];
    default: {
      if (!Array.isArray(value) || value.length === 0) return undefined;
      const all = value.map(valuesOf);
      return all.includes(undefined) ? undefined : (all as SigmaValue[][]).flat();
    }
  }
}

function collect(detection: Detection, piped: Map<string, JsonValue>): void {
  if (detection.kind !== "Item") {
    for (const item of detection.items) collect(item, piped);
    return;
  }
  const { field, values, negated } = detection;
  if (field === null || negated || piped.has(field)) return;
  const found = values.flatMap((value) => jsonOf(value) ?? []);
  if (found.length > 0) piped.set(field, found.length === 1 ? found[0] : found);
}

function jsonOf(value: SigmaValue): JsonValue | undefined {
  switch (value.kind) {
    case "String":
      return literalText(value);
    case "Number":
      return Number(value.text);
    case "Boolean":
      return value.value;
    default:
      return undefined;
  }
}
