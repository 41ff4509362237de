/**
 * Reads one detection item: its key, its values, and its modifiers applied.
 *
 * @module
 */

import type { Span } from "../source.ts";
import { didYouMean } from "../suggest.ts";
import type { YamlNode, YamlScalar } from "../yaml/node.ts";
import type { DetectionItem, ModifierUse } from "./ast.ts";
import {
  type ItemDraft,
  type Modifier,
  type ModifierContext,
  type Refusal,
  refuseSize,
} from "./modifiers/modifier.ts";
import { MODIFIERS } from "./modifiers/registry.ts";
import { MAX_CHARACTERS, refuseLength, variantsLength } from "./modifiers/size.ts";
import type { Report } from "./report.ts";
import { stringValue } from "./sigma_string.ts";
import type { SigmaValue } from "./value.ts";

/** Encodings may be repeated, and each makes the values longer or more. */
const MAX_MODIFIERS = 12;
/** Most variants of one value. */
const MAX_VARIANTS = 10_000;

const NO_MODIFIERS: readonly ModifierUse[] = [];

/** Reads a pair of a detection's map; `undefined` when a fault was reported. */
export function parseItem(
  key: YamlScalar,
  value: YamlNode,
  report: Report,
): DetectionItem | undefined {
  const { field, modifiers } = parseKey(key);
  if (field === null) {
    // Before the values are read: their types would be judged as keywords'.
    const use = modifiers.find(({ name }) => MODIFIERS.get(name)?.needsField === true);
    if (use !== undefined) {
      refuseModifier(use, "keywords have no field", report);
      return undefined;
    }
  }
  const values = parseValues(value, field === null, report);
  if (values === undefined) return undefined;
  return applyModifiers(field, modifiers, values, key.span, report);
}

