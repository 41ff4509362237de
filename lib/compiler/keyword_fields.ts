/**
 * Which fields of a rule are why it has no detection definition.
 *
 * @module
 */

import type { PreparedEntry } from "../mappings/prepare.ts";
import type { Detection, Rule } from "../sigma/ast.ts";
import type { Rendered } from "./render.ts";

/**
 * Names the fields in `keyword-in-detection` where the rule itself has no keywords: fields without
 * a key of their own, which are searched in a longer text.
 *
 * @param rendered The queries of a rule
 * @param rule The rule, in Sigma fields
 * @param entry The entry that carried it; absent when fields are keys
 * @returns The same when there is nothing to name
 */
export function withKeywordFields(
  rendered: Rendered,
  rule: Rule,
  entry: PreparedEntry | undefined,
): Rendered {
  const { formatDiagnostics } = rendered;
  if (!formatDiagnostics.some(({ diagnostic }) => diagnostic.code === "keyword-in-detection")) {
    return rendered;
  }
  const names = new Set<string | null>();
  for (const { detection } of rule.identifiers) addFields(detection, names);
  if (entry === undefined || names.has(null)) return rendered;
  const fields = [...names].filter((name) => {
    const field = entry.fields.get(name!) ?? entry.otherField?.(name!);
    return field?.kind === "Within" && field.key === null;
  });
  if (fields.length === 0) return rendered;
  const list = fields.map((name) => `"${name}"`).join(", ");
  return {
    ...rendered,
    formatDiagnostics: formatDiagnostics.map((item) => {
      if (item.diagnostic.code !== "keyword-in-detection") return item;
      const message =
        `Cannot search for ${list} in a detection definition: the events have no key ` +
        "for it, and keyword search is not allowed there";
      const hint = "Use leql_advanced_search, or give it a key in a mapping table of your own; " +
        "under other choices (mapping print shows them) the events may have one";
      return { ...item, diagnostic: { ...item.diagnostic, message, hint } };
    }),
  };
}

/** Adds the fields of items; `null` for a keyword. */
function addFields(detection: Detection, names: Set<string | null>): void {
  if (detection.kind === "Item") names.add(detection.field);
  else for (const item of detection.items) addFields(item, names);
}
