/**
 * docs/log-sources.md: what the default table says, and how far it gets.
 *
 * @module
 */

import { BASE, FAMILIES, INSIGHTIDR } from "../../lib/mappings/insightidr/index.ts";
import { logsourceKey } from "../../lib/mappings/logsource_key.ts";
import { type Mapping, prepareMapping } from "../../lib/mappings/prepare.ts";
import { selectSlot } from "../../lib/mappings/select.ts";
import type { FieldSet, FieldSetFields, LogSourcePattern } from "../../lib/mappings/table.ts";
import { fits } from "../../lib/mappings/tools/candidates.ts";
import type { LogSource } from "../../lib/sigma/ast.ts";
import { COUNTS_BEGIN, COUNTS_END, marked, totalsSection } from "./corpus_section.ts";
import type { CorpusCounts, RuleOutcome } from "./count_rules.ts";
import { ARRIVALS, choiceOption, lossItems, setHeading } from "./entry_section.ts";
import { makeFamily } from "./family_section.ts";
import { fieldTables } from "./field_tables.ts";
import { code, link, plain, table } from "./markdown.ts";
import { gradeTable, sourceLinks, sourceSection } from "./source_section.ts";

const INTRO = `# Log sources

Written by \`deno task log-sources\` from the tables in
[lib/mappings/insightidr/](../lib/mappings/insightidr/); do not edit it.
[Mapping tables](mapping.md) explains the words, [the tools](mapping-tools.md) what to do where your
logs differ.

What the mapping table \`insightidr\` knows of each Sigma log source: the event type and the log set
where its events lie, how they arrive there, and which key stands for each field. Nothing here was
tried in a live tenant: each key says how well it is known, and links to what shows it.

- \`documented\`: a text of the vendor says so.
- \`seen\`: in a real event, or in a query of the vendor or of a user.
- \`inferred\`: by analogy. Queries that stand on it carry a warning, and \`--min-evidence seen\`
  leaves them out.

A query is known as well as the least known thing in it. The event type counts for detection
definitions alone, for no other query names it. It is \`seen\` at best, and so \`--min-evidence documented\`
gives no detection definition: with \`mapping gaps\` it lists what to check. \`--min-evidence seen\`
is the strict setting.

## How to read this

Find the log source of your rule in the list below. Its section names the _entries_ that can carry
the rule, in the order in which they are tried: the first that has a key for every field of the rule
takes it. \`sigma-leql mapping explain rule.yml\` says which one did, and why. Of each entry:

| line or column | meaning |
| --- | --- |
| event type | what \`from(event_type = ...)\` names in a detection definition; where it is not known, there are queries for Log Search alone |
| log set | what to select in Log Search |
| events arrive | whether you have these events at all: only what arrives by itself needs nothing of you |
| active under | the options that switch the entry on; see [Choices](#choices) |
| only for rules that ask for | the entry takes a rule only when it asks for one of these values |
| adds | a condition that every query of the entry has, whatever the rule says |
| otherwise | the entry that is tried when this one cannot carry the rule |
| key | where the value of the field lies. \`a\` or \`b\`: in one of them. Anywhere in \`a\`: somewhere in its text, so that more events match |
| \`x\` is \`y\` | what rules write as \`x\` the events have as \`y\`. Others have no counterpart: rules with other values are not converted |
| all others | fields that stand in no row get a key made of their name: {name} as written, {lower} in small letters, {lowerCamel} as targetUserName, {snake} as target_user_name |
| not exact | what the query finds beside the events of the rule (broader), or misses (narrower); it stands in the \`fidelity\` of each record |

The log source of a rule picks the entry, and with it the event type. \`process_start_event\` holds
the process starts of all platforms: rules on Linux ask for \`os_type\`; rules on macOS and on Windows
ask all platforms.

A detection definition names one event type, and cloud services file some actions under
\`cloud_service_activity\` and others under \`cloud_service_admin\`: their rules have a detection
definition for each event type, and a query in Log Search needs both log sets.

What to set: \`--sysmon raw\` when you ship the log of a Sysmon of your own; \`--windows-events\` by
what a Windows event in Log Search looks like; the other two only when the default searches events
that you do not collect.
`;

/**
 * Writes the document.
 *
 * @param counts What the table does to the public rules; without it, what depends on them is left
 * out
 * @returns Markdown
 */
