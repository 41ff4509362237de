import { printable } from "../../check/output/writer.ts";
import { LOG_LINE } from "../../mappings/prepare_field.ts";
import type { Gap } from "../../mappings/tools/gaps.ts";
import type { Obstacle } from "../../mappings/tools/obstacles.ts";
import type { GapReport } from "./find_gaps.ts";
import { plural } from "../summary_lines.ts";

/** What an obstacle is, by its code. */
const WORDS: Readonly<Record<string, string>> = {
  "unmapped-logsource": "log source",
  "unmapped-field": "field",
  "unsupported-field": "field",
  "unsupported-value": "value of",
  "unsupported-hash": "hash in",
  "unsupported-fieldref": "reference to",
  "unserved-events": "events of",
};

/** Kinds of evidence for people. */
const EVIDENCE_WORDS: Readonly<Record<string, string>> = {
  key: "key",
  value: "words for",
  condition: "condition",
};

/**
 * Writes a report as a table for people.
 *
 * @param report What keeps rules from being converted
 * @param limit Most rows; 0 for all
 */
export function gapsText({ rules, converted, hopeless, gaps }: GapReport, limit: number): string {
  const lines = [`${plural(rules, "rule")}: ${converted} converted, ${rules - converted} not`];
  if (hopeless.length > 0) {
    const list = hopeless.map(([code, count]) => `${code} ${count}`).join(", ");
    lines.push(`Faults that no mapping table can change, in rules: ${list}`);
  }
  const shown = limit === 0 ? gaps : gaps.slice(0, limit);
  if (shown.length > 0) {
    lines.push("", "alone  in all  together  what stands in the way");
    for (const gap of shown) lines.push(gapLine(gap));
  }
  if (shown.length < gaps.length) {
    lines.push(`${gaps.length - shown.length} more; --limit 0 shows all`);
  }
  return lines.map((line) => `${printable(line)}\n`).join("");
}

function gapLine({ obstacle, alone, rules, together }: Gap): string {
  const counts = `${pad(alone, 5)}  ${pad(rules, 6)}  ${pad(together, 8)}`;
  return `${counts}  ${obstacleText(obstacle)}`;
}

/** Names an obstacle in one line. */
export function obstacleText({ code, name, entry, events, reason, evidence }: Obstacle): string {
  if (evidence !== undefined) {
    const { kind, grade, source } = evidence;
    const place = events === undefined ? "" : ` in ${events}`;
    const what = kind === "key" && name === LOG_LINE
      ? "a field that stands in the log line"
      : `${EVIDENCE_WORDS[kind]} ${name}`;
    return `${what}${place} (${grade}: ${source})`;
  }
  if (code === "unserved-events") return reason ?? name;
  const place = entry === undefined ? "" : ` in ${entry}`;
  const why = reason ?? (code === "unmapped-field" ? "no key" : "no entry");
  return `${WORDS[code] ?? code} ${name}${place}: ${why}`;
}

function pad(count: number, width: number): string {
  return String(count).padStart(width);
}

/**
 * Writes a report as NDJSON: a line for each obstacle, and one with the counts at the end.
 *
 * @param report What keeps rules from being converted
 * @param limit Most obstacles; 0 for all
 */
export function gapsNdjson(report: GapReport, limit: number): string {
  const { rules, converted, hopeless, gaps } = report;
  const lines = (limit === 0 ? gaps : gaps.slice(0, limit)).map((gap): object => {
    const { obstacle: { code, name, entry, events, reason, evidence } } = gap;
    return {
      kind: "gap",
      code,
      name,
      entry: entry ?? null,
      events: events ?? null,
      reason: reason ?? null,
      evidence: evidence ?? null,
      alone: gap.alone,
      rules: gap.rules,
      together: gap.together,
      examples: gap.examples,
    };
  });
  const counts = Object.fromEntries(hopeless);
  lines.push({ kind: "summary", rules, converted, gaps: gaps.length, hopeless: counts });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
