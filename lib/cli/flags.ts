import type { Format } from "../compile.ts";
import type { OutputKind } from "../worker/protocol.ts";

/** One option of the command line: parser and help are made from the same table. */
export interface Flag {
  /** Long name, without dashes. */
  readonly name: string;
  /** Letter of the short form. */
  readonly short?: string;
  /** What stands for its value in the help; absent for a switch. */
  readonly value?: string;
  /** True when it may be given several times. */
  readonly multiple?: boolean;
  /** Heading in the help. */
  readonly group: "Conversion" | "Input" | "Selection" | "Output" | "Outcome" | "Other";
  /** Lines of the help. */
  readonly help: readonly string[];
}

/** An option that one other command has. */
export type CommandFlag = Omit<Flag, "group">;

/** Names of the formats, in the order in which they are written. */
export const FORMAT_NAMES: readonly Format[] = [
  "default",
  "leql_advanced_search",
  "leql_detection_definition",
];

/** Names of the kinds of output. */
export const OUTPUT_KINDS: readonly OutputKind[] = ["ndjson", "tree", "text"];

/** All options of `convert`. */
export const FLAGS = [
  {
    name: "format",
    short: "f",
    value: "FORMAT",
    multiple: true,
    group: "Conversion",
    help: [
      "default, leql_advanced_search, leql_detection_definition,",
      "several with commas, or all (default: default)",
    ],
  },
  {
    name: "mapping",
    short: "m",
    value: "NAME|FILE",
    multiple: true,
    group: "Conversion",
    help: [
      "Mapping table: insightidr, pysigma or a JSON file;",
      "several are merged, later ones win (default: insightidr)",
    ],
  },
  {
    name: "without-mapping",
    group: "Conversion",
    help: ["Leave field names as they are; --without-pipeline is the same"],
  },
  {
    name: "sysmon",
    value: "HOW",
    group: "Conversion",
    help: [
      "Where events of Sysmon come from: auto, agent (the few that the",
      "Insight Agent forwards) or raw (a Sysmon of your own)",
    ],
  },
  {
    name: "windows-events",
    value: "SHAPE",
    group: "Conversion",
    help: ["How raw Windows events look: data-xml, snake-case, flat or nxlog"],
  },
  {
    name: "security",
    value: "WHERE",
    group: "Conversion",
    help: [
      "Where logons, account changes, shares and Defender are searched:",
      "normalised (InsightIDR's own event types) or raw (Windows events)",
    ],
  },
  {
    name: "prefer",
    value: "EVENTS",
    group: "Conversion",
    help: ["Events to search where there are several: auto, native or sysmon"],
  },
  {
    name: "min-evidence",
    value: "GRADE",
    group: "Conversion",
    help: [
      "documented, seen or inferred (default): rules that would stand on",
      "keys known less well are unsupported",
    ],
  },
  {
    name: "pipeline",
    short: "p",
    value: "FILE|DIR",
    multiple: true,
    group: "Conversion",
    help: ["pySigma processing pipeline, run before the mapping table"],
  },
  {
    name: "filter",
    value: "PATH",
    multiple: true,
    group: "Conversion",
    help: ["File or folder of Sigma filters, beside those in the input"],
  },
  {
    name: "filter-mode",
    value: "MODE",
    group: "Conversion",
    help: ["and: filters join as they are written (default); and-not: negated"],
  },
  {
    name: "var",
    value: "NAME=A,B",
    multiple: true,
    group: "Conversion",
    help: ["Values of a placeholder; wins over pipelines and --vars-file"],
  },
  {
    name: "vars-file",
    value: "FILE",
    multiple: true,
    group: "Conversion",
    help: ["JSON or YAML map of placeholders to values"],
  },
  {
    name: "placeholders",
    value: "MODE",
    group: "Conversion",
    help: [
      "error: a placeholder without a value is unsupported (default);",
      "leql-variable: it becomes the InsightIDR variable ${name}",
    ],
  },
  {
    name: "negation",
    value: "FORM",
    group: "Conversion",
    help: [
      "prefix: NOT before a condition (default);",
      "inline: in the operator, as in != and NOT IN",
    ],
  },
  {
    name: "verify",
    group: "Conversion",
    help: [
      "Read each query back and hold it against its rule on made-up events;",
      "a rule whose query means something else is an error",
    ],
  },
  {
    name: "correlation-method",
    short: "c",
    value: "NAME",
    group: "Conversion",
    help: ["How correlations are written; default is the one there is"],
  },
  {
    name: "file-pattern",
    short: "P",
    value: "GLOB",
    multiple: true,
    group: "Input",
    help: ["Files to take from folders (default: *.yml and *.yaml)"],
  },
  {
    name: "exclude",
    value: "GLOB",
    multiple: true,
    group: "Input",
    help: ["Files of folders to leave out, such as 'deprecated/**'"],
  },
  {
    name: "min-level",
    value: "LEVEL",
    group: "Selection",
    help: ["Lowest level: informational, low, medium, high, critical"],
  },
  {
    name: "status",
    value: "STATUS",
    multiple: true,
    group: "Selection",
    help: ["Statuses to take: stable, test, experimental, deprecated,", "unsupported"],
  },
  {
    name: "tag",
    value: "TAG",
    multiple: true,
    group: "Selection",
    help: ["Tags to take, * stands for anything: attack.t1059*"],
  },
  {
    name: "logsource",
    value: "K=V,..",
    multiple: true,
    group: "Selection",
    help: ["Log sources to take: category=process_creation,product=windows"],
  },
  {
    name: "id-file",
    value: "FILE",
    multiple: true,
    group: "Selection",
    help: ["Ids of rules to take, one a line; # begins a comment"],
  },
  {
    name: "since",
    value: "DATE",
    group: "Selection",
    help: ["Rules written or changed on this date or later: 2024-01-31"],
  },
  {
    name: "to",
    short: "t",
    value: "KIND",
    group: "Output",
    help: [
      "ndjson: one JSON object a query or fault (default)",
      "tree: a .leql file a rule file, and manifest.ndjson",
      "text: queries alone; faults go to standard error",
    ],
  },
  {
    name: "out",
    short: "o",
    value: "PATH",
    group: "Output",
    help: ["File to write, or folder for tree (default: standard output)"],
  },
  {
    name: "prune",
    group: "Output",
    help: ["tree: remove query files of an earlier run that have no rule now"],
  },
  {
    name: "encoding",
    value: "NAME",
    group: "Output",
    help: ["utf-8, the only one"],
  },
  {
    name: "skip-unsupported",
    short: "s",
    group: "Outcome",
    help: [
      "Exit with 0 when all that failed is rules LEQL cannot say;",
      "they still stand in the output, with their reasons",
    ],
  },
  {
    name: "fail-unsupported",
    group: "Outcome",
    help: ["Exit with 1 when a rule is unsupported (the default)"],
  },
  {
    name: "workers",
    short: "w",
    value: "N",
    group: "Other",
    help: ["Worker threads; 0 for none but the main one (default: by machine)"],
  },
  { name: "quiet", short: "q", group: "Other", help: ["No summary, no progress"] },
  { name: "no-progress", group: "Other", help: ["No progress bar"] },
  { name: "version", short: "V", group: "Other", help: ["Print the version"] },
  { name: "help", short: "h", group: "Other", help: ["Print this help"] },
] as const satisfies readonly Flag[];

/** Name of an option. */
export type FlagName = typeof FLAGS[number]["name"];
