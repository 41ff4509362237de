/**
 * YAML 1.1 typing of plain scalars, as the Sigma ecosystem reads its rules:
 * `yes` is a boolean, `010` is 8, a bare date is a timestamp.
 *
 * @module
 */

import { floatYaml11Tag, intYaml11Tag, NOT_RESOLVED } from "js-yaml";
import type { YamlScalar } from "./node.ts";

/** What typing makes of a scalar. */
export type TypedScalar = Pick<YamlScalar, "type" | "value">;

const NULL_TYPED: TypedScalar = Object.freeze({ type: "null", value: null });
const TRUE_TYPED: TypedScalar = Object.freeze({ type: "boolean", value: true });
const FALSE_TYPED: TypedScalar = Object.freeze({ type: "boolean", value: false });

// Not `y` and `n`: the YAML 1.1 type repository has them, PyYAML and so the rules' authors do not.
const WORDS: ReadonlyMap<string, TypedScalar> = new Map([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, NULL_TYPED] as const),
  ...["yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) =>
    [word, TRUE_TYPED] as const
  ),
  ...["no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) =>
    [word, FALSE_TYPED] as const
  ),
]);

const LONGEST_WORD = 5;
/** First characters of those words; an empty text is in every text. */
const WORD_STARTS = "~nNyYtToOfF";
// What both number tags take, and a little more; sorts out most texts at once.
const NUMBER_REGEXP = /^[-+]?(?:0b|0x|\.?\d|\.(?:inf|nan)$)[\da-fx_.:e+-]*$/i;

/**
 * Types a plain scalar.
 *
 * @param text The scalar's text
 * @returns Its YAML 1.1 type and value; a timestamp keeps its text as the value
 */
export function typePlainScalar(text: string): TypedScalar {
  if (text.length <= LONGEST_WORD && WORD_STARTS.includes(text.charAt(0))) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  if (!isNumberStart(text.charCodeAt(0))) return { type: "string", value: text };
  return typeNumber(text) ?? typeTimestamp(text) ?? { type: "string", value: text };
}

/** True for a sign, a dot and a digit: the characters `+ - . 0` to `9`, but not `,` and `/`. */
function isNumberStart(code: number): boolean {
  return code >= 43 && code <= 57 && code !== 44 && code !== 47;
}

/** Types a number, or returns `undefined` when the text is none. */
export function typeNumber(text: string): TypedScalar | undefined {
  if (!NUMBER_REGEXP.test(text)) return undefined;
  const integer = intYaml11Tag.resolve(text, false, intYaml11Tag.tagName);
  if (integer !== NOT_RESOLVED) {
    return { type: "number", value: Number.isSafeInteger(integer) ? integer : bigInteger(text) };
  }
  const float = floatYaml11Tag.resolve(text, false, floatYaml11Tag.tagName);
  return float === NOT_RESOLVED ? undefined : { type: "number", value: float };
}

/** Reads an integer beyond 2^53 in any notation of YAML 1.1. */
function bigInteger(text: string): bigint {
  const digits = text.replace(/[_+-]/g, "");
  const magnitude = digits.includes(":")
    ? digits.split(":").reduce((sum, part) => sum * 60n + BigInt(part), 0n)
    : BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return text.startsWith("-") ? -magnitude : magnitude;
}

// YAML 1.1 timestamps, by their form alone: a rule never computes with one.
const TIMESTAMP_REGEXP =
  /^\d{4}-(?:\d\d-\d\d|\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?))?)$/;

function typeTimestamp(text: string): TypedScalar | undefined {
  return TIMESTAMP_REGEXP.test(text) ? { type: "timestamp", value: text } : undefined;
}

const CORE_PREFIX = "tag:yaml.org,2002:";

/**
 * Types a scalar that carries an explicit tag.
 *
 * @param tag The tag as written, `!!str` or `!<tag:yaml.org,2002:str>`
 * @param text The scalar's decoded text
 * @returns Its type and value, or `undefined` when the tag is unknown or does not fit the text
 */
export function typeTaggedScalar(tag: string, text: string): TypedScalar | undefined {
  switch (shortTag(tag)) {
    case "!":
    case "str":
      return { type: "string", value: text };
    case "null":
      return NULL_TYPED;
    case "int":
    case "float":
      return typeNumber(text);
    case "bool": {
      const word = WORDS.get(text);
      return word?.type === "boolean" ? word : undefined;
    }
    case "timestamp":
      return typeTimestamp(text);
    default:
      return undefined;
  }
}

/** Reduces `!!str` and `!<tag:yaml.org,2002:str>` to `str`. */
export function shortTag(tag: string): string {
  if (tag.startsWith("!!")) return tag.slice(2);
  if (tag.startsWith(`!<${CORE_PREFIX}`)) return tag.slice(2 + CORE_PREFIX.length, -1);
  return tag;
}
