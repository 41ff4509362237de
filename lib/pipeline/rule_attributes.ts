/**
 * What conditions and templates may read of a rule, by the names that it has
 * in pySigma.
 *
 * @module
 */

import type { CorrelationRule, Rule } from "../sigma/ast.ts";
import { getValue } from "../yaml/node.ts";
import { isMap, type PipelineValue, toPipelineValue } from "./pipeline_value.ts";

/** Attributes that are a text, a date or a word; `null` where the rule does not set them. */
export const TEXT_ATTRIBUTES: readonly string[] = [
  "title",
  "id",
  "name",
  "status",
  "level",
  "description",
  "license",
  "author",
  "date",
  "modified",
  "taxonomy",
];

/** Attributes that are lists. */
export const LIST_ATTRIBUTES: readonly string[] = [
  "references",
  "tags",
  "fields",
  "falsepositives",
  "scope",
  "related",
];

const NOT_CUSTOM: ReadonlySet<string> = new Set([
  ...TEXT_ATTRIBUTES,
  ...LIST_ATTRIBUTES,
  "logsource",
  "detection",
  "correlation",
  "filter",
  "action",
]);

/** Whether an attribute has its name from the Sigma specification. */
export function isBuiltinAttribute(name: string): boolean {
  return TEXT_ATTRIBUTES.includes(name) || LIST_ATTRIBUTES.includes(name);
}

/** A built-in attribute: its value, or `null` when the rule does not set it. */
export function builtinAttribute(rule: Rule | CorrelationRule, name: string): PipelineValue {
  if (name === "fields" && rule.kind === "Rule") return rule.fields;
  const node = getValue(rule.document, name);
  if (LIST_ATTRIBUTES.includes(name)) {
    if (node === undefined) return name === "scope" || name === "related" ? null : [];
    const value = toPipelineValue(node);
    return Array.isArray(value) ? value : value === null ? [] : [value];
  }
  if (node === undefined) return name === "taxonomy" ? "sigma" : null;
  if (node.kind !== "Scalar" || node.type === "null") return null;
  return name === "date" || name === "modified" ? isoDate(node.text) ?? node.text : node.text;
}

/**
 * Reads a date as Sigma writes it.
 *
 * @returns `YYYY-MM-DD`, or `undefined` when the text is no date
 */
export function isoDate(text: string): string | undefined {
  const found = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (found === null) return undefined;
  const [, year, month, day] = found;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1) return undefined;
  return date.toISOString().slice(0, 10);
}

/** Custom attributes: the keys of the document that Sigma does not know, and those set since. */
export function customAttributes(
  rule: Rule | CorrelationRule,
  set: Iterable<readonly [string, PipelineValue]>,
): Readonly<Record<string, PipelineValue>> {
  const found: Record<string, PipelineValue> = {};
  for (const { key, value } of rule.document.pairs) {
    if (!NOT_CUSTOM.has(key.text)) found[key.text] = toPipelineValue(value);
  }
  for (const [key, value] of set) found[key] = value;
  return found;
}

/** The rule as templates see it. */
export function ruleObject(
  rule: Rule | CorrelationRule,
  set: Readonly<Record<string, PipelineValue>>,
): { readonly [key: string]: PipelineValue } {
  const found: Record<string, PipelineValue> = {};
  for (const name of [...TEXT_ATTRIBUTES, ...LIST_ATTRIBUTES]) {
    found[name] = builtinAttribute(rule, name);
  }
  if (rule.kind === "Rule") {
    const { category = null, product = null, service = null } = rule.logsource;
    found.logsource = { category, product, service };
  } else {
    found.type = rule.type;
  }
  found.custom_attributes = customAttributes(rule, Object.entries(set));
  return found;
}

/** Reads a value below another by keys, as `a.b[c]` does; `undefined` when one is missing. */
export function valueAt(
  value: PipelineValue,
  path: readonly string[],
): PipelineValue | undefined {
  let found: PipelineValue | undefined = value;
  for (const key of path) {
    if (Array.isArray(found)) found = found[Number(key)];
    else if (isMap(found) && Object.hasOwn(found, key)) found = found[key];
    else return undefined;
  }
  return found;
}
