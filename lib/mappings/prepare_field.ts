/**
 * What stands for one field, indexed.
 *
 * @module
 */

import type { WholePlace } from "./map_whole.ts";
import type {
  Evidence,
  FieldMapping,
  HashesMapping,
  Loss,
  PartTarget,
  ValueRules,
  ValueTarget,
} from "./table.ts";
import { NO_EVIDENCE, type UsedEvidence, usedEvidence } from "./used_evidence.ts";

/** What the events have for a value: one of several texts, each whole or a part. */
export type PreparedTarget = readonly PreparedText[];

/** A text, and how the stored one compares with it. */
export interface PreparedText {
  readonly match: "equals" | "startswith" | "contains" | "endswith";
  readonly text: string;
}

/** How the values of a field differ from those that rules name. */
export interface PreparedValues {
  /** Targets by rule value in small letters; absent when values are not mapped. */
  readonly map?: ReadonlyMap<string, PreparedTarget>;
  /** The values as the table spells them. */
  readonly spelled: readonly string[];
  /** The values of the same meaning, itself among them, by value; all in small letters. */
  readonly synonyms: ReadonlyMap<string, readonly string[]>;
  /** What the events write where the field has no value. */
  readonly noValue?: string;
  /** What becomes of a value that the map does not have. */
  readonly others: "error" | "keep";
  /** The letter case of the stored values, when they have one. */
  readonly letterCase?: "lower" | "upper";
  /** Beginnings, in small letters, with what stands there instead; the longest first. */
  readonly prefixes: readonly (readonly [prefix: string, replacement: string])[];
  /** Texts, in small letters, with what stands in their place anywhere; the longest first. */
  readonly replace: readonly (readonly [text: string, replacement: string])[];
  /** Where a value stands in the stored text, when other text stands in front or behind. */
  readonly whole?: WholePlace;
  /** What may stand behind a stored value, nothing among it; empty when values have no endings. */
  readonly endings: readonly string[];
  /** Evidence of the words that values are mapped to. */
  readonly evidence: readonly UsedEvidence[];
}

/** Keys that stand for one field, joined by OR. */
export interface PreparedKeys {
  /** Tells the kinds apart. */
  readonly kind: "Keys";
  /** The LEQL keys; at least one. */
  readonly keys: readonly string[];
  /** How values are mapped; absent when they stay as they are. */
  readonly values?: PreparedValues;
  /** What a test of the field loses. */
  readonly loss?: Loss;
  /** The field that this one is another name of. */
  readonly sameAs?: string;
  /** Evidence of the keys. */
  readonly evidence: readonly UsedEvidence[];
}

/** Keys of a field whose values name algorithm and digest. */
export interface PreparedHashes {
  /** Tells the kinds apart. */
  readonly kind: "Hashes";
  /** LEQL key by algorithm, in capitals. */
  readonly keys: ReadonlyMap<string, string>;
  /** Evidence by LEQL key. */
  readonly evidenceOf: ReadonlyMap<string, readonly UsedEvidence[]>;
}

/** A field whose value stands somewhere in a longer text. */
export interface PreparedWithin {
  /** Tells the kinds apart. */
  readonly kind: "Within";
  /** The LEQL key of the text; `null` for the raw log line. */
  readonly key: string | null;
  /** Texts that stand in many events, in small letters. */
  readonly common: readonly string[];
  /** Evidence of it. */
  readonly evidence: readonly UsedEvidence[];
}

/** What stands for one field. */
export type PreparedField = PreparedKeys | PreparedHashes | PreparedWithin;

/** Name of the raw log line in a table, and in evidence. */
export const LOG_LINE = "line";

