import { ISSUE_SEVERITIES, type IssueSeverity } from "../check/issue.ts";
import type { CommandFlag } from "./flags.ts";
import { flagLines } from "./help.ts";
import { oneOf } from "./option_values.ts";
import { parseFlags } from "./parse_flags.ts";
import { UsageError } from "./usage_error.ts";

/** Kinds of output of `check`. */
export const CHECK_OUTPUT_KINDS = ["text", "ndjson", "sarif"] as const;

/** A kind of output of `check`. */
export type CheckOutputKind = typeof CHECK_OUTPUT_KINDS[number];

const LEQL_TARGETS = ["search", "detection"] as const;

const FLAGS = [
  {
    name: "validators",
    short: "c",
    value: "FILE",
    help: ["Which validators run, in pySigma's format (default: all)"],
  },
  {
    name: "exclude-validator",
    short: "x",
    value: "NAME",
    help: ["A validator to leave out; several with commas, or repeated"],
  },
  {
    name: "target",
    value: "TARGET",
    help: [
      "Where .leql files are to run: search or detection",
      "(default: detection for queries with from(), search for others)",
    ],
  },
  {
    name: "to",
    short: "t",
    value: "KIND",
    help: ["text (default), ndjson, or sarif for code hosts"],
  },
  {
    name: "out",
    short: "o",
    value: "PATH",
    help: ["File to write (default: standard output)"],
  },
  {
    name: "fail-on",
    value: "SEVERITY",
    help: ["error (default), warning or note: exit with 1 from this severity on"],
  },
  {
    name: "file-pattern",
    short: "P",
    value: "GLOB",
    help: ["Files to take from folders (default: *.yml, *.yaml, *.leql)"],
  },
  { name: "exclude", value: "GLOB", help: ["Files to leave out of folders"] },
  { name: "quiet", short: "q", help: ["No summary"] },
  { name: "help", short: "h", help: ["Print this help"] },
] as const satisfies readonly CommandFlag[];

type FlagName = typeof FLAGS[number]["name"];

/** What the command line asks of `check`. */
export interface CheckOptions {
  readonly inputs: readonly string[];
  /** Path of the configuration. */
  readonly validators: string | undefined;
  readonly excluded: readonly string[];
  /** Where queries are to run, or `undefined` to tell by the query. */
  readonly target: "search" | "detection" | undefined;
  readonly to: CheckOutputKind;
  /** Path, or `undefined` for standard output. */
  readonly out: string | undefined;
  readonly failOn: IssueSeverity;
  /** Globs; empty for the default. */
  readonly filePatterns: readonly string[];
  /** Globs of files to leave out. */
  readonly excludes: readonly string[];
  readonly quiet: boolean;
  readonly help: boolean;
}

/**
 * Reads the arguments of `check`.
 *
 * @param argv Arguments behind the name of the command
 * @throws {UsageError} For an option or a value that does not exist
 */
export function parseCheckOptions(argv: readonly string[]): CheckOptions {
  const { values, inputs } = parseFlags<FlagName>(argv, FLAGS, "check");
  const help = values.help !== undefined;
  if (!help && inputs.length === 0) {
    throw new UsageError(
      "No input given",
      "Name a file of rules or queries, a folder, or - for standard input",
    );
  }
  const out = values.out?.at(-1);
  const target = values.target?.at(-1);
  return {
    inputs,
    validators: values.validators?.at(-1),
    excluded: (values["exclude-validator"] ?? []).flatMap((list) =>
      list.split(",").map((name) => name.trim()).filter((name) => name !== "")
    ),
    target: target === undefined ? undefined : oneOf(target, LEQL_TARGETS, "--target"),
    to: oneOf(values.to?.at(-1) ?? "text", CHECK_OUTPUT_KINDS, "--to"),
    out: out === "-" ? undefined : out,
    failOn: oneOf(values["fail-on"]?.at(-1) ?? "error", ISSUE_SEVERITIES, "--fail-on"),
    filePatterns: values["file-pattern"] ?? [],
    excludes: values.exclude ?? [],
    quiet: values.quiet !== undefined,
    help,
  };
}

const HEAD = `sigma-leql check: looks for faults in Sigma rules and LEQL queries

Usage:
  sigma-leql check [options] INPUT...

Options:
`;

const TAIL = `
Exit codes:
  0  nothing was found from the severity of --fail-on on
  1  something was
  2  wrong usage, or an input or output that cannot be used
`;

/** Returns the text of `check --help`. */
export function checkHelp(): string {
  return `${HEAD}${FLAGS.flatMap((flag) => flagLines(flag)).join("\n")}\n${TAIL}`;
}
