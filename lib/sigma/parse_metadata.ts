/**
 * Reads what every Sigma document has: title, id, status, level, tags, dates.
 * A faulty field is a warning and left out; it never costs the rule.
 *
 * @module
 */

import { didYouMean } from "../suggest.ts";
import { getValue, type YamlMapping, type YamlNode } from "../yaml/node.ts";
import type { Metadata } from "./ast.ts";
import type { Report } from "./report.ts";

/** Statuses, from the least to the most settled, as they are ordered in conditions. */
export const STATUSES: readonly string[] = [
  "unsupported",
  "deprecated",
  "experimental",
  "test",
  "stable",
];

/** Levels, from the lowest to the highest. */
export const LEVELS: readonly string[] = ["informational", "low", "medium", "high", "critical"];

const UUID_REGEXP = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const DATE_REGEXP = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/;
const TAG_REGEXP = /^[a-z0-9_-]+\.[^\s]+$/i;
const MAX_TITLE = 256;

/** Reads the metadata of a document. */
export function parseMetadata(document: YamlMapping, report: Report): Metadata {
  const title = text(document, "title", report);
  if (getValue(document, "title") === undefined) {
    report.warning("missing-title", "The document has no title", {
      start: document.span.start,
      end: document.span.start,
    });
  } else if (title !== undefined && title.length > MAX_TITLE) {
    const { span } = getValue(document, "title")!;
    report.warning("invalid-metadata", `The title is longer than ${MAX_TITLE} characters`, span);
  }
  warnTaxonomy(document, report);
  return {
    title,
    id: checked(document, "id", (id) => UUID_REGEXP.test(id), "a UUID", report),
    name: text(document, "name", report),
    status: listed(document, "status", STATUSES, report),
    level: listed(document, "level", LEVELS, report),
    date: checked(document, "date", isDate, "a date", report),
    modified: checked(document, "modified", isDate, "a date", report),
    tags: tags(document, report),
  };
}

function warnTaxonomy(document: YamlMapping, report: Report): void {
  const taxonomy = text(document, "taxonomy", report);
  if (taxonomy === undefined || taxonomy === "sigma") return;
  report.warning(
    "foreign-taxonomy",
    `The rule uses the taxonomy "${taxonomy}"; its names are read as they stand`,
    getValue(document, "taxonomy")!.span,
    "Give it a mapping table or a processing pipeline that knows them",
  );
}

function isDate(value: string): boolean {
  const match = DATE_REGEXP.exec(value);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function text(document: YamlMapping, key: string, report: Report): string | undefined {
  const node = getValue(document, key);
  if (node === undefined) return undefined;
  if (node.kind === "Scalar" && node.type !== "null") return node.text;
  report.warning("invalid-metadata", `The field "${key}" is not a text`, node.span);
  return undefined;
}

/** The text if it has the right form; a wrong one is kept in the record but warned about. */
function checked(
  document: YamlMapping,
  key: string,
  isValid: (value: string) => boolean,
  what: string,
  report: Report,
): string | undefined {
  const value = text(document, key, report);
  if (value !== undefined && !isValid(value)) {
    const { span } = getValue(document, key)!;
    report.warning("invalid-metadata", `The field "${key}" is not ${what}`, span);
  }
  return value;
}

function listed(
  document: YamlMapping,
  key: string,
  known: readonly string[],
  report: Report,
): string | undefined {
  const value = text(document, key, report);
  if (value !== undefined && !known.includes(value)) {
    const { span } = getValue(document, key)!;
    report.warning(
      "invalid-metadata",
      `The field "${key}" is not one of ${known.join(", ")}`,
      span,
      didYouMean(value, known),
    );
  }
  return value;
}

function tags(document: YamlMapping, report: Report): readonly string[] {
  const node = getValue(document, "tags");
  if (node === undefined) return [];
  if (node.kind !== "Sequence") {
    report.warning("invalid-metadata", 'The field "tags" is not a list', node.span);
    return [];
  }
  const found: string[] = [];
  for (const item of node.items) {
    if (item.kind !== "Scalar" || item.type === "null") {
      report.warning("invalid-metadata", "A tag is not a text", item.span);
      continue;
    }
    if (!TAG_REGEXP.test(item.text)) {
      report.warning("invalid-metadata", `The tag "${item.text}" has no namespace`, item.span);
    }
    found.push(item.text);
  }
  return found;
}

/** Texts of a list field such as `fields`; a single scalar counts as a list of one. */
export function textList(node: YamlNode | undefined): readonly string[] {
  if (node === undefined) return [];
  const items = node.kind === "Sequence" ? node.items : [node];
  return items.flatMap((item) => item.kind === "Scalar" && item.type !== "null" ? item.text : []);
}
