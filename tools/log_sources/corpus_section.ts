/** What the table does to the public rules, in Markdown. */

import { obstacleText } from "../../lib/cli/mapping/gaps_text.ts";
import type { Gap } from "../../lib/mappings/tools/gaps.ts";
import type { MappingTable } from "../../lib/mappings/table.ts";
import type { CorpusCounts, RuleOutcome } from "./count_rules.ts";
import { choiceOption } from "./entry_section.ts";
import { code, link, plain, table } from "./markdown.ts";

/** Rows of the longer tables. */
const MAX_GAPS = 30;
const MAX_REASONS = 3;

/** What stands around everything that depends on the rules. */
export const COUNTS_BEGIN = "<!-- counts of the public SigmaHQ rules -->";
export const COUNTS_END = "<!-- end of counts -->";

const LIFT =
  "With `--min-evidence seen`: what has to be seen in events, or to get a key, so that " +
  "more rules are converted. `in all` counts the rules in whose way it stands, `alone` those that " +
  "it alone holds back, `together` those that are converted when it and all lines above it are " +
  "there. `sigma-leql mapping gaps RULES --min-evidence seen --order all` shows the same for your " +
  "rules, and `sigma-leql mapping verify` holds the table against your logs.";

/** Puts what depends on the rules between marks; nothing stays nothing. */
export function marked(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [COUNTS_BEGIN, "", ...lines, "", COUNTS_END, ""];
}

/** A heading, and the rules whose log sources stand under it. */
export interface CountedFamily {
  readonly heading: string;
  readonly rules: readonly RuleOutcome[];
}

/**
 * Writes the totals.
 *
 * @param counts What the table does to the rules
 * @param families The sections of the document
 * @param unserved Rules whose log source no entry serves
 * @param whole The table
 */
export function totalsSection(
  counts: CorpusCounts,
  families: readonly CountedFamily[],
  unserved: readonly RuleOutcome[],
  whole: MappingTable,
): string[] {
  const { rules, choices, seenGaps } = counts;
  const converted = rules.filter(({ isConverted }) => isConverted);
  const graded = (grade: RuleOutcome["grade"]) =>
    String(converted.filter((rule) => rule.grade === grade).length);
  const usual = choices.map(({ choice, value, converted, seen }) => {
    const isDefault = whole.choices?.[choice]?.default === value;
    const name = code(choiceOption(choice, value)) + (isDefault ? " (default)" : "");
    return [name, String(converted), String(seen)];
  });
  return [
    `Of ${rules.length} rules ${converted.length} are converted, ${count(rules, isSeen)} with ` +
    `${code("--min-evidence seen")}. The least known thing that the ` +
    "queries stand on, the event type of detection definitions aside:",
    "",
    ...table(["evidence", "rules"], [
      ["documented", graded("documented")],
      ["seen", graded("seen")],
      ["inferred", graded("inferred")],
      ["not converted", String(rules.length - converted.length)],
    ]),
    "",
    ...table(
      ["log sources", "rules", "converted", "with what was seen"],
      [
        ...families.filter((family) => family.rules.length > 0)
          .map(({ heading, rules }) => [link(heading, heading), ...numbers(rules)]),
        ...(unserved.length === 0 ? [] : [["without an entry", ...numbers(unserved)]]),
      ],
    ),
    "",
    "What a choice does to the whole, the others left as they are:",
    "",
    ...table(["choice", "converted", "with what was seen"], usual),
    "",
    "### What is not converted",
    "",
    ...table(["rules", "why"], reasonRows(rules)),
    "",
    "### What would lift the rest",
    "",
    LIFT,
    "",
    ...gapTable(seenGaps),
  ];
}

function gapTable(gaps: readonly Gap[]): string[] {
  const rows = gaps.slice(0, MAX_GAPS).map(({ obstacle, alone, rules, together }) => {
    return [String(rules), String(alone), String(together), plain(obstacleText(obstacle))];
  });
  return table(["in all", "alone", "together", "what is missing"], rows);
}

function reasonRows(rules: readonly RuleOutcome[]): string[][] {
  const counts = countReasons(rules);
  return counts.slice(0, MAX_GAPS).map(([reason, rules]) => [String(rules), plain(reason)]);
}

function countReasons(rules: readonly RuleOutcome[]): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { reasons } of rules) {
    for (const reason of new Set(reasons)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

/** A log source, and its rules. */
export interface CountedLogSource {
  readonly name: string;
  readonly rules: readonly RuleOutcome[];
}

/** Writes the counts of the log sources of a family; nothing when there are no rules. */
export function familyCounts(logSources: readonly CountedLogSource[]): string[] {
  const counted = logSources.filter(({ rules }) => rules.length > 0);
  if (counted.length === 0) return [];
  return table(
    ["log source", "rules", "converted", "with what was seen", "why not"],
    counted.map(({ name, rules }) => [plain(name), ...numbers(rules), whyNot(rules)]),
  );
}

function numbers(rules: readonly RuleOutcome[]): string[] {
  return [rules.length, count(rules, (rule) => rule.isConverted), count(rules, isSeen)].map(String);
}

function whyNot(rules: readonly RuleOutcome[]): string {
  const counts = countReasons(rules);
  const shown = counts.slice(0, MAX_REASONS).map(([why, number]) => `${number}: ${plain(why)}`);
  const more = counts.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} other reasons`] : [])].join("; ");
}

function isSeen(rule: RuleOutcome): boolean {
  return rule.isSeen;
}

function count(rules: readonly RuleOutcome[], test: (rule: RuleOutcome) => boolean): number {
  return rules.filter(test).length;
}
