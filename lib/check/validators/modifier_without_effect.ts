/** @module `modifier_without_effect`: a modifier that changes none of its values. */

import { DASHES } from "../../sigma/modifiers/windash.ts";
import { decodeString } from "../../sigma/sigma_string.ts";
import type { CheckedDocument } from "../document.ts";
import type { Report, Validator } from "../validator.ts";

const PLACEHOLDER_REGEXP = /%[A-Za-z0-9_.-]+%/;
const LETTER_REGEXP = /\p{L}/u;

/** True when the modifier does nothing for a value that is written like this. */
type Idle = (text: string, before: readonly string[]) => boolean;

const withoutLetters: Idle = (text) => !LETTER_REGEXP.test(text);
const withoutAnchors: Idle = (text) => !/[$^]/.test(text) && !/\\[AzZ]/.test(text);
const withoutDot: Idle = (text) => !text.includes(".");

const IDLE: ReadonlyMap<string, readonly [Idle, string]> = new Map([
  ["expand", [(text) => !PLACEHOLDER_REGEXP.test(text), "no value has a placeholder"]],
  ["windash", [(text) => !DASHES.some((dash) => text.includes(dash)), "no value has a dash"]],
  ["cased", [withoutLetters, "no value has a letter"]],
  ["i", [withoutLetters, "no value has a letter"]],
  ["ignorecase", [withoutLetters, "no value has a letter"]],
  ["m", [withoutAnchors, "no value has ^ or $"]],
  ["multiline", [withoutAnchors, "no value has ^ or $"]],
  ["s", [withoutDot, "no value has a dot"]],
  ["dotall", [withoutDot, "no value has a dot"]],
  ["contains", [isOpen, "its values may match anywhere already"]],
]);

function isOpen(text: string, before: readonly string[]): boolean {
  if (before.includes("re")) return true;
  if (before.length > 0 || !text.startsWith("*") || !text.endsWith("*")) return false;
  const parts = decodeString(text);
  return parts.length > 1 && parts[0].kind === "Any" && parts[parts.length - 1].kind === "Any";
}

function check(document: CheckedDocument, report: Report): void {
  for (const { field, modifiers, values, span } of document.items) {
    if (values.length === 0) continue;
    for (const [index, name] of modifiers.entries()) {
      const known = IDLE.get(name);
      if (known === undefined) continue;
      const [isIdle, reason] = known;
      const before = modifiers.slice(0, index);
      // Encodings change what a later modifier sees.
      if (before.some((other) => other.startsWith("base64") || other.startsWith("utf16"))) continue;
      if (before.includes("wide") || !values.every(({ text }) => isIdle(text, before))) continue;
      const place = modifierSpan(span, field, modifiers, index);
      report(place, `The modifier "${name}" has no effect: ${reason}`, "Leave it out");
    }
  }
}

/** Where a modifier stands in a key that is written without escapes. */
function modifierSpan(
  span: { readonly start: number; readonly end: number },
  field: string | null,
  modifiers: readonly string[],
  index: number,
): { start: number; end: number } {
  const key = [field ?? "", ...modifiers].join("|");
  if (span.end - span.start !== key.length) return span;
  const before = [field ?? "", ...modifiers.slice(0, index)].join("|").length + 1;
  return { start: span.start + before, end: span.start + before + modifiers[index].length };
}

/** The validator `modifier_without_effect`. */
export const modifierWithoutEffect: Validator = {
  name: "modifier_without_effect",
  origin: "own",
  severity: "warning",
  summary: "A modifier that changes none of the item's values",
  check,
};