/** Makes a keyword item of a list of scalars; `undefined` when a fault was reported. */
export function parseKeywords(
  scalars: readonly YamlScalar[],
  span: Span,
  report: Report,
): DetectionItem | undefined {
  const values: SigmaValue[] = [];
  for (const scalar of scalars) {
    const value = parseScalar(scalar, true, report);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return applyModifiers(null, NO_MODIFIERS, values, span, report);
}

function parseKey(key: YamlScalar): { field: string | null; modifiers: readonly ModifierUse[] } {
  const { text, span } = key;
  const pipe = text.indexOf("|");
  if (pipe < 0) return { field: text === "" ? null : text, modifiers: NO_MODIFIERS };
  const field = text.slice(0, pipe);
  const modifiers: ModifierUse[] = [];
  let start = pipe + 1;
  for (const name of text.slice(pipe + 1).split("|")) {
    const at = span.start + start;
    modifiers.push({ name, span: key.verbatim ? { start: at, end: at + name.length } : span });
    start += name.length + 1;
  }
  return { field: field === "" ? null : field, modifiers };
}

function parseValues(
  node: YamlNode,
  keyword: boolean,
  report: Report,
): SigmaValue[] | undefined {
  if (node.kind === "Scalar") {
    const value = parseScalar(node, keyword, report);
    return value === undefined ? undefined : [value];
  }
  if (node.kind === "Mapping") {
    report.error("invalid-value", "A value is a mapping", node.span, "Write a scalar or a list");
    return undefined;
  }
  if (node.items.length === 0) {
    report.error(
      "invalid-value",
      "A list of values is empty",
      node.span,
      "Write null for an absent field",
    );
    return undefined;
  }
  const values: SigmaValue[] = [];
  let complete = true;
  for (const item of node.items) {
    if (item.kind !== "Scalar") {
      const what = item.kind === "Mapping" ? "mapping" : "list";
      report.error("invalid-value", `A value in a list is a ${what}`, item.span);
      complete = false;
      continue;
    }
    const value = parseScalar(item, keyword, report);
    if (value === undefined) complete = false;
    else values.push(value);
    if (value?.kind === "Null" && node.items.length > 1) {
      report.warning(
        "null-in-list",
        "null stands in a list, which Sigma does not allow; it is read as one more alternative",
        item.span,
        "Move it to a search identifier of its own",
      );
    }
  }
  return complete ? values : undefined;
}

function parseScalar(node: YamlScalar, keyword: boolean, report: Report): SigmaValue | undefined {
  const { span } = node;
  switch (node.type) {
    case "string":
      return stringValue(node.text, span);
    case "number":
      return { kind: "Number", text: numberText(node), span };
    case "boolean":
      if (keyword) {
        report.error(
          "invalid-value",
          `A keyword is the boolean ${node.text}`,
          span,
          "Put quotes around it",
        );
        return undefined;
      }
      return { kind: "Boolean", value: node.value === true, span };
    case "null":
      if (keyword) {
        report.error("invalid-value", "A keyword is null", span);
        return undefined;
      }
      return { kind: "Null", span };
    case "timestamp":
      report.error(
        "invalid-value",
        `A value is the date ${node.text}`,
        span,
        "Put quotes around it",
      );
      return undefined;
  }
}

/** Canonical decimal notation of a YAML number; its text where it is not finite. */
export function numberText(node: YamlScalar): string {
  const { value } = node;
  if (typeof value === "number" && !Number.isFinite(value)) return node.text;
  return String(value);
}

function applyModifiers(
  field: string | null,
  modifiers: readonly ModifierUse[],
  values: readonly SigmaValue[],
  span: Span,
  report: Report,
): DetectionItem | undefined {
  let draft: ItemDraft = { values, linking: "or", negated: false };
  if (modifiers.length > 0) {
    const before: string[] = [];
    for (const use of modifiers) {
      const modifier = findModifier(use, before, report);
      if (modifier === undefined) return undefined;
      if (modifier.applyToItem !== undefined) {
        draft = modifier.applyToItem(draft);
      } else {
        const changed = applyToValues(modifier, use, draft.values, { field, before }, report);
        if (changed === undefined) return undefined;
        draft = { ...draft, values: changed };
      }
      before.push(use.name);
    }
    if (draft.linking === "and" && draft.values.length === 1) warnSingleAll(modifiers, report);
    if (!hasEncodedText(draft.values, modifiers, report)) return undefined;
  }
  return { kind: "Item", field, modifiers, ...draft, span };
}

function findModifier(
  use: ModifierUse,
  before: readonly string[],
  report: Report,
): Modifier | undefined {
  const modifier = MODIFIERS.get(use.name);
  if (modifier === undefined) {
    report.error(
      "unknown-modifier",
      `The modifier "${use.name}" does not exist`,
      use.span,
      didYouMean(use.name, MODIFIERS.keys()),
    );
    return undefined;
  }
  const refusal = orderFault(modifier, before);
  if (refusal === undefined) return modifier;
  refuseModifier(use, refusal, report);
  return undefined;
}

function refuseModifier(use: ModifierUse, reason: string, report: Report): void {
  report.error("invalid-modifier", `Cannot apply modifier "${use.name}": ${reason}`, use.span);
}

function orderFault(modifier: Modifier, before: readonly string[]): string | undefined {
  if (before.length >= MAX_MODIFIERS) return `a field has at most ${MAX_MODIFIERS} modifiers`;
  if (modifier.first === true && before.some(changesValues)) {
    return `it must stand before "${before.find(changesValues)}"`;
  }
  if (modifier.after !== undefined && !before.some((name) => modifier.after?.includes(name))) {
    return `it must stand behind "${modifier.after.join('" or "')}"`;
  }
  const wrong = before.find((name) => modifier.notAfter?.includes(name));
  return wrong === undefined ? undefined : `it must stand before "${wrong}"`;
}

/** True for modifiers that change values; those that change the item alone may stand anywhere. */
function changesValues(name: string): boolean {
  return MODIFIERS.get(name)?.applyToValue !== undefined;
}

function applyToValues(
  modifier: Modifier,
  use: ModifierUse,
  values: readonly SigmaValue[],
  context: ModifierContext,
  report: Report,
): SigmaValue[] | undefined {
  const changed: SigmaValue[] = [];
  let length = 0;
  for (const value of values) {
    const applied = applyToValue(modifier, value, context);
    length += variantsLength(applied);
    const result = length > MAX_CHARACTERS ? refuseLength() : applied;
    if (result.kind === "Refusal") {
      const { code = "invalid-modifier", reason, span = value.span, hint, isLimit } = result;
      const message = `Cannot apply modifier "${use.name}": ${reason}`;
      if (isLimit === true) report.unsupported(code, message, span, hint);
      else report.error(code, message, span, hint);
      return undefined;
    }
    changed.push(result);
  }
  return changed;
}

function applyToValue(
  modifier: Modifier,
  value: SigmaValue,
  context: ModifierContext,
): SigmaValue | Refusal {
  if (value.kind !== "Variants") return modifier.applyToValue!(value, context);
  const values: SigmaValue[] = [];
  for (const variant of value.values) {
    const result = applyToValue(modifier, variant, context);
    if (result.kind === "Refusal") return result;
    if (result.kind === "Variants") values.push(...result.values);
    else values.push(result);
    if (values.length > MAX_VARIANTS) {
      return refuseSize(
        `value has more than ${MAX_VARIANTS} variants`,
        "Search for parts of the value, joined by all",
      );
    }
  }
  return { kind: "Variants", values, span: value.span };
}

function warnSingleAll(modifiers: readonly ModifierUse[], report: Report): void {
  const use = modifiers.find(({ name }) => name === "all");
  report.warning(
    "single-value-all",
    'The modifier "all" has no effect on one value',
    use?.span,
    "Leave it out",
  );
}

/** Reports a UTF-16 encoding that no base64 modifier has used up. */
function hasEncodedText(
  values: readonly SigmaValue[],
  modifiers: readonly ModifierUse[],
  report: Report,
): boolean {
  if (!values.some(isEncoded)) return true;
  const use = modifiers.find(({ name }) => name === "wide" || name.startsWith("utf16"));
  report.error(
    "invalid-modifier",
    `Cannot apply modifier "${use?.name}": no "base64" or "base64offset" follows`,
    use?.span,
  );
  return false;
}

function isEncoded(value: SigmaValue): boolean {
  if (value.kind === "Variants") return value.values.some(isEncoded);
  return value.kind === "String" && value.encoding !== undefined;
}