export function logSourcesDocument(counts?: CorpusCounts): string {
  const mapping = prepareMapping(INSIGHTIDR);
  const byPattern = counts === undefined ? new Map() : groupRules(counts.rules, mapping);
  const families = Object.values(FAMILIES).filter(({ entries }) => entries !== undefined)
    .map((family) => makeFamily(family, byPattern));
  const unserved = byPattern.get("") ?? [];
  const totals = counts === undefined ? [] : totalsSection(counts, families, unserved, INSIGHTIDR);
  return [
    INTRO,
    "- [How to read this](#how-to-read-this)",
    "- [Public rules](#public-rules)",
    "- [Choices](#choices)",
    ...families.map(({ heading }) => `- ${link(heading, heading)}`),
    "- [Field sets](#field-sets)",
    "- [Sources](#sources)",
    "",
    "## Public rules",
    "",
    ...marked(totals),
    "## Choices",
    "",
    ...choicesSection(),
    "",
    ...families.flatMap(({ lines }) => lines),
    "## Field sets",
    "",
    "What several entries have in common. What an entry says itself wins.",
    "",
    ...Object.entries(INSIGHTIDR.fieldSets ?? {}).flatMap(([id, set]) => setSection(id, set!)),
    "## Sources",
    "",
    "What the evidence refers to, and how often it is named for which grade:",
    "",
    ...sourceSection(INSIGHTIDR),
    "",
    ...gradeTable(INSIGHTIDR),
    "",
    ...sourceLinks(INSIGHTIDR),
    "",
  ].join("\n");
}

/**
 * Leaves out what depends on the public rules.
 *
 * @param document The document
 * @returns The same as {@link logSourcesDocument} gives without counts
 */
export function withoutCounts(document: string): string {
  const [before, ...parts] = document.split(`${COUNTS_BEGIN}\n`);
  const behind = parts.map((part) => part.split(`${COUNTS_END}\n\n`)[1] ?? "");
  return before + behind.join("");
}

/** Rules by the log source pattern of the table that selects their entry; empty for none. */
function groupRules(
  rules: readonly RuleOutcome[],
  mapping: Mapping,
): Map<string, readonly RuleOutcome[]> {
  return Map.groupBy(rules, ({ logsource }) => {
    const patterns = selectSlot(logsource, mapping.index)?.entry.logsources ?? [];
    const fitting = patterns.filter((pattern) => fits(pattern, logsource));
    const best = fitting.sort((a, b) => attributes(b) - attributes(a))[0];
    return best === undefined ? "" : logsourceKey(best);
  });
}

function attributes(pattern: LogSourcePattern | LogSource): number {
  return Object.values(pattern).filter((value) => value !== undefined).length;
}

function choicesSection(): string[] {
  const rows = Object.entries(BASE.choices ?? {}).flatMap(([name, choice]) =>
    Object.entries(choice!.values).map(([value, meaning], at) => {
      const mark = choice!.default === value ? " (default)" : "";
      return [
        at === 0 ? plain(choice!.description) : "",
        code(choiceOption(name, value)) + mark,
        plain(meaning),
      ];
    })
  );
  return [
    'What the table cannot know. The same by name from a program: `choices: { sysmon: "raw" }`.',
    "",
    ...table(["what", "option", "meaning"], rows),
    "",
    "How events arrive, as entries say it: " +
    `${Object.values(ARRIVALS).join("; ")}.`,
  ];
}

function setSection(id: string, set: FieldSet): string[] {
  const alternatives = Object.entries(set.alternatives ?? {}).flatMap(([value, fields]) =>
    fields === null ? [] : [
      "",
      `Under ${code(choiceOption(set.choice!, value))}:`,
      ...setLoss(fields),
      ...fieldTables(fields),
    ]
  );
  return [
    `### ${setHeading(id)}`,
    "",
    ...(set.description === undefined ? [] : [plain(set.description)]),
    ...setLoss(set),
    ...fieldTables(set),
    ...alternatives,
    "",
  ];
}

/** What a set says of the entries that use it. */
function setLoss({ loss }: FieldSetFields): string[] {
  const items = lossItems(loss);
  return items.length === 0 ? [] : ["", ...items.map((item) => `- ${item}`)];
}
