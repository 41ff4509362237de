/**
 * The values of an item, as the events have them.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { DetectionItem } from "../sigma/ast.ts";
import { literalText } from "../sigma/sigma_string.ts";
import { ANY, type SigmaValue, type StringPart, type StringValue } from "../sigma/value.ts";
import { didYouMean } from "../suggest.ts";
import { decidedValues } from "./decide_pattern.ts";
import { foldCase } from "./map_case.ts";
import { replacePrefixes } from "./map_prefix.ts";
import { replaceTexts } from "./map_replaced.ts";
import { endingFound, OTHER_TEXT, placeInText, type WholePlace, withEndings } from "./map_whole.ts";
import type { PreparedText, PreparedValues } from "./prepare_field.ts";

/** What mapping the values of one item needs. */
interface Context {
  readonly field: string;
  readonly rules: PreparedValues;
  readonly diagnostics: Diagnostic[];
  /** How many diagnostics there were before the item. */
  readonly before: number;
}

/**
 * Maps the values of an item.
 *
 * @param item The item
 * @param values Its values
 * @param rules How the stored values differ
 * @param diagnostics Gets `unsupported-value` for a value without a counterpart, `letter-case-lost`
 * where letter case cannot count, `field-loss` where other text stands beside the values, and
 * `shared-value` where the events have one text for two, or text that the values do not have
 * @returns The values; those without a counterpart are left out
 */
export function mapFieldValues(
  item: DetectionItem,
  values: readonly SigmaValue[],
  rules: PreparedValues,
  diagnostics: Diagnostic[],
): readonly SigmaValue[] {
  const before = diagnostics.length;
  const context: Context = { field: item.field ?? "", rules, diagnostics, before };
  const mapped: SigmaValue[] = [];
  for (const value of values) {
    const found = mapValue(value, context);
    if (found.length < 2 || item.linking === "or") addNew(mapped, found);
    // Several words for one value are alternatives, even where all values must match.
    else mapped.push({ kind: "Variants", values: found, span: value.span });
  }
  return mapped;
}

/** Several values may have the same word. */
function addNew(mapped: SigmaValue[], found: readonly SigmaValue[]): void {
  for (const value of found) {
    const known = value.kind === "String" && value.raw === undefined &&
      mapped.some((other) => other.kind === "String" && isSame(other, value));
    if (!known) mapped.push(value);
  }
}

function isSame(a: StringValue, b: StringValue): boolean {
  return a.cased === b.cased && a.parts.length === b.parts.length &&
    a.parts.every((part, at) => {
      const other = b.parts[at];
      if (part.kind !== other.kind) return false;
      return part.kind !== "Text" || part.text === (other as { text: string }).text;
    });
}

function mapValue(value: SigmaValue, context: Context): readonly SigmaValue[] {
  if (value.kind === "Variants") {
    const values: SigmaValue[] = [];
    for (const variant of value.values) addNew(values, mapValue(variant, context));
    return [{ ...value, values }];
  }
  if (value.kind === "Null" && context.rules.noValue !== undefined) {
    return [value, wordValue({ match: "equals", text: context.rules.noValue }, value)];
  }
  if (isUntouched(value)) return [value];
  const { map } = context.rules;
  if (map === undefined) return replaceText(value, context);
  const text = plainText(value);
  if (text === undefined) return decide(value, map, context);
  const target = map.get(text.toLowerCase());
  if (target !== undefined) return target.map((word) => wordValue(word, value));
  if (context.rules.others === "keep") return replaceText(value, context);
  report(
    value,
    context,
    `the events have no counterpart for "${text}"`,
    didYouMean(text, context.rules.spelled) ?? known(context),
  );
  return [];
}

/** Presence and absence have no text; an expression stands for the whole comparison. */
function isUntouched(value: SigmaValue): boolean {
  switch (value.kind) {
    case "Null":
    case "Exists":
    case "QueryExpression":
      return true;
    case "String":
      return value.parts.length === 1 && value.parts[0].kind === "Any";
    default:
      return false;
  }
}

function plainText(value: SigmaValue): string | undefined {
  switch (value.kind) {
    case "String":
      return literalText(value);
    case "Number":
      return value.text;
    case "Boolean":
      return String(value.value);
    default:
      return undefined;
  }
}

