/**
 * What keeps a rule that can be read from being said in LEQL, whatever the mapping.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import { lowerRule } from "../expr/lower_rule.ts";
import type { FilterRule, Rule, SearchIdentifier } from "../sigma/ast.ts";
import type { CheckedDocument } from "./document.ts";
import { valueFaults } from "./value_faults.ts";

/** Names that conditions get wrong, and what LEQL cannot say, whatever the mapping. */
export function languageFaults(document: CheckedDocument): readonly Diagnostic[] {
  const { content } = document;
  if (content.kind === "Correlation") return [];
  const faults = valueFaults(document.parsedItems);
  if (!document.logic.isPartial) return faults;
  return [...lowerRule(asRule(content, document)).diagnostics, ...faults];
}

/** A filter has the same parts as a rule, and one condition. */
function asRule(content: Rule | FilterRule, document: CheckedDocument): Rule {
  if (content.kind === "Rule" && document.isComplete) return content;
  const { metadata, logsource, document: root } = content;
  return {
    kind: "Rule",
    metadata,
    logsource,
    identifiers: document.isComplete ? content.identifiers : namedIdentifiers(document),
    conditions: document.conditions,
    fields: [],
    document: root,
    logsourceSpan: root.span,
  };
}

/** All search identifiers; those that cannot be read are there by name, with no content. */
function namedIdentifiers({ names, identifiers, root }: CheckedDocument): SearchIdentifier[] {
  const { span } = root;
  return names.map((name) =>
    identifiers.find((identifier) => identifier.name === name) ??
      { name, detection: { kind: "All", items: [], span }, span }
  );
}
