/**
 * Reads one YAML document as a Sigma rule.
 *
 * Source: Sigma rules specification 2.1.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import { getValue, type YamlMapping } from "../yaml/node.ts";
import type { Rule } from "./ast.ts";
import { parseDetectionSection } from "./parse_detection.ts";
import { parseLogSource } from "./parse_logsource.ts";
import { parseMetadata, textList } from "./parse_metadata.ts";
import { Report } from "./report.ts";

/** A rule as far as it could be read. */
export interface ParsedRule {
  readonly rule: Rule;
  /** With a fatal one among them the rule is incomplete and must not be converted. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a rule. Never throws; every fault is in the diagnostics. */
export function parseRule(document: YamlMapping): ParsedRule {
  const report = new Report();
  const metadata = parseMetadata(document, report);
  const logsource = parseLogSource(document, report);
  const section = getValue(document, "detection");
  const start = { start: document.span.start, end: document.span.start };
  let identifiers: Rule["identifiers"] = [];
  let conditions: Rule["conditions"] = [];
  if (section === undefined) {
    report.error("missing-detection", "The rule has no detection section", start);
  } else if (section.kind !== "Mapping") {
    report.error("invalid-detection", "The detection section is not a mapping", section.span);
  } else {
    const { name, id } = metadata;
    ({ identifiers, conditions } = parseDetectionSection(section, report, name ?? id));
  }
  const rule: Rule = {
    kind: "Rule",
    metadata,
    logsource,
    identifiers,
    conditions,
    fields: textList(getValue(document, "fields")),
    document,
    logsourceSpan: getValue(document, "logsource")?.span ?? start,
  };
  return { rule, diagnostics: report.items };
}
