/** @module `wildcards_instead_of_modifiers`: `*` where a modifier says the same. */

import { decodeString } from "../../sigma/sigma_string.ts";
import type { CheckedDocument, WrittenItem } from "../document.ts";
import type { Report, Validator } from "../validator.ts";

/** Modifiers by the shape of a value's parts. */
const MODIFIERS: Readonly<Record<string, string>> = {
  "Any Text Any": "contains",
  "Any Text": "endswith",
  "Text Any": "startswith",
};

const OTHER_KINDS: readonly string[] = [
  "re",
  "cidr",
  "fieldref",
  "contains",
  "startswith",
  "endswith",
];

function check(document: CheckedDocument, report: Report): void {
  for (const item of document.items) {
    const modifier = modifierFor(item);
    if (modifier === undefined) continue;
    if (item.field === null) {
      if (modifier !== "contains") continue;
      report(
        item.values[0].span,
        "Wildcards stand at both ends of a keyword",
        "A keyword may stand anywhere in the event anyway",
      );
      continue;
    }
    report(
      item.values[0].span,
      `Wildcards stand where the modifier "${modifier}" says the same`,
      `Write ${item.field}|${[modifier, ...item.modifiers].join("|")}`,
    );
  }
}

function modifierFor({ modifiers, values }: WrittenItem): string | undefined {
  if (values.length === 0 || modifiers.some((name) => OTHER_KINDS.includes(name))) return undefined;
  let modifier: string | undefined;
  for (const { type, text } of values) {
    if (type !== "string" || (!text.endsWith("*") && !text.startsWith("*"))) return undefined;
    const own = MODIFIERS[decodeString(text).map(({ kind }) => kind).join(" ")];
    if (own === undefined || (modifier !== undefined && own !== modifier)) return undefined;
    modifier = own;
  }
  return modifier;
}

/** The validator `wildcards_instead_of_modifiers`. */
export const wildcardsInsteadOfModifiers: Validator = {
  name: "wildcards_instead_of_modifiers",
  origin: "pysigma",
  severity: "note",
  summary: "Wildcards where contains, startswith or endswith says the same",
  check,
};
