/**
 * String values as the flat text that the regular expressions of pipelines
 * are written for: wildcards as `*` and `?`, their literal twins behind a
 * backslash, every other backslash alone.
 *
 * @module
 */

import { expand } from "../sigma/modifiers/expand.ts";
import { joinParts } from "../sigma/sigma_string.ts";
import { ANY, ONE, type StringPart, type StringValue } from "../sigma/value.ts";

/** Returns the flat text of a value. */
export function plainText(value: StringValue): string {
  return value.parts.map(partText).join("");
}

function partText(part: StringPart): string {
  switch (part.kind) {
    case "Text":
      return part.text.replace(/[*?]/g, "\\$&");
    case "Any":
      return "*";
    case "One":
      return "?";
    case "Placeholder":
      return `%${part.name}%`;
  }
}

/**
 * Reads flat text: a backslash escapes `*` and `?` only.
 *
 * @returns Text and wildcards; placeholders stay text
 */
export function plainParts(text: string): StringPart[] {
  const parts: StringPart[] = [];
  for (const [found] of text.matchAll(/\\[*?]|[*?]|(?:(?!\\[*?])[^*?])+/gu)) {
    if (found === "*") parts.push(ANY);
    else if (found === "?") parts.push(ONE);
    else parts.push({ kind: "Text", text: /^\\[*?]$/.test(found) ? found[1] : found });
  }
  return parts;
}

/**
 * Cuts a piece out of the flat text of a value and returns its parts: a
 * wildcard stays one, whatever stands before it.
 *
 * @param value The value
 * @param start Offset in its flat text
 * @param end Offset behind the piece
 */
export function plainSlice(value: StringValue, start: number, end: number): StringPart[] {
  const parts: StringPart[] = [];
  let at = 0;
  for (const part of value.parts) {
    const text = partText(part);
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, text.length)];
    at += text.length;
    if (from >= to) continue;
    if (part.kind === "Text") parts.push({ kind: "Text", text: unescape(text.slice(from, to)) });
    else if (to - from === text.length) parts.push(part);
    else parts.push({ kind: "Text", text: text.slice(from, to) });
  }
  return parts;
}

function unescape(text: string): string {
  return text.replace(/\\([*?])/g, "$1");
}

/** Returns the parts with `%name%` in their texts read as placeholders. */
export function withPlaceholders(value: StringValue, parts: readonly StringPart[]): StringPart[] {
  const joined: StringValue = {
    kind: "String",
    parts: joinParts(parts),
    cased: false,
    span: value.span,
  };
  const expanded = expand.applyToValue!(joined, { field: null, before: [] });
  return [...(expanded as StringValue).parts];
}
