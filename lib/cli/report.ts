import { DIAGNOSTIC_CODES, type DiagnosticCode } from "../diagnostic.ts";
import type { EvidenceGrade } from "../mappings/table.ts";
import { EVIDENCE_GRADES } from "../mappings/used_evidence.ts";
import type { Counts } from "../worker/protocol.ts";
import { number, plural, row } from "./summary_lines.ts";

/** What the summary says of each grade. */
const GRADE_WORDS: Readonly<Record<EvidenceGrade, string>> = {
  documented: "documented",
  seen: "seen in events or queries",
  inferred: "inferred in part",
};

/** Most reasons that the summary names. */
const TOP_REASONS = 8;

/** Most files that are named one by one. */
const NAMED_FILES = 5;

/** Most ids that are named. */
const NAMED_IDS = 5;

/**
 * Says which query files an earlier run has left.
 *
 * @param files Paths in the output folder
 * @param pruned Whether they were removed
 * @returns Lines of text; none without files
 */
export function leftOverLines(files: readonly string[], pruned: boolean): string {
  if (files.length === 0) return "";
  const named = files.slice(0, NAMED_FILES).map((file) => `           ${file}\n`).join("");
  const more = files.length > NAMED_FILES
    ? `           and ${files.length - NAMED_FILES} more\n`
    : "";
  const what = plural(files.length, "query file");
  return pruned
    ? `Removed ${what} of an earlier run:\n${named}${more}`
    : `${what} of an earlier run, without a rule in this one (--prune removes them):\n${named}${more}`;
}

/**
 * Says which ids of `--id-file` no rule has.
 *
 * @param ids The ids that were asked for
 * @param found Those of rules, in lower case
 * @returns A line of text; none when all were found
 */
export function missingIdsLine(ids: readonly string[], found: readonly string[]): string {
  const known = new Set(found);
  const missing = [...new Set(ids)].filter((id) => !known.has(id.toLowerCase()));
  if (missing.length === 0) return "";
  const more = missing.length > NAMED_IDS ? ` and ${missing.length - NAMED_IDS} more` : "";
  return `Warning: no rule has the id ${missing.slice(0, NAMED_IDS).join(", ")}${more}\n`;
}

/** Says that there are rules, and none of them was selected. */
export function nothingSelectedLine({ rules, unselected }: Counts): string {
  return rules > 0 && unselected === rules
    ? "Warning: no rule was selected: see --min-level, --status, --tag, --logsource, --id-file, --since\n"
    : "";
}

/**
 * Makes the summary for people.
 *
 * @param counts What became of the rules
 * @param time Time of the whole run in milliseconds
 * @returns Lines of text
 */
export function summary(counts: Counts, time: number): string {
  const seconds = Math.max(time, 1) / 1000;
  const rate = Math.round(counts.rules / seconds);
  const lines = [
    `${plural(counts.rules, "rule")} in ${seconds.toFixed(2)} s (${number(rate)} a second): ` +
    `${plural(counts.queries, "query", "queries")}` +
    (counts.warnings === 0 ? "" : `, ${plural(counts.warnings, "warning")}`),
    row(counts.converted, "converted"),
  ];
  if (counts.partial > 0) lines.push(row(counts.partial, "converted in some formats alone"));
  for (const grade of EVIDENCE_GRADES) {
    const count = counts.evidence[grade] ?? 0;
    if (count > 0) lines.push(row(count, `of these on keys that are ${GRADE_WORDS[grade]}`));
  }
  const verification = verificationLine(counts);
  if (verification !== undefined) lines.push(verification);
  if (counts.unsupported > 0) lines.push(row(counts.unsupported, "unsupported"));
  if (counts.invalid > 0) lines.push(row(counts.invalid, "invalid"));
  if (counts.io > 0) lines.push(row(counts.io, "not readable"));
  const used = counts.skipped - counts.unselected;
  if (used > 0) lines.push(row(used, "filters, and rules that correlations use"));
  if (counts.unselected > 0) lines.push(row(counts.unselected, "not selected"));
  if (counts.excluded > 0) lines.push(row(counts.excluded, "files excluded"));
  lines.push(...reasonLines(counts.reasons));
  return `${lines.join("\n")}\n`;
}

/** Makes the line about verified rules; `undefined` when nothing was verified. */
export function verificationLine({ verified, events }: Counts): string | undefined {
  const { verified: good = 0, differs = 0, "not-verified": open = 0 } = verified;
  if (good + differs + open === 0) return undefined;
  const others = `${number(differs)} that differ, ${number(open)} not verified`;
  return row(good, `verified, ${others} (${plural(events, "witness event")})`);
}

function reasonLines(reasons: Readonly<Record<string, number>>): string[] {
  const sorted = Object.entries(reasons)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  if (sorted.length === 0) return [];
  const lines = ["Most frequent reasons for unsupported rules:"];
  for (const [code, count] of sorted.slice(0, TOP_REASONS)) {
    lines.push(row(count, `${DIAGNOSTIC_CODES[code as DiagnosticCode] ?? code} [${code}]`));
  }
  if (sorted.length > TOP_REASONS) {
    const rest = sorted.slice(TOP_REASONS).reduce((sum, [, count]) => sum + count, 0);
    lines.push(row(rest, "other reasons"));
  }
  return lines;
}
