/**
 * Replacement texts of Python's `re.sub`.
 *
 * Source: documentation of Python's `re` module.
 *
 * @module
 */

import { type CompiledRegex, findAll } from "./python_regex/compiled_regex.ts";

/** A text, or the number of the group whose text stands there; 0 is the whole match. */
export type ReplacementPart = string | number;

const CONTROLS: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

const ESCAPE_REGEXP = /\\(?:g<([^>]*)>|(0[0-7]{0,2}|[1-3][0-7]{2})|([1-9]\d?)|([\s\S]))|\\$/gu;

/**
 * Reads a replacement text.
 *
 * @param template The text, with `\1`, `\g<1>` and `\g<name>` for groups
 * @param regex The expression whose groups are meant
 * @returns Its parts, or what is wrong with it
 */
export function parseReplacement(
  template: string,
  regex: CompiledRegex,
): readonly ReplacementPart[] | { readonly fault: string } {
  const parts: ReplacementPart[] = [];
  let end = 0;
  for (const found of template.matchAll(ESCAPE_REGEXP)) {
    parts.push(template.slice(end, found.index));
    end = found.index + found[0].length;
    const [whole, name, octal, group, escaped] = found;
    if (octal !== undefined) {
      parts.push(String.fromCharCode(parseInt(octal, 8)));
    } else if (name !== undefined || group !== undefined) {
      const number = groupNumber(name ?? group, regex);
      if (number === undefined) return { fault: `the group "${name ?? group}" does not exist` };
      parts.push(number);
    } else if (escaped === undefined) {
      return { fault: "it ends with a backslash" };
    } else if (escaped in CONTROLS) {
      parts.push(CONTROLS[escaped]);
    } else if (/[A-Za-z]/.test(escaped)) {
      return { fault: `the escape "${whole}" does not exist` };
    } else {
      parts.push(escaped === "\\" ? "\\" : whole);
    }
  }
  parts.push(template.slice(end));
  return parts.filter((part) => part !== "");
}

function groupNumber(name: string, regex: CompiledRegex): number | undefined {
  if (/^\d+$/.test(name)) {
    const number = Number(name);
    return number <= regex.groupCount ? number : undefined;
  }
  return regex.groupNumbers.get(name);
}

/** Replaces every match in a text, as `re.sub` does. */
export function substitute(
  text: string,
  regex: CompiledRegex,
  replacement: readonly ReplacementPart[],
): string {
  let replaced = "";
  let end = 0;
  for (const found of findAll(regex, text)) {
    replaced += text.slice(end, found.index);
    for (const part of replacement) {
      replaced += typeof part === "string" ? part : found[part] ?? "";
    }
    end = found.index + found[0].length;
  }
  return replaced + text.slice(end);
}