/** Indexes what a table says about a field. */
export function prepareField(mapping: FieldMapping): PreparedField {
  if (typeof mapping === "string") return plainKeys([mapping], undefined);
  if (isList(mapping)) return plainKeys(mapping, undefined);
  if ("split" in mapping) return prepareHashes(mapping);
  if ("within" in mapping) {
    const { within, evidence } = mapping;
    const key = within === LOG_LINE ? null : within;
    const common = (mapping.common ?? []).map((text) => text.toLowerCase());
    return { kind: "Within", key, common, evidence: usedEvidence("key", within, evidence) };
  }
  const keys = plainKeys("key" in mapping ? [mapping.key] : mapping.keys, mapping.evidence);
  const values = prepareValues(mapping, keys.keys, mapping.evidence);
  const { loss, sameAs } = mapping;
  if (values === undefined && loss === undefined && sameAs === undefined) return keys;
  return {
    ...keys,
    ...(values === undefined ? {} : { values }),
    ...(loss === undefined ? {} : { loss }),
    ...(sameAs === undefined ? {} : { sameAs }),
  };
}

/** Keys whose values stay as they are. */
export function plainKeys(
  keys: readonly string[],
  evidence: Evidence | undefined,
): PreparedKeys {
  const used = evidence === undefined
    ? NO_EVIDENCE
    : keys.flatMap((key) => usedEvidence("key", key, evidence));
  return { kind: "Keys", keys, evidence: used };
}

function isList(mapping: FieldMapping): mapping is readonly string[] {
  return Array.isArray(mapping);
}

function prepareHashes({ keys, evidence }: HashesMapping): PreparedHashes {
  const byAlgorithm = new Map<string, string>();
  const evidenceOf = new Map<string, readonly UsedEvidence[]>();
  for (const [algorithm, mapping] of Object.entries(keys)) {
    const key = typeof mapping === "string" ? mapping : mapping.key;
    const own = typeof mapping === "string" ? undefined : mapping.evidence;
    byAlgorithm.set(algorithm.toUpperCase(), key);
    evidenceOf.set(key, usedEvidence("key", key, own ?? evidence));
  }
  return { kind: "Hashes", keys: byAlgorithm, evidenceOf };
}

function prepareValues(
  rules: ValueRules,
  keys: readonly string[],
  evidence: Evidence | undefined,
): PreparedValues | undefined {
  const { values, prefixes, replace, case: letterCase, whole, endings, noValue } = rules;
  const all = [values, prefixes, replace, letterCase, whole, endings, noValue];
  if (all.every((rule) => rule === undefined)) return undefined;
  const prepared: PreparedValues = {
    spelled: values === undefined ? [] : Object.keys(values),
    synonyms: prepareSynonyms(rules.synonyms ?? []),
    others: values === undefined ? "keep" : rules.otherValues ?? "error",
    prefixes: prepareTexts(prefixes ?? {}),
    replace: prepareTexts(replace ?? {}),
    endings: endings === undefined ? [] : ["", ...endings],
    evidence: values === undefined
      ? NO_EVIDENCE
      : usedEvidence("value", `values of ${keys.join(", ")}`, rules.valuesEvidence ?? evidence),
    ...(letterCase === undefined ? {} : { letterCase }),
    ...(whole === undefined ? {} : { whole }),
    ...(noValue === undefined ? {} : { noValue }),
  };
  return values === undefined ? prepared : { ...prepared, map: prepareMap(values) };
}

function prepareMap(values: NonNullable<ValueRules["values"]>): Map<string, PreparedTarget> {
  const map = new Map<string, PreparedTarget>();
  for (const [value, target] of Object.entries(values)) {
    map.set(value.toLowerCase(), prepareTarget(target));
  }
  return map;
}

function prepareSynonyms(
  groups: readonly (readonly string[])[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(groups.flatMap((group) => {
    const names = group.map((name) => name.toLowerCase());
    return names.map((name) => [name, names] as const);
  }));
}

function prepareTarget(target: ValueTarget): PreparedTarget {
  if (typeof target === "string") return [{ match: "equals", text: target }];
  if (isWords(target)) return target.map((text) => ({ match: "equals", text }));
  for (const match of ["startswith", "contains", "endswith"] as const) {
    const text = target[match];
    if (text !== undefined) return [{ match, text }];
  }
  return [];
}

function isWords(target: readonly string[] | PartTarget): target is readonly string[] {
  return Array.isArray(target);
}

function prepareTexts(
  texts: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  return Object.entries(texts)
    .map(([text, replacement]) => [text.toLowerCase(), replacement] as const)
    .sort(([a], [b]) => b.length - a.length);
}
