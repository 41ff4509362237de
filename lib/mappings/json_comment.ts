/**
 * Comments in JSON, which has none.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";

/** A table as JSON, comments before it included; one as YAML begins with a name. */
const JSON_REGEXP = /^\ufeff?\s*(?:\{|\/\/|\/\*)/;

/** Texts in quotes and comments of YAML are passed over; what is captured begins a comment. */
const COMMENT_REGEXP =
  /"(?:[^"\\]|\\[^])*"|(?<=[\s,{[:])'[^']*'|(?<=\s)#[^\n]*|(?<=^|[\s,"{}[\]])(\/\/|\/\*)/g;

/**
 * Finds the first comment of a mapping table in JSON. YAML would take it for a part of the name or
 * value behind it.
 *
 * @param text The content of a file
 * @returns The diagnostic `mapping-syntax` with its span; `undefined` when there is none, or when
 * the text is YAML by its first character
 */
export function jsonComment(text: string): Diagnostic | undefined {
  if (!JSON_REGEXP.test(text)) return undefined;
  for (const match of text.matchAll(COMMENT_REGEXP)) {
    if (match[1] === undefined) continue;
    return diagnostic(
      "error",
      "mapping-syntax",
      "Cannot read the mapping table: JSON has no comments",
      { start: match.index, end: match.index + match[1].length },
      "Remove it, or write the table in YAML, as a .yml file with # before comments",
    );
  }
  return undefined;
}
