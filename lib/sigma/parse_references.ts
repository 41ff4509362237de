/**
 * Reads the ids and names by which a document refers to rules.
 *
 * @module
 */

import type { YamlNode } from "../yaml/node.ts";
import type { RuleReference } from "./ast.ts";
import type { Report } from "./report.ts";

/** Reads a scalar or a list of scalars; others are reported. */
export function parseReferences(node: YamlNode, report: Report): RuleReference[] {
  const items = node.kind === "Sequence" ? node.items : [node];
  const references: RuleReference[] = [];
  for (const item of items) {
    if (item.kind === "Scalar" && item.type !== "null") {
      references.push({ name: item.text, span: item.span });
    } else {
      report.error("invalid-reference", "A reference to a rule is not an id or a name", item.span);
    }
  }
  return references;
}
