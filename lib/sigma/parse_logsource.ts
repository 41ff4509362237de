/**
 * Reads the log source of a rule or a filter.
 *
 * @module
 */

import { getValue, type YamlMapping } from "../yaml/node.ts";
import type { LogSource } from "./ast.ts";
import type { Report } from "./report.ts";

const KEYS = ["category", "product", "service"] as const;

/** Reads the log source; an empty one when a fault was reported. */
export function parseLogSource(document: YamlMapping, report: Report): LogSource {
  const node = getValue(document, "logsource");
  if (node === undefined) {
    report.error("missing-logsource", "The document has no log source", {
      start: document.span.start,
      end: document.span.start,
    });
    return {};
  }
  if (node.kind !== "Mapping") {
    report.error("invalid-logsource", "The log source is not a mapping", node.span);
    return {};
  }
  const found: { category?: string; product?: string; service?: string } = {};
  for (const key of KEYS) {
    const value = getValue(node, key);
    if (value === undefined || (value.kind === "Scalar" && value.type === "null")) continue;
    if (value.kind !== "Scalar") {
      report.error("invalid-logsource", `The log source's ${key} is not a text`, value.span);
    } else {
      found[key] = value.text;
    }
  }
  if (Object.keys(found).length === 0 && !report.isFatal) {
    report.error(
      "invalid-logsource",
      "The log source has no category, product or service",
      node.span,
    );
  }
  return found;
}
