/**
 * The shape of a text pattern decides which LEQL operator says it.
 *
 * @module
 */

import type { StringPart, StringValue } from "../expr/ast.ts";
import { escapeRegex, isQuotable } from "./quote.ts";

/** How a text pattern is said. */
export type TextShape =
  | { readonly kind: "equals" | "contains" | "startswith" | "endswith"; readonly text: string }
  /** Any value at all. */
  | { readonly kind: "anything" }
  | { readonly kind: "regex"; readonly pattern: string }
  /** The text cannot stand in a query. */
  | { readonly kind: "impossible" };

// `.` does not match a line break in RE2, and a Sigma wildcard does.
const ANY_CHARACTERS = "[\\s\\S]*";

/** A `?`, as a regular expression. */
export const ONE_CHARACTER = "[\\s\\S]";

/**
 * Finds the shape of a value.
 *
 * A text that no quotes can hold becomes a regular expression of the same meaning.
 *
 * @param value A value without placeholders
 */
export function textShape(value: StringValue): TextShape {
  const { parts } = value;
  const simple = simpleShape(parts);
  if (simple === undefined) return regexShape(parts);
  if (simple.kind === "anything") return simple;
  if (simple.kind === "endswith") return simple.text.isWellFormed() ? simple : IMPOSSIBLE;
  return isQuotable(simple.text) ? simple : regexShape(parts);
}

const IMPOSSIBLE: TextShape = { kind: "impossible" };

type SimpleShape = Extract<TextShape, { text: string } | { kind: "anything" }>;

function simpleShape(parts: readonly StringPart[]): SimpleShape | undefined {
  const [first, second, third] = parts;
  switch (parts.length) {
    case 0:
      return { kind: "equals", text: "" };
    case 1:
      if (first.kind === "Text") return { kind: "equals", text: first.text };
      return first.kind === "Any" ? { kind: "anything" } : undefined;
    case 2:
      if (first.kind === "Text" && second.kind === "Any") {
        return { kind: "startswith", text: first.text };
      }
      if (first.kind === "Any" && second.kind === "Text") {
        return { kind: "endswith", text: second.text };
      }
      return undefined;
    case 3:
      if (first.kind === "Any" && second.kind === "Text" && third.kind === "Any") {
        return { kind: "contains", text: second.text };
      }
      return undefined;
    default:
      return undefined;
  }
}

function regexShape(parts: readonly StringPart[]): TextShape {
  const pattern = partsRegex(parts);
  if (pattern === undefined) return IMPOSSIBLE;
  const opening = parts[0]?.kind === "Any" ? "" : "^";
  const closing = parts[parts.length - 1]?.kind === "Any" ? "" : "$";
  return { kind: "regex", pattern: opening + pattern + closing };
}

/**
 * Writes parts as a regular expression that may match anywhere: wildcards at
 * the ends have no effect and are left out.
 *
 * @returns RE2 syntax, or `undefined` when a text is not well-formed Unicode
 */
export function partsRegex(parts: readonly StringPart[]): string | undefined {
  const start = parts[0]?.kind === "Any" ? 1 : 0;
  const end = parts.length - (parts[parts.length - 1]?.kind === "Any" ? 1 : 0);
  let pattern = "";
  for (const part of parts.slice(start, end)) {
    switch (part.kind) {
      case "Text":
        if (!part.text.isWellFormed()) return undefined;
        pattern += escapeRegex(part.text);
        break;
      case "Any":
        pattern += ANY_CHARACTERS;
        break;
      case "One":
        pattern += ONE_CHARACTER;
        break;
      case "Placeholder":
        throw new TypeError(`The placeholder "${part.name}" has no value`);
    }
  }
  return pattern;
}
