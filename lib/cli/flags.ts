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
  readonly group: "Conversion" | "Input" | "Output" | "Outcome" | "Other";
  /** Lines of the help. */
  readonly help: readonly string[];
}

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
    name: "file-pattern",
    short: "p",
    value: "GLOB",
    multiple: true,
    group: "Input",
    help: ["Files to take from folders (default: *.yml and *.yaml)"],
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
    name: "skip-unsupported",
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
    help: ["Worker threads; 0 works in the main thread (default: from the machine)"],
  },
  { name: "quiet", short: "q", group: "Other", help: ["No summary, no progress"] },
  { name: "no-progress", group: "Other", help: ["No progress bar"] },
  { name: "version", short: "V", group: "Other", help: ["Print the version"] },
  { name: "help", short: "h", group: "Other", help: ["Print this help"] },
] as const satisfies readonly Flag[];

/** Name of an option. */
export type FlagName = typeof FLAGS[number]["name"];
