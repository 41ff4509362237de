/** The log sources and entries of one file of the table, in Markdown. */

import { INSIGHTIDR } from "../../lib/mappings/insightidr/index.ts";
import type { MappingTable } from "../../lib/mappings/table.ts";
import { type CountedLogSource, familyCounts, marked } from "./corpus_section.ts";
import type { RuleOutcome } from "./count_rules.ts";
import { activeUnder, entryHeading, entrySection } from "./entry_section.ts";
import { listLogSources, patternText } from "./log_source_list.ts";
import { code, link, plain, table } from "./markdown.ts";

/** A section of the document. */
export interface Family {
  readonly heading: string;
  readonly rules: readonly RuleOutcome[];
  readonly lines: readonly string[];
}

/**
 * Writes the section of one file of the table.
 *
 * @param family The file
 * @param byPattern Public rules by the key of the log source pattern that selects their entry
 */
export function makeFamily(
  { description = "", entries = {} }: MappingTable,
  byPattern: ReadonlyMap<string, readonly RuleOutcome[]>,
): Family {
  const heading = headingOf(description);
  const logSources = listLogSources(INSIGHTIDR, entries);
  const counted = logSources.map(({ pattern, key }): CountedLogSource => {
    return { name: patternText(pattern), rules: byPattern.get(key) ?? [] };
  });
  const rows = logSources.map(({ pattern, entries }) => [
    plain(patternText(pattern)),
    entries.map(entryLink).join(", then "),
  ]);
  const lines = [
    `## ${heading}`,
    "",
    ...(description === `${heading}.` ? [] : [plain(description), ""]),
    ...table(["log source", "entries, in the order in which they are tried"], rows),
    "",
    ...marked(familyCounts(counted)),
    ...Object.entries(entries).flatMap(([id, entry]) => entrySection(id, entry!)),
  ];
  return { heading, rules: counted.flatMap(({ rules }) => rules), lines };
}

function entryLink(id: string): string {
  const entry = INSIGHTIDR.entries![id]!;
  const under = activeUnder(entry);
  const options = under.length === 0 ? "" : ` (${under.join("; ")})`;
  return `${link(code(id), entryHeading(id))}${options}`;
}

/** Longer headings are cut. */
const MAX_HEADING = 60;

function headingOf(description: string): string {
  const [sentence] = description.split(/\.(?:\s|$)/);
  return sentence.length <= MAX_HEADING ? sentence : sentence.split(/[:,] /)[0];
}
