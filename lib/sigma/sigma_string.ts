/**
 * Decoding of Sigma strings: wildcards and their escapes, read once.
 *
 * Source: Sigma rules specification 2.1, "String Wildcard" and "Escaping".
 *
 * @module
 */

import type { Span } from "../source.ts";
import { ANY, ONE, type StringPart, type StringValue } from "./value.ts";

const SPECIAL_REGEXP = /[*?]|\\[\\*?]/;

/**
 * Decodes the text of a rule into parts.
 *
 * A backslash escapes `*`, `?` and `\` only; before any other character it is
 * literal, and so is one at the end.
 *
 * @param raw The text as YAML gives it
 * @returns Text and wildcards; no two texts and no two `*` side by side; empty for an empty text
 *
 * @example An escaped and a real wildcard
 * ```ts
 * import { decodeString } from "./sigma_string.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(decodeString("C:\\Temp\\\\*"), [
 *   { kind: "Text", text: "C:\\Temp\\" },
 *   { kind: "Any" },
 * ]);
 * ```
 */
export function decodeString(raw: string): readonly StringPart[] {
  if (raw === "") return [];
  if (!SPECIAL_REGEXP.test(raw)) return [{ kind: "Text", text: raw }];
  const parts: StringPart[] = [];
  let text = "";
  for (let at = 0; at < raw.length; at++) {
    const character = raw[at];
    if (character === "\\" && at + 1 < raw.length && "\\*?".includes(raw[at + 1])) {
      text += raw[++at];
    } else if (character === "*" || character === "?") {
      if (text !== "") parts.push({ kind: "Text", text });
      text = "";
      if (character === "?") parts.push(ONE);
      else if (parts[parts.length - 1] !== ANY) parts.push(ANY);
    } else {
      text += character;
    }
  }
  if (text !== "") parts.push({ kind: "Text", text });
  return parts;
}

/** Makes the value of a text that is not changed by modifiers yet. */
export function stringValue(raw: string, span: Span): StringValue {
  return { kind: "String", parts: decodeString(raw), cased: false, raw, span };
}

/** Makes a value of literal text: nothing in it is a wildcard. */
export function literalValue(text: string, like: StringValue): StringValue {
  const parts: readonly StringPart[] = text === "" ? [] : [{ kind: "Text", text }];
  return { kind: "String", parts, cased: like.cased, span: like.span };
}

/** Returns the value with other parts; neighbouring texts and `*` are joined, an encoding stays. */
export function withParts(value: StringValue, parts: readonly StringPart[]): StringValue {
  const changed = {
    kind: "String",
    parts: joinParts(parts),
    cased: value.cased,
    span: value.span,
  } as const;
  return value.encoding === undefined ? changed : { ...changed, encoding: value.encoding };
}

/** Joins neighbouring texts and neighbouring `*`, and leaves out empty texts. */
export function joinParts(parts: readonly StringPart[]): readonly StringPart[] {
  const joined: StringPart[] = [];
  for (const part of parts) {
    const last = joined[joined.length - 1];
    if (part.kind === "Text") {
      if (part.text === "") continue;
      if (last?.kind === "Text") {
        joined[joined.length - 1] = { kind: "Text", text: last.text + part.text };
        continue;
      }
    } else if (part.kind === "Any" && last?.kind === "Any") {
      continue;
    }
    joined.push(part);
  }
  return joined;
}

/**
 * Returns the literal text of a value.
 *
 * @returns The text, or `undefined` when the value has wildcards or placeholders
 */
export function literalText(value: StringValue): string | undefined {
  if (value.parts.length === 0) return "";
  if (value.parts.length > 1) return undefined;
  const [part] = value.parts;
  return part.kind === "Text" ? part.text : undefined;
}

/**
 * Writes parts as Sigma text again, escapes included.
 *
 * Every backslash before a backslash or a wildcard is escaped, so that
 * decoding the result gives the same parts.
 */
export function encodeParts(parts: readonly StringPart[]): string {
  let text = "";
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    switch (part.kind) {
      case "Text":
        text += part.text.replace(
          /[*?]|\\(?=[\\*?]|$)/g,
          (found, offset: number) =>
            found === "\\" && offset === part.text.length - 1 && at === parts.length - 1
              ? found
              : `\\${found}`,
        );
        break;
      case "Any":
        text += "*";
        break;
      case "One":
        text += "?";
        break;
      case "Placeholder":
        text += `%${part.name}%`;
        break;
    }
  }
  return text;
}
