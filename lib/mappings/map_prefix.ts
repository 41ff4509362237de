/**
 * Values that begin otherwise in the events than in rules.
 *
 * @module
 */

import { withParts } from "../sigma/sigma_string.ts";
import { ANY, type SigmaValue, type StringPart, type StringValue } from "../sigma/value.ts";

type Prefixes = readonly (readonly [prefix: string, replacement: string])[];

/**
 * Writes a value with the beginning that the events have.
 *
 * A text that may begin either way becomes several values, one of which must match: `HK*`, and
 * `*HKLM\a*`, whose text may stand anywhere.
 *
 * @param value A value of the rule
 * @param prefixes Beginnings, in small letters, with what stands there instead; the longest first
 * @returns The values, or the reason why the value cannot be written
 */
export function replacePrefixes(
  value: SigmaValue,
  prefixes: Prefixes,
): readonly SigmaValue[] | string {
  if (value.kind === "Regex") return regexFault(value.pattern, prefixes) ?? [value];
  if (value.kind !== "String") return [value];
  const leading = value.parts[0]?.kind === "Any" ? 1 : 0;
  const first = value.parts[leading];
  if (first?.kind !== "Text") return [value];
  const { text } = first;
  const small = text.toLowerCase();
  const rest = value.parts.slice(leading + 1);
  const whole = prefixes.find(([prefix]) => small.startsWith(prefix));
  if (whole !== undefined) {
    const replaced = { kind: "Text" as const, text: whole[1] + text.slice(whole[0].length) };
    const changed = withParts(value, [...value.parts.slice(0, leading), replaced, ...rest]);
    return leading === 0 ? [changed] : [changed, value];
  }
  // The wildcard behind the text may stand for the end of a prefix.
  if (rest[0]?.kind !== "Any") return [value];
  const begun = prefixes.filter(([prefix]) => prefix.startsWith(small))
    .map((prefix) => cutPrefix(value, prefix, small.length, leading, rest));
  return [value, ...begun];
}

function cutPrefix(
  value: StringValue,
  [prefix, replacement]: Prefixes[number],
  length: number,
  leading: number,
  rest: readonly StringPart[],
): StringValue {
  // What the wildcard may leave for the next text stays out of the replacement.
  let end = prefix.slice(length);
  while (!replacement.toLowerCase().endsWith(end)) end = end.slice(1);
  const text = replacement.slice(0, replacement.length - end.length);
  const start = leading === 0 ? [] : [ANY];
  return withParts(value, [...start, { kind: "Text", text }, ...rest]);
}

function regexFault(pattern: string, prefixes: Prefixes): string | undefined {
  const small = pattern.toLowerCase();
  const named = prefixes.find(([prefix]) => {
    const word = /\w+/.exec(prefix)?.[0];
    return word !== undefined && small.includes(word);
  });
  if (named === undefined) return undefined;
  return `the regular expression names "${named[0]}", which the events write otherwise`;
}
