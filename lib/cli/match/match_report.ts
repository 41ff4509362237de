import { number, plural, row } from "../summary_lines.ts";

/** What `test --events` came to. */
export interface MatchCounts {
  /** Events that were read. */
  readonly events: number;
  /** Matches of a rule and an event. */
  readonly matches: number;
  /** Rules, those that cannot be evaluated included. */
  readonly rules: number;
  /** Correlations, which were left out. */
  readonly correlations: number;
  /** Rules that match something. */
  readonly matching: number;
  /** Rules with a fault. */
  readonly faultyRules: number;
  /** Events that could not be read. */
  readonly faultyEvents: number;
  /** How many of these were told one by one. */
  readonly toldEvents: number;
  /** Files that could not be read to their end. */
  readonly brokenFiles: number;
}

/**
 * Makes the summary for people.
 *
 * @param counts What it came to
 * @param time Time of the whole run in milliseconds
 * @returns Lines of text
 */
export function matchReport(counts: MatchCounts, time: number): string {
  const { events, matches, rules, matching, correlations } = counts;
  const { faultyRules, faultyEvents, toldEvents, brokenFiles } = counts;
  const seconds = Math.max(time, 1) / 1000;
  const rate = number(Math.round(events / seconds));
  const lines = [
    `${plural(events, "event")} in ${seconds.toFixed(2)} s (${rate} a second): ` +
    `${plural(matches, "match", "matches")} of ${number(matching)} of ${plural(rules, "rule")}`,
  ];
  if (faultyEvents > 0) lines.push(row(faultyEvents, "events could not be read"));
  const untold = faultyEvents - toldEvents;
  if (untold > 0) lines.push(row(untold, "of them are not told above"));
  if (faultyRules > 0) {
    lines.push(row(faultyRules, "rules could not be evaluated, or not all of them"));
  }
  if (correlations > 0) {
    lines.push(
      row(correlations, "correlations left out: --event-fields insightidr evaluates them"),
    );
  }
  if (brokenFiles > 0) {
    lines.push(row(brokenFiles, "files of events could not be read to their end"));
  }
  return `${lines.join("\n")}\n`;
}
