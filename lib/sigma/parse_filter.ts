/**
 * Reads one YAML document as a filter.
 *
 * Source: Sigma filters specification 2.1.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import { didYouMean } from "../suggest.ts";
import { getValue, type YamlMapping, type YamlNode } from "../yaml/node.ts";
import { withoutKey } from "../yaml/deep_update.ts";
import type { ConditionNode, FilterRule } from "./ast.ts";
import { matchNames } from "./condition/names.ts";
import { parseDetectionSection } from "./parse_detection.ts";
import { parseLogSource } from "./parse_logsource.ts";
import { parseMetadata } from "./parse_metadata.ts";
import { parseReferences } from "./parse_references.ts";
import { Report } from "./report.ts";

/** A filter; absent when it cannot be read at all. */
export interface ParsedFilter {
  readonly filter?: FilterRule;
  /** With a fatal one among them the filter must not be applied. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a filter. Never throws; every fault is in the diagnostics. */
export function parseFilter(document: YamlMapping): ParsedFilter {
  const report = new Report();
  const metadata = parseMetadata(document, report);
  const logsource = parseLogSource(document, report);
  const section = getValue(document, "filter")!;
  if (section.kind !== "Mapping") {
    report.error("invalid-filter", "The filter section is not a mapping", section.span);
    return { diagnostics: report.items };
  }
  const node = getValue(section, "rules");
  if (node === undefined) {
    report.error(
      "invalid-filter",
      "The filter does not say which rules it narrows",
      section.span,
      'Give "rules" a list of ids and names, or "any"',
    );
  }
  const rules = node === undefined ? [] : parseRules(node, report);
  const { identifiers, conditions } = parseDetectionSection(withoutKey(section, "rules"), report);
  if (conditions.length > 1) {
    report.error("invalid-filter", "A filter has one condition", conditions[1].span);
  }
  if (conditions.length === 0) return { diagnostics: report.items };
  checkNames(conditions[0].node, identifiers.map(({ name }) => name), report);
  const filter: FilterRule = {
    kind: "Filter",
    metadata,
    logsource,
    rules,
    identifiers,
    condition: conditions[0],
    document,
    span: section.span,
  };
  return { filter, diagnostics: report.items };
}

/** The filter itself has the fault, not every rule that it narrows. */
function checkNames(node: ConditionNode, names: readonly string[], report: Report): void {
  switch (node.kind) {
    case "And":
    case "Or":
      for (const arg of node.args) checkNames(arg, names, report);
      break;
    case "Not":
      checkNames(node.arg, names, report);
      break;
    case "Identifier":
      if (names.includes(node.name)) break;
      report.error(
        "undefined-identifier",
        `The condition names "${node.name}", which is not defined`,
        node.span,
        didYouMean(node.name, names),
      );
      break;
    case "Quantifier":
      if (matchNames(node.pattern, names).length > 0) break;
      report.error(
        "empty-quantifier",
        `No search identifier matches "${node.pattern}"`,
        node.span,
        didYouMean(node.pattern.replaceAll("*", ""), names),
      );
      break;
  }
}

function parseRules(node: YamlNode, report: Report): FilterRule["rules"] {
  if (node.kind === "Scalar" && node.text.toLowerCase() === "any") return "any";
  if (node.kind === "Sequence" && node.items.length === 0) return "any";
  return parseReferences(node, report);
}
