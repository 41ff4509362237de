/**
 * Options that the type checker of a caller would refuse: plain JavaScript has none.
 *
 * @module
 */

import { FORMATS } from "../leql/formats/registry.ts";
import { EVIDENCE_GRADES } from "../mappings/used_evidence.ts";
import type { CompileOptions } from "./setup.ts";

/** Options whose values are words. */
const WORDS = {
  minEvidence: EVIDENCE_GRADES,
  filterMode: ["and", "and-not"],
  placeholders: ["error", "leql-variable"],
  negation: ["prefix", "inline"],
} as const satisfies { readonly [N in keyof CompileOptions]: readonly string[] };

/**
 * Checks options.
 *
 * @param options What a program asks for
 * @throws {TypeError} For a value that an option cannot have; the message says which it can
 */
export function checkOptions(options: CompileOptions): void {
  const { formats, mapping, choices } = options;
  if (formats !== undefined && !Array.isArray(formats)) {
    refuse("formats", formats, `a list of ${listed(FORMATS)}`);
  }
  for (const format of formats ?? []) {
    if (FORMATS.includes(format)) continue;
    throw new TypeError(`The format ${shown(format)} does not exist: expected ${listed(FORMATS)}`);
  }
  for (const [name, words] of Object.entries(WORDS)) {
    const value: unknown = options[name as keyof typeof WORDS];
    if (value === undefined || words.some((word) => word === value)) continue;
    refuse(name, value, listed(words));
  }
  if (mapping !== undefined && mapping !== null && !isTable(mapping)) {
    refuse("mapping", mapping, "a mapping table, such as BUILTIN_MAPPINGS.insightidr, or null");
  }
  if (choices !== undefined && !isObject(choices)) {
    refuse("choices", choices, "an object from the name of a choice to its value");
  }
}

function refuse(option: string, value: unknown, expected: string): never {
  throw new TypeError(`The option "${option}" cannot be ${shown(value)}: expected ${expected}`);
}

function listed(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  return quoted.length < 2
    ? quoted.join("")
    : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

function isTable(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { name, entries } = value as { name?: unknown; entries?: unknown };
  return typeof name === "string" && (entries === undefined || isObject(entries));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