/** A pattern stands for the values of the map that it matches, when all values are known. */
function decide(
  value: SigmaValue,
  map: NonNullable<PreparedValues["map"]>,
  context: Context,
): readonly SigmaValue[] {
  const { others, spelled } = context.rules;
  const decided = others === "keep" ? undefined : decidedValues(value, spelled);
  if (decided === undefined) {
    report(value, context, "the events have other words, and which of them match is not known");
    return [];
  }
  if (decided.length === 0) {
    report(value, context, "it matches none of the values that the events have", known(context));
    return [];
  }
  return decided.flatMap((name) =>
    (map.get(name.toLowerCase()) ?? []).map((word) => wordValue(word, value))
  );
}

function wordValue({ match, text }: PreparedText, value: SigmaValue): StringValue {
  const parts: StringPart[] = text === "" ? [] : [{ kind: "Text", text }];
  if (match === "contains" || match === "endswith") parts.unshift(ANY);
  if (match === "contains" || match === "startswith") parts.push(ANY);
  return { kind: "String", parts, cased: false, span: value.span };
}

function replaceText(value: SigmaValue, context: Context): readonly SigmaValue[] {
  const { letterCase, prefixes, replace } = context.rules;
  const written = replace.length === 0 ? value : replaceTexts(value, replace);
  if (typeof written === "string") {
    report(value, context, written);
    return [];
  }
  let values: readonly SigmaValue[] = [written];
  if (prefixes.length > 0) {
    const replaced = replacePrefixes(written, prefixes);
    if (typeof replaced === "string") {
      report(value, context, replaced);
      return [];
    }
    values = replaced.values;
    if (replaced.alsoMatches !== undefined) warnPrefix(value, replaced.alsoMatches, context);
  }
  if (letterCase !== undefined) {
    values = values.map((item) => foldCase(item, context.field, letterCase, context.diagnostics));
  }
  const { whole, endings } = context.rules;
  if (endings.length > 0) values = endAll(values, endings, context);
  return whole === undefined ? values : placeAll(values, whole, context);
}

function endAll(
  values: readonly SigmaValue[],
  endings: readonly string[],
  context: Context,
): readonly SigmaValue[] {
  const ended: SigmaValue[] = [];
  for (const value of values) {
    const found = withEndings(value, endings);
    if (typeof found === "string") {
      report(value, context, found);
      return [];
    }
    const ending = endingFound(value, endings);
    if (ending !== undefined) warnEnding(value, ending, context);
    ended.push(...found);
  }
  return ended;
}

function placeAll(
  values: readonly SigmaValue[],
  place: WholePlace,
  context: Context,
): readonly SigmaValue[] {
  const placed: SigmaValue[] = [];
  for (const value of values) {
    const found = placeInText(value, place);
    if (typeof found !== "string") placed.push(found);
    else {
      report(value, context, found);
      return [];
    }
  }
  warnPlace(place, values[0], context);
  return placed;
}

/** One warning for all values of an item is enough. */
function warnPlace(place: WholePlace, value: SigmaValue, context: Context): void {
  const { field, diagnostics, before } = context;
  const message = `The test of "${field}" is not exact: ${OTHER_TEXT[place]} its values, so that ` +
    "longer ones match, too";
  if (diagnostics.slice(before).some((known) => known.message === message)) return;
  diagnostics.push(diagnostic("warning", "field-loss", message, value.span));
}

function warnPrefix(value: SigmaValue, prefix: string, context: Context): void {
  const message = `The events have another text for "${prefix}", in which the value of ` +
    `"${context.field}" stands, too`;
  context.diagnostics.push(diagnostic("warning", "shared-value", message, value.span));
}

function warnEnding(value: SigmaValue, ending: string, context: Context): void {
  const message = `The events have "${ending}" behind some values of "${context.field}", and the ` +
    "value of the rule finds it there, too";
  context.diagnostics.push(diagnostic("warning", "shared-value", message, value.span));
}

/** More values than a line can hold are not listed. */
const MAX_LISTED = 16;

function known({ rules }: Context): string {
  const { spelled } = rules;
  return spelled.length > MAX_LISTED
    ? `The table has a counterpart for ${spelled.length} other values`
    : `Values with a counterpart: ${spelled.join(", ")}`;
}

function report(value: SigmaValue, context: Context, reason: string, hint?: string): void {
  const message = `Cannot map a value of the field "${context.field}": ${reason}`;
  context.diagnostics.push(
    diagnostic("unsupported", "unsupported-value", message, value.span, hint),
  );
}
