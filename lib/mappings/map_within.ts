/**
 * Fields without a key: their values are searched in a longer text.
 *
 * @module
 */

import { type Diagnostic, diagnostic, type LossEffect, withEffect } from "../diagnostic.ts";
import type { DetectionItem } from "../sigma/ast.ts";
import { withParts } from "../sigma/sigma_string.ts";
import { ANY, type SigmaValue, type StringPart, type StringValue } from "../sigma/value.ts";
import type { PreparedWithin } from "./prepare_field.ts";

/** On which side of a negation something stands. */
export type Polarity = "positive" | "negative" | "both";

/** `^`, `$`, `\A` and `\z` outside of classes, where they are literal. */
const ANCHOR_REGEXP = /^(?:[^\\[^$]|\\[^AzZ]|\[\^?\]?(?:[^\\\]]|\\.)*\])*(?:[\^$]|\\[AzZ])/s;

/**
 * Searches the values of an item in a longer text. Every comparison becomes
 * `contains`, and a warning says what that does to the query.
 *
 * @param item The item
 * @param values Its values
 * @param within The text
 * @param polarity Where the item stands in the rule, its own negation left aside
 * @param diagnostics Gets `matched-within-text`, or `unsupported-value` for each value that cannot
 * be searched in this way
 */
export function mapWithin(
  item: DetectionItem,
  values: readonly SigmaValue[],
  within: PreparedWithin,
  polarity: Polarity,
  diagnostics: Diagnostic[],
): DetectionItem {
  const mapped: SigmaValue[] = [];
  for (const value of values) {
    const found = searched(value, within.common);
    if (typeof found !== "string") mapped.push(found);
    else {
      const message = `Cannot map a value of the field "${item.field}", which stands somewhere ` +
        `in ${place(within)}: ${found}`;
      diagnostics.push(diagnostic("unsupported", "unsupported-value", message, value.span));
    }
  }
  const effect = effectOf(polarity, item.negated);
  const warning = diagnostic(
    "warning",
    "matched-within-text",
    `The field "${item.field}" has no key of its own and is searched anywhere in ` +
      `${place(within)}, so that the query may match ${EFFECT_WORDS[effect]}`,
    item.span,
  );
  diagnostics.push(withEffect(warning, effect));
  return {
    kind: "Item",
    field: within.key,
    modifiers: item.modifiers,
    values: mapped,
    linking: item.linking,
    negated: item.negated,
    span: item.span,
  };
}

function place({ key }: PreparedWithin): string {
  return key === null ? "the log line" : `"${key}"`;
}

const EFFECT_WORDS: { readonly [E in LossEffect]: string } = {
  broader: "more events than the rule",
  narrower: "fewer events than the rule",
  mixed: "more events than the rule, or fewer",
};

function effectOf(polarity: Polarity, negated: boolean): LossEffect {
  if (polarity === "both") return "mixed";
  return (polarity === "positive") === negated ? "narrower" : "broader";
}

/** The value under `contains`, or why it cannot be. */
function searched(value: SigmaValue, common: readonly string[]): SigmaValue | string {
  switch (value.kind) {
    case "String": {
      const inner = withoutEnds(value.parts);
      if (inner.length === 0) return "the value is empty or matches any text";
      if (textLength(inner) < MIN_LENGTH) return "the value is so short that most texts have it";
      if (isCommon(value, inner, common)) return `"${textOf(inner)}" stands in many other texts`;
      return withParts(value, [ANY, ...inner, ANY]);
    }
    case "Regex":
      return ANCHOR_REGEXP.test(value.pattern) ? "the regular expression is anchored" : value;
    case "Variants": {
      const values: SigmaValue[] = [];
      for (const variant of value.values) {
        const found = searched(variant, common);
        if (typeof found === "string") return found;
        values.push(found);
      }
      return { ...value, values };
    }
    case "Number":
      return "a number would match a part of another one";
    case "Null":
    case "Exists":
      return "a text cannot show whether the field is there";
    default:
      return "LEQL compares this kind of value with a whole key";
  }
}

/** Fewest characters of a text that is worth a search: shorter ones stand in nearly every line. */
const MIN_LENGTH = 3;

/** A test of the whole value, or of its end, by a text that many texts have somewhere. */
function isCommon(
  { parts }: StringValue,
  inner: readonly StringPart[],
  common: readonly string[],
): boolean {
  if (common.length === 0 || parts[parts.length - 1].kind === "Any") return false;
  if (!inner.every(({ kind }) => kind === "Text")) return false;
  const text = textOf(inner).toLowerCase();
  return common.some((one) => one.includes(text));
}

function textOf(parts: readonly StringPart[]): string {
  return parts.map((part) => part.kind === "Text" ? part.text : "").join("");
}

function textLength(parts: readonly StringPart[]): number {
  return parts.reduce((sum, part) => sum + (part.kind === "Text" ? part.text.length : 0), 0);
}

function withoutEnds(parts: readonly StringPart[]): readonly StringPart[] {
  const start = parts[0]?.kind === "Any" ? 1 : 0;
  const end = parts.length > start && parts[parts.length - 1].kind === "Any"
    ? parts.length - 1
    : parts.length;
  return parts.slice(start, end);
}
